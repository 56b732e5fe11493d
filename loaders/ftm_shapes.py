"""Which FollowTheMoney schemas and properties are which entities, properties and links of the hub."""

from __future__ import annotations

from typing import NamedTuple

from loaders.declare import Feed, JsonLines, Node, Source, Tie

CODE = "ftm"


def _node(entity: str) -> Node:
    return Node(entity.lower(), entity, {}, own="id")


FEED = Feed(
    name="entities",
    files="*",
    format=JsonLines(),
    records=(
        *(_node(e) for e in ("Person", "Company", "Vehicle", "RealEstate", "BankAccount", "Address", "Phone")),
        Tie("SHAREHOLDER_OF", "person", "company"),
        Tie("OWNS", "person", "vehicle"),
        Tie("HOLDS", "person", "bankaccount"),
        Tie("OFFICER_OF", "person", "company"),
        Tie("EMPLOYED_BY", "person", "company"),
        Tie("SPOUSE_OF", "person", "person"),
        Tie("RELATIVE_OF", "person", "person"),
        Tie("RESIDES_AT", "person", "address"),
        Tie("REGISTERED_AT", "company", "address"),
        Tie("USES", "person", "phone"),
    ),
)
SOURCE = Source(code=CODE, agency=CODE, name="FollowTheMoney data", zh="公开数据", kind="PUBLIC_SOURCE", feeds=(FEED,))


class Shape(NamedTuple):
    """How a schema becomes an entity: where its identity number is, and which property is which."""

    entity: str
    identity: tuple[str, ...]
    values: dict[str, str]


_COMPANY = Shape(
    "Company",
    ("uscCode", "registrationNumber", "taxNumber", "idNumber"),
    {"name": "name", "establishedAt": "incorporationDate", "deregisteredAt": "dissolutionDate", "industry": "sector"},
)
SHAPES = {
    "Person": Shape(
        "Person",
        ("idNumber",),
        {"name": "name", "birthDate": "birthDate", "deathDate": "deathDate", "nationality": "nationality"},
    ),
    "Company": _COMPANY,
    "Organization": _COMPANY,
    "PublicBody": _COMPANY,
    "Vehicle": Shape("Vehicle", ("vin", "registrationNumber"), {"brand": "model", "registeredAt": "registrationDate"}),
    "RealEstate": Shape("RealEstate", (), {"certificateNo": "titleNumber", "use": "landType"}),
    "BankAccount": Shape("BankAccount", ("accountNumber",), {}),
    "Address": Shape("Address", ("full",), {}),
}
#: Where a text cannot be what the hub keeps, the entity lands without it, and the report counts it.
LENIENT = frozenset({"birthDate", "deathDate", "establishedAt", "deregisteredAt", "registeredAt"})

_KIN = {
    "PARENT_CHILD": ("parent", "child", "father", "mother", "son", "daughter", "父", "母", "子", "女"),
    "SIBLING": ("sibling", "brother", "sister", "兄", "弟", "姐", "妹"),
    "GRANDPARENT": ("grandparent", "grandfather", "grandmother", "grandchild", "grandson", "granddaughter"),
    "COUSIN": ("cousin",),
    "IN_LAW": ("in-law", "brother-in-law", "sister-in-law", "father-in-law", "mother-in-law"),
}
RELATIONS = {word: relation for relation, words in _KIN.items() for word in words}
SPOUSES = frozenset({"spouse", "wife", "husband", "married", "配偶", "妻子", "丈夫"})
ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Family": ("person", "relative"),
}


def link_kind(schema: str, ends: tuple[str, str], props: dict[str, list[str]]) -> str | None:
    """The kind of link that a schema states between two kinds of entity; None where the hub has none."""
    party = ends[0] in ("Person", "Company")
    if schema == "Ownership" and party:
        if ends[1] == "Company":
            return "SHAREHOLDER_OF"
        return {"Vehicle": "OWNS", "RealEstate": "OWNS", "BankAccount": "HOLDS"}.get(ends[1])
    if ends == ("Person", "Company"):
        return {"Directorship": "OFFICER_OF", "Employment": "EMPLOYED_BY"}.get(schema)
    if schema == "Family" and ends == ("Person", "Person"):
        words = {w.strip().lower() for w in props.get("relationship", ())}
        return "SPOUSE_OF" if words & SPOUSES else "RELATIVE_OF"
    return None
