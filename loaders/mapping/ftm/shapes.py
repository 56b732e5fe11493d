"""Which FollowTheMoney schemas and properties are which entities, properties and links of the hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """How a schema becomes an entity: which of its fields hold what.

    `identity`: fields that may hold its number, which joins where it is checked and of this country. `values`: the
    fields of each property, of which one value is kept. `names`: the name and all others. `located`: the link to its
    addresses. `refers`: fields that name another entity, and the schema of the link they stand for.
    """

    entity: str
    identity: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    countries: tuple[str, ...] = ("country",)
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    located: str | None = None
    phones: bool = False
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def props(self) -> tuple[str, ...]:
        """The properties that its fields become, beside its number."""
        return (*(("name", "otherNames") if self.names else ()), *self.values)


ADDRESS = "addressEntity"
_NAMES = ("name", "alias", "weakAlias", "abbreviation", "previousName")
_COMPANY = Shape(
    "Company",
    identity=("uscCode", "registrationNumber", "taxNumber", "idNumber"),
    values={
        "establishedAt": ("incorporationDate",),
        "deregisteredAt": ("dissolutionDate",),
        "industry": ("sector",),
    },
    countries=("jurisdiction", "country", "mainCountry"),
    names=_NAMES,
    located="REGISTERED_AT",
    phones=True,
    refers={ADDRESS: ADDRESS},
)
_ESTATE = Shape(
    "RealEstate",
    values={
        "certificateNo": ("titleNumber", "registrationNumber"),
        "use": ("landType", "propertyType"),
        "area": ("area",),
        "registeredAt": ("createDate",),
    },
    located="LOCATED_AT",
    refers={ADDRESS: ADDRESS},
)
SHAPES = {
    "Person": Shape(
        "Person",
        identity=("idNumber", "taxNumber"),
        values={
            "birthDate": ("birthDate",),
            "deathDate": ("deathDate",),
            "nationality": ("nationality", "citizenship"),
            "sex": ("gender",),
        },
        countries=("country", "nationality", "citizenship"),
        names=_NAMES,
        parts=("firstName", "middleName", "secondName", "fatherName", "lastName"),
        located="RESIDES_AT",
        phones=True,
        refers={ADDRESS: ADDRESS},
    ),
    "Company": _COMPANY,
    "Organization": _COMPANY,
    "PublicBody": _COMPANY,
    "Vehicle": Shape(
        "Vehicle",
        identity=("vin", "registrationNumber"),
        values={"plateNo": ("registrationNumber",), "brand": ("model",), "registeredAt": ("registrationDate",)},
        refers={"owner": "Ownership"},
    ),
    "RealEstate": _ESTATE,
    "Land": _ESTATE,
    "BankAccount": Shape("BankAccount", identity=("accountNumber",), values={"openedAt": ("openingDate",)}),
    "Address": Shape("Address"),
}
#: The kinds of entity that its lines become.
ENTITIES = tuple(sorted({shape.entity for shape in SHAPES.values()}))
#: What an address is made of where its text is not given whole, the smallest part first; and back, as China writes it.
WHOLE = "full"
PARTS = ("postOfficeBox", "street", "street2", "city", "postalCode", "region", "state")
#: Countries whose people and companies have numbers of the mainland's form.
CHINESE = frozenset({"cn", "chn", "hk", "hkg", "mo", "mac", "tw", "twn"})
SEXES = {"male": "MALE", "female": "FEMALE"}

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


def link_kind(schema: str, ends: tuple[str, str], words: frozenset[str]) -> str | None:
    """The kind of link that a schema states between two kinds of entity; None where the hub has none.

    `words` are those it calls a relationship by.
    """
    party = ends[0] in ("Person", "Company")
    if schema == ADDRESS:
        shape = next((s for s in SHAPES.values() if s.entity == ends[0]), None)
        return shape.located if shape is not None and ends[1] == "Address" else None
    if schema == "Ownership" and party:
        if ends[1] == "Company":
            return "SHAREHOLDER_OF"
        return {"Vehicle": "OWNS", "RealEstate": "OWNS", "BankAccount": "HOLDS"}.get(ends[1])
    if ends == ("Person", "Company"):
        return {"Directorship": "OFFICER_OF", "Employment": "EMPLOYED_BY"}.get(schema)
    if schema == "Family" and ends == ("Person", "Person"):
        return "SPOUSE_OF" if words & SPOUSES else "RELATIVE_OF"
    return None
