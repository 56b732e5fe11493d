"""From the cells of one row to the nodes and links it states, as the feed declares; or to all its problems.

A feed is prepared once for a file (`loaders.mapping.plans`); each row then runs through it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.declare import Feed, Source
from loaders.mapping.party_numbers import COMPANY, PERSON, document, kind_of_number
from loaders.mapping.plans import Condition, NodePlan, Planner, Scope, Variant
from loaders.mapping.stated import SUM, Landing, LinkOp, NodeOp, Op, Rejected
from loaders.reading.base import Row
from loaders.reading.cells import checked
from loaders.reading.json_paths import path_of
from loaders.reading.problems import Problem, masked, missing, problem_of
from schema.errors import InvalidValue
from schema.identity import foreign_key, natural_key
from schema.model import Model
from schema.values import Realm

PARTY = (PERSON, COMPANY)
#: What became of an odd party whose row landed.
APART, WITHOUT, LEFT_OUT = "APART", "WITHOUT", "LEFT_OUT"
BECAME = {
    APART: "The party landed without its number, and joins no other.",
    WITHOUT: "The party landed without this value.",
    LEFT_OUT: "The party was left out; the row landed without it.",
}


def problem_of_party(problem: Problem, became: str) -> Problem:
    """The problem of a party whose row landed."""
    return problem._replace(code=became, reason=f"{problem.reason} {BECAME[became]}")


#: A row below the records; a complete feed still retires what it lacks.
TOTAL = Problem(
    "", "", SUM, "The row sums others up and is no record of its own.", "It needs no mending; leave it out if you can."
)
_TOTAL = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|total)(?![\w])|(?:合计|总计|小计|共计)[:：(（0-9]", re.IGNORECASE
)


def _sums_up(cells: Any) -> bool:
    """Whether the first cell of a row that is not empty says that the row is a total."""
    if not isinstance(cells, (list, tuple)):
        return False
    first = next((str(cell).strip() for cell in cells if cell is not None and str(cell).strip()), "")
    return _TOTAL.match(first) is not None


def _issued(problem: Problem) -> bool:
    """Whether a credit code may be one that its registry gave another check character."""
    return problem.code == "CHECK_DIGIT"


@dataclass(slots=True)
class _State:
    """What one row has given so far."""

    ops: list[Op] = field(default_factory=list)
    #: What keeps a party from being joined, and not its row from landing.
    told: list[tuple[Problem, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)


class Mapper:
    """A feed, prepared for one file."""

    def __init__(
        self, source: Source, feed: Feed, model: Model, realm: Realm, header: Sequence[str] | None = None
    ) -> None:
        self._source, self._realm = source, realm
        self._scopes = Planner(feed, model, realm, header).scopes()
        self._identities = [
            (entity, model.identity(entity).kind)
            for entity in dict.fromkeys(e for es in feed.entities().values() for e in es)
        ]

    def __call__(self, row: Row) -> Landing | Rejected:
        """What a row states, or why it goes to the quarantine."""
        if row.problem is not None:
            return Rejected(row.line, (row.problem,), self._recognised(row))
        state = _State()
        refs: dict[str, tuple[str, str]] = {}
        self._run(self._scopes[""], row.cells, row.cells, "", refs, state)
        for each, scope in self._scopes.items():
            if each:
                for label, item in self._items(row.cells, each, state):
                    self._run(scope, row.cells, item, label, dict(refs), state)
        if state.problems:
            if not state.keys and _sums_up(row.cells):
                state.problems.insert(0, TOTAL)
            problems = (*state.problems, *(problem for problem, _ in state.told))
            return Rejected(row.line, problems, tuple(dict.fromkeys(state.keys)), tuple(state.names))
        if state.told:
            told = Rejected(
                row.line,
                tuple(problem_of_party(*each) for each in state.told),
                tuple(dict.fromkeys(state.keys)),
                tuple(state.names),
            )
            return Landing(state.ops, told)
        return Landing(state.ops)

    def pass_over(self, row: Row) -> None:
        """A row that landed in an earlier run says nothing of those after it."""

    def _run(
        self, scope: Scope, row: Any, item: Any, label: str, refs: dict[str, tuple[str, str]], state: _State
    ) -> None:
        for node in scope.nodes:
            if node.when is None or self._applies(node.when, item, label, state):
                found = self._land_odd(node, row, item, label, state)
                if found is not None:
                    refs[node.ref] = found
        for tie in scope.ties:
            if (
                tie.source in refs
                and tie.target in refs
                and (tie.when is None or self._applies(tie.when, item, label, state))
            ):
                values = {prop: read(row, item, label, state.problems) for prop, read in tie.fields}
                values.update(tie.constants)
                source, target = refs[tie.source][1], refs[tie.target][1]
                if tie.symmetric and source > target:
                    source, target = target, source
                key = "|".join("" if values.get(k) is None else str(values[k]) for k in tie.key)
                state.ops.append(LinkOp(tie.group, source, target, key, values))

    def _applies(self, when: Condition, item: Any, label: str, state: _State) -> bool:
        try:
            return when.applies(item)
        except InvalidValue as error:
            state.problems.append(problem_of(label + when.label, None, error))
            return False

    def _land_odd(self, node: NodePlan, row: Any, item: Any, label: str, state: _State) -> tuple[str, str] | None:
        """As `_land`, but one bad party of several does not cost the row: only its problem is reported."""
        before = len(state.problems)
        found = self._land(node, row, item, label, state)
        odd = state.problems[before:]
        if odd and label and state.keys and node.mentions(PARTY):
            del state.problems[before:]
            state.told += [(problem, LEFT_OUT if found is None else WITHOUT) for problem in odd]
        return found

    def _land(self, node: NodePlan, row: Any, item: Any, label: str, state: _State) -> tuple[str, str] | None:
        """Read one node; its (entity, key), or None with the problems noted."""
        variant = self._variant(node, row, item, label, state)
        if variant is None:
            return None
        problems = state.problems
        before = len(problems)
        values = {prop: read(row, item, label, problems) for prop, read in variant.fields}
        values.update(variant.constants)
        entity = variant.group.entity
        key: str | None = None
        if variant.identity is not None:
            noted = len(problems)
            number = variant.identity.read(row, item, label, problems)
            if number is None and len(problems) == noted and (node.own is None or node.own.raw(row, item) is None):
                problems.append(missing(label + variant.identity.label))
            values[variant.identity_prop] = number
            if number is not None:
                key = natural_key(entity, str(number))
            elif entity in PARTY and not variant.group.authority and noted == before and len(problems) == noted + 1:
                raw = variant.identity.raw(row, item)
                key = self._apart(node.ref, entity, values.get("name"), raw, listed=bool(label), state=state)
                if key is not None or (node.own is not None and entity == COMPANY and _issued(problems[-1])):
                    state.told.append((problems.pop(), APART))
        elif variant.identity_prop in variant.constants:
            key = natural_key(entity, str(variant.constants[variant.identity_prop]))
        if key is None and len(problems) == before and node.own is not None:
            own_id = node.own.read(row, item, label, problems)
            key = None if own_id is None else foreign_key(entity, self._source.code, str(own_id).strip())
        if key is None:
            # Its number is illegible; its name may still tell which records must not be taken for ended.
            state.names += [(entity, p, values[p]) for p in ("name", "plateNo", "certificateNo") if values.get(p)]
            return None
        state.keys.append(key)
        state.ops.append(NodeOp(variant.group, key, values))
        return entity, key

    def _apart(self, ref: str, entity: str, name: Any, number: Any, *, listed: bool, state: _State) -> str | None:
        """The key of a party that joins nobody: one odd party of several does not cost the row.

        A document of another kind names the same party again in this source; where there is no legible number, the
        party is that of the row's first record.
        """
        if name is None:
            return None
        other = document(number, entity) if number is not None else None
        if other is not None:
            return foreign_key(entity, self._source.code, f"{other}/{name}")
        if not listed or not state.keys:
            return None
        key = foreign_key(entity, self._source.code, f"{state.keys[0]}/{ref}/{name}")
        namesakes = sum(known == key or known.startswith(f"{key}/") for known in state.keys)
        return f"{key}/{namesakes + 1}" if namesakes else key

    def _variant(self, node: NodePlan, row: Any, item: Any, label: str, state: _State) -> Variant | None:
        if len(node.variants) == 1:
            return next(iter(node.variants.values()))
        if node.kind is not None:
            entity = node.kind.read(row, item, label, state.problems)
            # A word that the feed does not declare says nothing; the number may.
            if entity is not None or not label:
                return None if entity is None else node.variants[entity]
        person = node.variants[PERSON]
        raw = None if person.identity is None else person.identity.raw(row, item)
        if raw is None and node.own is None and node.kind is None:
            return person
        try:
            return node.variants[kind_of_number(checked(raw), self._realm)]
        except InvalidValue as error:
            if node.kind is not None:
                return None
            column = "" if person.identity is None else label + person.identity.label
            state.problems.append(problem_of(column, raw, error))
            names = [read(row, item, label, []) for prop, read in person.fields if prop == "name"]
            state.names += [(entity, "name", name) for name in names if name for entity in PARTY]
            return None

    def _items(self, cells: Mapping[str, Any], each: str, state: _State) -> list[tuple[str, Any]]:
        found = path_of(each)(cells)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(i, dict) for i in found):
            state.problems.append(
                Problem(each, masked(found), "TYPE", "The field is not a list of objects.", "Write [{…}, {…}].")
            )
            return []
        return [(f"{each}[{n}].", item) for n, item in enumerate(found)]

    def _recognised(self, row: Row) -> tuple[str, ...]:
        """The keys of whatever can be recognised in a row that could not be split into cells."""
        if isinstance(row.cells, dict):
            words: list[Any] = [v for v in row.cells.values() if isinstance(v, str)]
        else:
            words = list(row.cells) if row.cells is not None else re.findall(r"[^\s\",;:{}\[\]]+", row.text)[:1000]
        found: dict[str, None] = {}
        for word in words:
            if isinstance(word, str) and len(word) <= 100:
                for entity, kind in self._identities:
                    known = kind.recognise(word, self._realm)
                    if known is not None:
                        found[natural_key(entity, str(known))] = None
        return tuple(found)
