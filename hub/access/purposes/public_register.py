"""What needs no basis: the register of agencies. Operations without a basis run under it."""

from hub.access import laws
from hub.access.declare import Opens, Purpose, Register
from hub.access.sensitivities import EVERY_AGENCY, EVERY_ROLE, PUBLIC

PURPOSE = Purpose(
    name="PUBLIC_REGISTER",
    zh="单位名录",
    en="Public register",
    description="The register of agencies, which holds no personal data and needs no basis.",
    description_zh="联动单位名录，不含个人信息，无需查询依据。",
    agencies=EVERY_AGENCY,
    roles=EVERY_ROLE,
    articles=(laws.INFORMATION_20,),
    registers=(Register(Opens("Agency", PUBLIC)),),
    links=frozenset({"PART_OF"}),
)
