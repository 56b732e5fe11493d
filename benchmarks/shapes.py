"""Questions of shapes that nobody has asked: a person with a number of nested links, drawn at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Scalars of each type, and its links with the type that they lead to; all of it is open to a court in its own case.
TYPES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "Person": (
        ("name", "citizenId", "birthDate", "sex"),
        {
            "casesAsDebtor": "EnforcementCase",
            "vehicles": "Vehicle",
            "realEstates": "RealEstate",
            "shareholdings": "Company",
            "legalRepresentativeOf": "Company",
            "housingFundAccounts": "HousingFundAccount",
            "bankAccounts": "BankAccount",
            "residences": "Address",
            "employers": "Company",
            "phones": "Phone",
            "drives": "Vehicle",
        },
    ),
    "EnforcementCase": (("caseNumber", "status", "filedAt"), {"documents": "Document"}),
    "Vehicle": (("plateNo", "brand", "status"), {"drivers": "Person"}),
    "RealEstate": (("certificateNo",), {"locations": "Address"}),
    "Company": (
        ("name", "uscc", "status"),
        {"employees": "Person", "legalRepresentatives": "Person", "registeredAddresses": "Address"},
    ),
    "HousingFundAccount": (("accountNo", "status", "balance"), {}),
    "BankAccount": (("accountNo", "status", "balance"), {}),
    "Address": (("text",), {"residents": "Person"}),
    "Phone": (("phoneNo",), {}),
    "Document": (("documentNo", "kind", "status"), {}),
}

#: This number of drawn shapes in a row that were there before ends the search.
ENOUGH = 1000


@dataclass
class QuestionShape:
    """A type with the scalars and links that are selected."""

    of: str
    scalars: tuple[str, ...] = ()
    links: dict[str, QuestionShape] = field(default_factory=dict)

    def form(self) -> str:
        """The links alone, the same for the same shape."""
        return "{" + " ".join(f"{name}{self.links[name].form()}" for name in sorted(self.links)) + "}"

    def selection(self) -> str:
        """The selection in GraphQL."""
        links = (f"{name}(first: 3) {{ nodes {{ {shape.selection()} }} }}" for name, shape in self.links.items())
        return " ".join([*self.scalars, *links])

    def document(self) -> str:
        """The question in GraphQL."""
        return f"query Shape($citizenId: CitizenId!) {{ person(citizenId: $citizenId) {{ {self.selection()} }} }}"


def shapes(dice: random.Random, links: int) -> Iterator[QuestionShape]:
    """Shapes with this number of links, no two alike, until hardly any is left."""
    seen: set[str] = set()
    known = 0
    while known < ENOUGH:
        shape = _drawn(dice, links)
        known += 1
        if shape.form() not in seen:
            seen.add(shape.form())
            known = 0
            yield shape


def _drawn(dice: random.Random, links: int) -> QuestionShape:
    root = QuestionShape("Person")
    made = [root]
    for _ in range(links):
        # Mostly at the end, so that shapes are deep rather than broad.
        at = dice.choice(made[-2:] if dice.random() < 0.7 else made)
        while not (free := [name for name in TYPES[at.of][1] if name not in at.links]):
            at = dice.choice(made)
        name = dice.choice(free)
        at.links[name] = QuestionShape(TYPES[at.of][1][name])
        made.append(at.links[name])
    for each in made:
        scalars = TYPES[each.of][0]
        each.scalars = tuple(sorted(dice.sample(scalars, dice.randint(1, len(scalars)))))
    return root
