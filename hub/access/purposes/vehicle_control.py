"""Traffic police control a debtor's vehicle on an assistance notice (R-VH-01 … R-VH-08)."""

from hub.access import laws, rings
from hub.access.case_kinds import ENFORCING
from hub.access.case_rules import CaseRule
from hub.access.declare import Ground, Level, Opens, Purpose, Ring, into, out
from hub.access.sensitivities import BASIC, PUBLIC, WHEREABOUTS

PURPOSE = Purpose(
    name="VEHICLE_CONTROL",
    zh="车辆查控",
    en="Vehicle control",
    description="Traffic police find and stop the debtor's vehicles on a notice addressed to them.",
    description_zh="公安交管部门依据法院送达的协助通知查控被执行人车辆。",
    agencies=frozenset({"TRAFFIC_POLICE"}),
    roles=frozenset({"TRAFFIC_POLICE", "SUPERVISOR"}),
    articles=(laws.INVESTIGATION_16, laws.CPL_253, laws.CPL_117, laws.VEHICLES_29),
    ground=Ground(
        CaseRule.ADDRESSED, ("OPEN", "PROCEDURALLY_TERMINATED"), ("ASSISTANCE_NOTICE", "INQUIRY_NOTICE"), ENFORCING
    ),
    subjects="debtors",
    years=1,
    groups=frozenset({"graph", "charts", "flags"}),
    rings=(
        rings.CASE_IN_OUTLINE,
        rings.NOTICE,
        rings.debtors("The debtors: name whole, number masked.", rings.NAMED_PERSON, Opens("Company", BASIC)),
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
        rings.flags("What agencies have flagged on the vehicles.", ("vehicles",)),
        rings.own_flags(("case", "document", "debtors", "keepers")),
    ),
    registers=(rings.AGENCIES,),
    links=frozenset({"HEARD_BY", "ISSUED_IN", "ADDRESSED_TO", "PART_OF", "RAISED_BY"}),
    link_values=BASIC | WHEREABOUTS,
)
