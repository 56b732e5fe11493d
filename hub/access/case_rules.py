"""What the basis case must be to the caller's agency: identifiers for programs, words beside them for people."""

from __future__ import annotations

from enum import Enum

from schema.values import choice
from schema.values.choices import Member


class CaseRule(Enum):
    """What the basis case must be to the caller's agency; `CASE_RULE` says it in words."""

    NONE = "NONE"
    OWN = "OWN"
    ADDRESSED = "ADDRESSED"
    DIVISION = "DIVISION"
    ANY = "ANY"

    @property
    def meaning(self) -> Member:
        """The rule in Chinese and English."""
        return CASE_RULE.members[self.value]


CASE_RULE = choice(
    "CaseRule",
    {
        "NONE": ("无需案件", "No case is needed."),
        "OWN": ("案件由本院办理", "The case is with the caller's court."),
        "ADDRESSED": (
            "案件文书已送达本单位",
            "A document of the case is addressed to the caller's agency.",
            "A document of the case addresses the own agency",
        ),
        "DIVISION": ("案件法院在本辖区", "The case's court lies in the caller's division."),
        "ANY": ("任何案件", "Any case."),
    },
    zh="案件要求",
    description="What the basis case must be to the caller's agency.",
)
