"""Traffic police control a debtor's vehicle on an assistance notice (R-VH-01 … R-VH-08)."""

from hub.access import laws
from hub.access.declare import CHARTS, FLAGS, GRAPH, CaseRule, Ground, Level, Opens, Purpose, Register, Ring, into, out
from hub.access.sensitivities import BASIC, PUBLIC, WHEREABOUTS

PURPOSE = Purpose(
    name="VEHICLE_CONTROL",
    zh="车辆查控",
    description="Traffic police find and stop the debtor's vehicles on a notice addressed to them.",
    description_zh="交警依据发给本单位的协助通知查控被执行人车辆。",
    agencies=frozenset({"TRAFFIC_POLICE"}),
    roles=frozenset({"TRAFFIC_POLICE", "SUPERVISOR"}),
    articles=(laws.INVESTIGATION_16, laws.CPL_253, laws.CPL_117, laws.VEHICLES_15),
    ground=Ground(CaseRule.ADDRESSED, ("OPEN", "PROCEDURALLY_TERMINATED"), ("ASSISTANCE_NOTICE", "INQUIRY_NOTICE")),
    subjects="debtors",
    years=1,
    groups=frozenset({GRAPH, CHARTS, FLAGS}),
    rings=(
        Ring("case", "案件", "The basis case.", (Opens("EnforcementCase", PUBLIC),)),
        Ring("document", "文书", "The notice itself.", (Opens("Document", BASIC),)),
        Ring(
            "debtors",
            "被执行人",
            "The debtors: name whole, number masked.",
            (Opens("Person", BASIC, fields={"citizenId": Level.MASKED}), Opens("Company", BASIC)),
            ("case",),
            (into("DEBTOR_IN"),),
        ),
        Ring(
            "vehicles",
            "车辆",
            "Vehicles the debtors own or drive, or gave away within the window.",
            (Opens("Vehicle", BASIC),),
            ("debtors",),
            (out("OWNS", "DRIVES", "PREVIOUSLY_OWNED"),),
        ),
        Ring(
            "keepers",
            "驾驶人与登记所有人",
            "Who else owns or drives them; persons are masked.",
            (
                Opens("Person", PUBLIC, fields={"name": Level.MASKED, "citizenId": Level.MASKED}),
                Opens("Company", BASIC),
            ),
            ("vehicles",),
            (into("OWNS", "DRIVES"),),
        ),
        Ring(
            "flags",
            "标记",
            "What agencies have flagged on the vehicles.",
            (Opens("Flag", BASIC),),
            ("vehicles",),
            (into("FLAGS"),),
        ),
    ),
    registers=(Register(Opens("Agency", BASIC)),),
    links=frozenset({"HEARD_BY", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
    link_values=BASIC | WHEREABOUTS,
)
