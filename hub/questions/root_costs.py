"""What root fields cost that walk or search: their own work, and how many rows the lists below them have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

#: Links of a start node whose number was not measured.
DEGREE = 8.0
#: How many new nodes a step of a walk meets for each that it stands on.
SPREAD = 3.0
#: Looking around an entity that a neighbourhood reached.
AROUND = 100.0
#: Looking somebody up on the list, by identifier and by a name, and walking the list for names at all.
SOUGHT, LIKENED, LIST = 5.0, 30.0, 2_000.0
#: Root lists whose rows must fulfil a condition that is not asked for.
CONDITIONS: Mapping[str, float] = {"debtors": 8.0}


@dataclass(frozen=True, slots=True)
class Start:
    """The arguments of a root field, and how to learn how many links its start has."""

    arguments: Mapping[str, Any]
    page: int
    measured: Callable[[str], float | None]

    def number(self, name: str, most: int) -> float:
        """An argument that is a number, as far as it is sensible."""
        value = self.arguments.get(name)
        return float(min(max(value, 0), most)) if isinstance(value, int) else float(most)

    def degree(self, name: str) -> float:
        """The links of the node that the argument names."""
        value = self.arguments.get(name)
        found = self.measured(value) if isinstance(value, str) else None
        return DEGREE if found is None else float(found)


#: A field's own work, and the rows of the lists selected below it, by their names.
Known: TypeAlias = tuple[float, Mapping[str, float]]


def _nodes(start: Start) -> Known:
    ids = start.arguments.get("ids")
    many = float(min(len(ids), start.page)) if isinstance(ids, list) else 1.0
    return 3.0 * many, {"nodes": many}


def _search(start: Start) -> Known:
    hits = start.number("first", 50)
    # Each of the indexes asked offers more than is wanted, because some of it may be hidden.
    return 200.0 + 20 * hits, {"hits": hits, "matched": 2.0}


def _expand(start: Start) -> Known:
    degree = start.degree("id")
    rows = min(start.number("first", start.page), degree)
    return 8.0 * degree, {"neighbours": rows, "counts": min(degree, 6.0)}


def _neighbourhood(start: Start) -> Known:
    limit, hops = start.number("limit", 200), int(start.number("hops", 3))
    reached, edge = 1.0, start.degree("id")
    for _ in range(hops):
        reached = min(limit, reached + edge)
        edge = min(edge, limit) * SPREAD
    # Each that was reached is walked through, and asked for its links to all others.
    return AROUND * reached, {"nodes": reached, "links": 2.0 * reached, "notWalked": 1.0}


def _paths(start: Start) -> Known:
    hops, first = int(start.number("maxHops", 6)), start.number("first", 20)
    work, edge = 0.0, min(start.degree("from"), start.degree("to"))
    # Walked from both ends, so that each goes half the way.
    for _ in range((hops + 1) // 2):
        work += 8.0 * edge
        edge *= SPREAD
    return work, {"paths": first, "hops": float(hops)}


def _screen(start: Start) -> Known:
    subjects = start.arguments.get("subjects")
    known = [each for each in subjects if isinstance(each, Mapping)] if isinstance(subjects, list) else []
    named = sum(1 for each in known if not each.get("citizenId") and not each.get("uscc"))
    # A name is laid beside a block of the list, an identifier is looked up; the first name walks the list.
    work = SOUGHT * (len(known) - named) + LIKENED * named + (LIST if named else 0.0)
    return work, {"outcomes": float(len(known)), "courts": 1.0}


ROOTS: Mapping[str, Callable[[Start], Known]] = {
    "nodes": _nodes,
    "search": _search,
    "expand": _expand,
    "neighbourhood": _neighbourhood,
    "paths": _paths,
    "screen": _screen,
}
