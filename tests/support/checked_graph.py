"""A graph whose every write is held to what it says that it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.access.rights_dependence import AGENCY, OFFICER, SESSION
from hub.graph.client import Graph
from schema.statements.write import Write
from schema.touched import ALL, READ_VALUES, SOME, VALUES, Marks, drawn, mark, merged

#: All that rights are read from: links with their ends and their end of validity, values, the register, sessions.
READ = f"""\
RETURN {{
  links: COLLECT {{ MATCH (a:Entity)-[r]->(b:Entity) RETURN [elementId(r), type(r), a.id, b.id, toString(r.until)] }},
  values: COLLECT {{ MATCH (n:{"|".join(READ_VALUES)}) RETURN [n.id, labels(n), properties(n)] }},
  agencies: COLLECT {{ MATCH (n:RegisteredAgency) RETURN [n.code, properties(n)] }},
  officers: COLLECT {{ MATCH (n:RegisteredOfficer) RETURN [n.cardNo, n {{.*, lock: null}}] }},
  sessions: COLLECT {{ MATCH (n:EndedSession) RETURN [n.id, properties(n)] }}
}} AS read"""


class CheckedGraph(Graph):
    """Asserts after each write that every change is among the marks that the write stated."""

    #: The operations that wrote, and of those, the ones that changed something that rights are read from.
    wrote: set[str]
    changed: set[str]

    async def write(self, statements: Sequence[Any], *, operation: str, **how: Any) -> Any:
        """Write, and compare."""
        before = await self._read()
        found = await super().write(statements, operation=operation, **how)
        stated = [each.touched if isinstance(each, Write) else how.get("touched") for each in statements]
        self._hold(operation, before, await self._read(), merged(stated))
        return found

    async def change(self, write: Write, *, operation: str, **how: Any) -> Any:
        """Write, and compare."""
        before = await self._read()
        found = await super().change(write, operation=operation, **how)
        self._hold(operation, before, await self._read(), write.touched)
        return found

    async def _read(self) -> dict[str, Any]:
        found = await super().ask_one(READ, {}, operation="test.read")
        assert found is not None
        values = {
            each[0]: {name: value for name, value in each[2].items() if name in _names(each[1])}
            for each in found["values"]
        }
        rest = {part: {each[0]: each[1:] for each in found[part]} for part in found if part != "values"}
        return {**rest, "values": {each: held for each, held in values.items() if held}}

    def _hold(self, operation: str, before: dict[str, Any], after: dict[str, Any], touched: bytes | None) -> None:
        self.wrote.add(operation)
        needed: list[tuple[int, ...]] = []
        for link in _differing(before["links"], after["links"]):
            was, now = before["links"].get(link), after["links"].get(link)
            kind, *ends = (was or now)[:3]
            for end in ends:
                some = (mark(end, drawn(kind)),) if was is None else ()
                needed.append((mark(end, kind), mark(ALL, kind), *some))
            needed.append((mark(SOME, kind),))
        for part, aspect in (("values", VALUES), ("agencies", AGENCY), ("officers", OFFICER), ("sessions", SESSION)):
            for thing in _differing(before[part], after[part]):
                # Nothing depends on a node that was not there, but for what its links bring; and a session that is
                # forgotten was over in any case.
                fresh = part == "values" and thing not in before[part]
                forgotten = part == "sessions" and thing not in after[part]
                needed += [] if fresh or forgotten else [(mark(thing, aspect),)]
        if needed:
            self.changed.add(operation)
        if touched is not None:
            marks = set(Marks(touched))
            missing = [each for each in needed if not marks.intersection(each)]
            assert not missing, f"{operation} changes more than it says that it touches"


def _names(labels: list[str]) -> set[str]:
    return {name for label in labels for name in READ_VALUES.get(label, ())}


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [each for each in before.keys() | after.keys() if before.get(each) != after.get(each)]
