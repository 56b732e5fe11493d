"""Everything, in demo mode alone: the graph holds nobody there. Never offered over real data."""

from hub.access import laws
from hub.access.declare import Opens, Purpose, Register
from hub.access.sensitivities import EVERY_AGENCY, EVERY_ROLE, UNSEALED
from schema.model import MODEL

PURPOSE = Purpose(
    name="DEMONSTRATION",
    zh="演示",
    en="Demonstration",
    description="Explore the invented city freely; exists in demo mode alone, where nobody real is in the graph.",
    description_zh="自由浏览虚构城市的数据；仅限演示模式，不含真实人员。",
    agencies=EVERY_AGENCY,
    roles=EVERY_ROLE,
    articles=(laws.PIPL_13,),
    registers=tuple(Register(Opens(entity.name, UNSEALED)) for entity in MODEL.concrete),
    links=frozenset(MODEL.links),
    link_values=UNSEALED,
    groups=frozenset({"graph", "charts", "flags", "listing"}),
    demo=True,
)
