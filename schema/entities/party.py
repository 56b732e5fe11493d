"""A person or company: who can owe, own and be linked."""

from schema.declare import Entity, exists, prop
from schema.values import NAME

ENTITY = Entity(
    name="Party",
    zh="当事主体",
    en="Party",
    description="A natural person or an organisation; a party that is debtor in a case is a debtor.",
    abstract=True,
    plural="parties",
    card=("isDebtor", "isListed"),
    props=(
        prop("name", NAME, "Name as registered; never an identity.", zh="名称", en="Name", search=True, indexed=True),
        exists(
            "isDebtor",
            "DEBTOR_IN",
            "Whether the party is a judgment debtor of some case.",
            zh="是否被执行人",
            en="Judgment debtor",
        ),
        exists(
            "isListed",
            "LISTED_AS",
            "Whether the party is on the list of dishonest debtors today: an entry stands.",
            zh="是否失信",
            en="Dishonest judgment debtor",
            status="LISTED",
        ),
    ),
)
