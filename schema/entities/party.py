"""A person or company: who can owe, own and be linked."""

from schema.declare import Entity, exists, prop
from schema.values import NAME

ENTITY = Entity(
    name="Party",
    zh="当事主体",
    description="A natural person or an organisation; a party that is debtor in a case is a debtor.",
    abstract=True,
    plural="parties",
    props=(
        prop("name", NAME, "Name as registered; never an identity.", zh="名称", search=True, indexed=True),
        exists("isDebtor", "DEBTOR_IN", "Whether the party is a judgment debtor of some case.", zh="是否被执行人"),
        exists(
            "isListed", "LISTED_AS", "Whether the party has an entry on the list of dishonest debtors.", zh="是否失信"
        ),
    ),
)
