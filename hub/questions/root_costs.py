"""What root fields cost that walk or search: their own work, and how many rows the lists below them have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

#: Links of a start node whose number was not measured.
DEGREE = 8.0
#: How many new nodes a step of a walk meets for each that it stands on.
SPREAD = 3.0


def _unknown(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Start:
    """The arguments of a root field, how to learn how many links its start has, and how much the audit log holds.

    `names`: how many names the graph holds, in steps. `sized`: how many nodes of an entity the caller sees at most;
    None where a register is open.
    """

    arguments: Mapping[str, Any]
    page: int
    measured: Callable[[str], float | None]
    logged: float = 0.0
    names: float = 0.0
    sized: Callable[[str], float | None] = _unknown

    def number(self, name: str, most: int) -> float:
        """An argument that is a number, as far as it is sensible."""
        value = self.arguments.get(name)
        return float(min(max(value, 0), most)) if isinstance(value, int) else float(most)

    def degree(self, name: str) -> float:
        """The links of the node that the argument names."""
        return self._degree(self.arguments.get(name))

    def degrees(self, name: str) -> float:
        """The links of all nodes that the argument names."""
        value = self.arguments.get(name)
        return sum(map(self._degree, value)) if isinstance(value, list) else self._degree(value)

    def _degree(self, value: Any) -> float:
        found = self.measured(value) if isinstance(value, str) else None
        return DEGREE if found is None else float(found)


#: A field's own work, and the rows of the lists selected below it, by their names.
KnownCost: TypeAlias = tuple[float, Mapping[str, float]]
#: Prices what a root field does before the rows of its answer.
Costing: TypeAlias = Callable[[Start], KnownCost]


def subjects_of(arguments: Mapping[str, Any]) -> int:
    """How many persons and companies a root field asks of the list of dishonest debtors."""
    subjects = arguments.get("subjects")
    return 0 if subjects is None else len(subjects) if isinstance(subjects, list) else 1
