"""What links are about: one asks for paths of kinship, of property, of money, of calls, of control."""

from __future__ import annotations

from enum import Enum


class Theme(Enum):
    """A subject that links of several kinds have in common."""

    KINSHIP = "KINSHIP"
    PROPERTY = "PROPERTY"
    MONEY = "MONEY"
    CALLS = "CALLS"
    CONTROL = "CONTROL"

    @property
    def zh(self) -> str:
        """What a Chinese text calls it."""
        return _LABELS[self.value][0]

    @property
    def en(self) -> str:
        """What an English text calls it."""
        return _LABELS[self.value][1]


_LABELS = {
    "KINSHIP": ("亲属", "Kinship"),
    "PROPERTY": ("财产", "Property"),
    "MONEY": ("资金", "Money"),
    "CALLS": ("通讯", "Calls"),
    "CONTROL": ("控制", "Control"),
}
