"""From the cells of one row to the nodes and links it states, as the feed declares; or to all its problems.

A feed is prepared once for a file (`loaders.plans`); each row then runs through it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.chunks import LinkOp, NodeOp, Op
from loaders.declare import Feed, Source
from loaders.plans import Field, NodePlan, Planner, Scope, Variant, path_of
from loaders.quarantine import Problem, Rejected, masked, missing, problem_of
from loaders.reading import Row
from schema.errors import InvalidValue
from schema.identity import foreign_key, natural_key
from schema.model import Model
from schema.values import USCC, Realm


@dataclass(slots=True)
class _State:
    """What one row has given so far."""

    ops: list[Op] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)


class Mapper:
    """A feed, prepared for one file."""

    def __init__(
        self, source: Source, feed: Feed, model: Model, realm: Realm, header: Sequence[str] | None = None
    ) -> None:
        self._source, self._realm = source, realm
        self._empty = frozenset(feed.empty)
        self._scopes = Planner(feed, model, realm, header).scopes()
        self._identities = [
            (entity, model.identity(entity).kind)
            for entity in dict.fromkeys(e for es in feed.entities().values() for e in es)
        ]

    def __call__(self, row: Row) -> list[Op] | Rejected:
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
            return Rejected(row.line, tuple(state.problems), tuple(dict.fromkeys(state.keys)), tuple(state.names))
        return state.ops

    def _run(
        self, scope: Scope, row: Any, item: Any, label: str, refs: dict[str, tuple[str, str]], state: _State
    ) -> None:
        for node in scope.nodes:
            if node.when is None or node.when(item):
                found = self._land(node, row, item, label, state)
                if found is not None:
                    refs[node.ref] = found
        for tie in scope.ties:
            if tie.source in refs and tie.target in refs and (tie.when is None or tie.when(item)):
                values = self._values(tie.fields, row, item, label, state)
                values.update(tie.constants)
                source, target = refs[tie.source][1], refs[tie.target][1]
                if tie.symmetric and source > target:
                    source, target = target, source
                key = "|".join("" if values.get(k) is None else str(values[k]) for k in tie.key)
                state.ops.append(LinkOp(tie.group, source, target, key, values))

    def _land(self, node: NodePlan, row: Any, item: Any, label: str, state: _State) -> tuple[str, str] | None:
        """Read one node; its (entity, key), or None with the problems noted."""
        variant = self._variant(node, row, item, label, state)
        if variant is None:
            return None
        before = len(state.problems)
        values = self._values(variant.fields, row, item, label, state)
        values.update(variant.constants)
        entity = variant.group.entity
        key: str | None = None
        if variant.identity is not None:
            own = node.own is not None and self._raw(node.own, row, item) is not None
            number = self._read(variant.identity, row, item, label, state, required=not own)
            values[variant.identity_prop] = number
            key = None if number is None else natural_key(entity, str(number))
        elif variant.identity_prop in variant.constants:
            key = natural_key(entity, str(variant.constants[variant.identity_prop]))
        if key is None and len(state.problems) == before and node.own is not None:
            own_id = self._read(node.own, row, item, label, state, required=True)
            key = None if own_id is None else foreign_key(entity, self._source.code, str(own_id).strip())
        if key is None:
            # Its number is illegible; its name may still tell which records must not be taken for ended.
            state.names += [(entity, p, values[p]) for p in ("name", "plateNo", "certificateNo") if values.get(p)]
            return None
        state.keys.append(key)
        state.ops.append(NodeOp(variant.group, key, values))
        return entity, key

    def _variant(self, node: NodePlan, row: Any, item: Any, label: str, state: _State) -> Variant | None:
        if len(node.variants) == 1:
            return next(iter(node.variants.values()))
        if node.kind is not None:
            entity = self._read(node.kind, row, item, label, state, required=True)
            return None if entity is None else node.variants[entity]
        identity = node.variants["Person"].identity
        raw = None if identity is None else self._raw(identity, row, item)
        return node.variants["Company" if _is_company(raw, self._realm) else "Person"]

    def _values(self, fields: list[Field], row: Any, item: Any, label: str, state: _State) -> dict[str, Any]:
        return {f.prop: self._read(f, row, item, label, state, required=f.required) for f in fields}

    def _read(self, f: Field, row: Any, item: Any, label: str, state: _State, *, required: bool) -> Any:
        try:
            raw = self._raw(f, row, item)
            if raw is not None:
                return f.convert(raw)
            if required:
                state.problems.append(missing(label + f.label))
        except InvalidValue as error:
            state.problems.append(problem_of(label + f.label, raw, error))
        return None

    def _raw(self, f: Field, row: Any, item: Any) -> Any:
        """The cell, or None where it is empty."""
        raw = f.get(row if f.outer else item)
        if isinstance(raw, str) and (not raw or raw.isspace() or raw.strip() in self._empty):
            return None
        return raw

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


def _is_company(raw: Any, realm: Realm) -> bool:
    """Whether an identity number is a company's: valid as a USCC, or at least not shaped as a person's."""
    if raw is None:
        return False
    text = str(raw).strip()
    if USCC.recognise(text, realm) is not None:
        return True
    return re.fullmatch(r"[0-9０-９\s-]{15}|[0-9０-９\s-]{17,}[xXｘＸ]?", text) is None
