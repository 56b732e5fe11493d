"""FollowTheMoney entities, as public data sets publish them: JSON lines of `{"id", "schema", "properties"}`.

The file is read twice: entities first, then the links between them, so that their order in the file does not matter.
An entity is keyed by its own id and stays apart from what agencies sent, unless it carries an identity number that is
valid in the realm of this hub; then it is the same node, and an `Alias` remembers what the data set calls it. Names
never join anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from loaders.chunks import ALIAS, Chunk, LinkGroup, LinkOp, NodeGroup, NodeOp, Op
from loaders.ftm_shapes import CODE, ENDS, LENIENT, RELATIONS, SHAPES, Shape, link_kind
from loaders.quarantine import Problem, Rejected, masked, missing, problem_of
from loaders.reading import Row
from loaders.store import Store
from schema.errors import InvalidValue
from schema.identity import foreign_key, natural_key
from schema.model import Model
from schema.values import DATE, Kind, Realm


class Stated(NamedTuple):
    """A link whose ends are still a data set's own ids."""

    line: int
    schema: str
    source: str
    target: str
    values: dict[str, list[str]]


class FtmMapper:
    """One of the two passes over a file: 1 lands entities, 2 gathers the links between them."""

    def __init__(self, model: Model, realm: Realm, phase: int, left_out: Counter[str]) -> None:
        self._model, self._realm, self._phase, self._left_out = model, realm, phase, left_out

    def __call__(self, row: Row) -> list[Op] | Rejected | Stated | None:
        """What a row states; None where it is the other pass's."""
        if row.problem is not None:
            return Rejected(row.line, (row.problem,)) if self._phase == 1 else None
        item = row.cells
        schema, own, props = item.get("schema"), item.get("id"), item.get("properties")
        if schema in ENDS:
            return self._stated(row.line, schema, props) if self._phase == 2 else None
        if self._phase == 2:
            return None
        if schema not in SHAPES:
            about = " says neither person nor company" if schema == "LegalEntity" else " is not mapped"
            reason = f"Schema {str(schema)[:60]}{about}."
            return self._rejected(row.line, "schema", "SCHEMA", reason, f"Mapped are {', '.join((*SHAPES, *ENDS))}.")
        if not isinstance(own, str) or not own.strip():
            return Rejected(row.line, (missing("id"),))
        if not _is_props(props):
            return self._rejected(row.line, "properties", "TYPE", "It is no object of lists.", 'Write {"name": ["…"]}.')
        return self._entity(row.line, SHAPES[schema], own.strip(), props)

    def _entity(self, line: int, shape: Shape, own: str, props: dict[str, list[str]]) -> list[Op] | Rejected:
        entity, problems, ops = shape.entity, list[Problem](), list[Op]()
        identity = self._model.identity(entity)
        number = self._number(entity, identity.kind, shape.identity, props)
        values: dict[str, Any] = {identity.name: number}
        for prop, theirs in shape.values.items():
            values[prop] = self._value(prop, self._model.prop(entity, prop).kind, theirs, props, problems)
        if problems:
            return Rejected(line, tuple(problems))
        if entity == "Address" and number is None:
            return Rejected(line, (missing("full"),))
        key = foreign_key(entity, CODE, own) if number is None else natural_key(entity, str(number))
        group = NodeGroup(entity, tuple(sorted(values)), authority=number is None)
        ops.append(NodeOp(group, key, values))
        if number is not None:
            ops.append(NodeOp(ALIAS, f"{CODE}/{own}", {"of": key}))
        if entity in ("Person", "Company"):
            self._contacts(entity, key, props, ops)
        return ops

    def _number(self, entity: str, kind: Kind, theirs: Iterable[str], props: dict[str, list[str]]) -> Any:
        """The identity, where one of the listed properties holds a valid one."""
        for name in theirs:
            for text in props.get(name, ()):
                found = (
                    self._try(kind, text) if entity in ("Address", "BankAccount") else kind.recognise(text, self._realm)
                )
                if found is not None:
                    return found
        return None

    def _value(self, prop: str, kind: Kind, theirs: str, props: dict[str, list[str]], problems: list[Problem]) -> Any:
        text = (props.get(theirs) or [""])[0]
        if not text.strip() or (prop == "nationality" and text.lower() in ("cn", "chn")):
            return None
        try:
            return kind.parse(text, self._realm)
        except InvalidValue as error:
            if prop in LENIENT:
                self._left_out[f"{theirs}: not a full date"] += 1
            else:
                problems.append(problem_of(theirs, text, error))
        return None

    def _contacts(self, entity: str, key: str, props: dict[str, list[str]], ops: list[Op]) -> None:
        """Addresses and telephone numbers that stand on the entity itself."""
        at = "RESIDES_AT" if entity == "Person" else "REGISTERED_AT"
        for theirs, other, kind in (("address", "Address", at), ("phone", "Phone", "USES")):
            identity = self._model.identity(other)
            for text in props.get(theirs, ()):
                value = self._try(identity.kind, text)
                if value is None:
                    self._left_out[f"{theirs}: not one the hub can keep"] += 1
                    continue
                contact = natural_key(other, str(value))
                ops.append(NodeOp(NodeGroup(other, (identity.name,), False), contact, {identity.name: value}))
                ops.append(LinkOp(LinkGroup(kind, (), False), key, contact, "", {}))

    def _stated(self, line: int, schema: str, props: Any) -> Stated | Rejected:
        if not _is_props(props):
            return self._rejected(line, "properties", "TYPE", "It is no object of lists.", 'Write {"owner": ["…"]}.')
        ends = [(props.get(name) or [""])[0] for name in ENDS[schema]]
        lacking = tuple(missing(name) for name, end in zip(ENDS[schema], ends, strict=True) if not end)
        return Rejected(line, lacking) if lacking else Stated(line, schema, ends[0], ends[1], props)

    def _try(self, kind: Kind, text: str) -> Any:
        try:
            return kind.parse(text, self._realm)
        except InvalidValue:
            return None

    def _rejected(self, line: int, column: str, code: str, reason: str, hint: str) -> Rejected:
        return Rejected(line, (Problem(column, "", code, reason, hint),))

    def tie(self, stated: Stated, source: str, target: str) -> LinkOp | Rejected:
        """The link between two keys that are in the graph, or why there is none of that kind."""
        props, ends = stated.values, (source.partition(":")[0], target.partition(":")[0])
        values: dict[str, Any] = {}
        kind = link_kind(stated.schema, ends, props)
        if kind is None:
            reason = f"{stated.schema} from {ends[0]} to {ends[1]} is no link of the hub."
            return self._rejected(stated.line, "schema", "ENDS", reason, "Check the two ends.")
        link = self._model.link(kind)
        for name, theirs in (("since", "startDate"), ("until", "endDate")):
            values[name] = self._day(theirs, props)
        if kind in ("SHAREHOLDER_OF", "OWNS"):
            values["share"] = self._share(props)
        elif kind == "OFFICER_OF":
            values["post"] = (props.get("role") or [""])[0] or None
        elif kind == "RELATIVE_OF":
            values["relation"] = RELATIONS.get((props.get("relationship") or [""])[0].strip().lower())
        if link.symmetric and source > target:
            source, target = target, source
        key = "|".join("" if values.get(k) is None else str(values[k]) for k in link.key)
        own = tuple(sorted(p.name for p in link.props if p.name in values))
        return LinkOp(LinkGroup(kind, own, False), source, target, key, values)

    def _day(self, theirs: str, props: dict[str, list[str]]) -> Any:
        text = (props.get(theirs) or [""])[0]
        day = self._try(DATE, text) if text else None
        if text and day is None:
            self._left_out[f"{theirs}: not a full date"] += 1
        return day

    def _share(self, props: dict[str, list[str]]) -> float | None:
        text = (props.get("percentage") or [""])[0].strip().rstrip("%")
        try:
            share = float(Decimal(text) / 100) if text else None
        except InvalidOperation:
            share = -1.0
        if share is not None and not 0 <= share <= 1:
            self._left_out["percentage: not a percentage"] += 1
            return None
        return share


def _is_props(props: object) -> bool:
    return isinstance(props, dict) and all(
        isinstance(v, list) and all(isinstance(t, str) for t in v) for v in props.values()
    )


RESOLVE = """\
UNWIND $rows AS row
OPTIONAL MATCH (a:Alias {key: row.alias})
WITH row, a, row.keys + coalesce(a.of, []) AS keys
OPTIONAL MATCH (n:Entity) WHERE n.key IN keys
RETURN row.id AS id, collect(n.key) AS keys"""


async def settle(store: Store, mapper: FtmMapper, chunk: Chunk) -> None:
    """Turn the stated links of a chunk into links between nodes of the graph; those without both ends are rejected."""
    rows = [{"id": end, "alias": alias, "keys": keys} for end, alias, keys in ends_of(chunk)]
    found = {row["id"]: row["keys"] for row in await store.ask(RESOLVE, {"rows": rows}, operation="load.resolve")}
    join(mapper, chunk, found)


def ends_of(chunk: Chunk) -> Iterator[tuple[str, str, list[str]]]:
    """The ends that stated links name: the data set's own id, its alias, and the keys it would have by itself."""
    entities = sorted({shape.entity for shape in SHAPES.values()})
    for end in sorted({end for each in chunk.stated for end in (each.source, each.target)}):
        yield end, f"{CODE}/{end}", [foreign_key(entity, CODE, end) for entity in entities]


def join(mapper: FtmMapper, chunk: Chunk, found: Mapping[str, Sequence[str]]) -> None:
    """Turn the stated links into links between the keys found for each end."""
    stated: list[Stated] = chunk.stated
    last = chunk.line
    for each in stated:
        keys = [sorted(found.get(end, ())) for end in (each.source, each.target)]
        lacking = [name for name, key in zip(ENDS[each.schema], keys, strict=True) if not key]
        if lacking:
            problem = Problem(
                lacking[0],
                masked(each.source if lacking[0] == ENDS[each.schema][0] else each.target),
                "UNKNOWN_END",
                "It names an entity that is neither in this file nor in the graph.",
                "Send the entity too, or load the file that holds it first.",
            )
            chunk.reject(Rejected(each.line, (problem,)))
            continue
        op = mapper.tie(each, keys[0][0], keys[1][0])
        if isinstance(op, Rejected):
            chunk.reject(op)
        else:
            chunk.land(each.line, [op])
    chunk.stated = []
    chunk.line = last
