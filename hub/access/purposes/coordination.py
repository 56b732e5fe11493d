"""The coordination body reads statistics of its division: counts, no persons (S1-04, S1-07)."""

from hub.access import laws, rings
from hub.access.declare import Level, Opens, Purpose, Register
from hub.access.sensitivities import PUBLIC

PURPOSE = Purpose(
    name="COORDINATION",
    zh="统筹协调",
    en="Coordination",
    description="The coordination body counts cases of its division by their public properties; it sees no person.",
    description_zh="政法委统计本辖区执行案件数量，不涉及个人信息。",
    agencies=frozenset({"COORDINATION_BODY"}),
    roles=frozenset({"COORDINATOR", "SUPERVISOR"}),
    articles=(laws.LINKAGE_DUTIES, laws.PIPL_34),
    registers=(
        # Not even by number: a count of one would say something about a single case.
        Register(Opens("EnforcementCase", PUBLIC, fields={"caseNumber": Level.NONE}), within="HEARD_BY"),
        rings.AGENCIES,
    ),
    links=frozenset({"HEARD_BY", "PART_OF"}),
    statistics=True,
)
