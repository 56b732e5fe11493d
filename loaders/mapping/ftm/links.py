"""FollowTheMoney links: stated between a data set's own ids, tied between nodes of the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any, NamedTuple

from loaders.mapping.ftm.entities import UNFIT, Values
from loaders.mapping.ftm.items import Item
from loaders.mapping.ftm.shapes import ENDS, ENTITIES, RELATIONS, SHAPES, SPOUSES, link_kind
from loaders.mapping.stated import Landing, LinkEnd, LinkGroup, LinkOp, Op, Rejected, UntiedLinks
from loaders.reading.problems import Problem, masked
from schema.errors import InvalidValue
from schema.identity import foreign_key
from schema.model import Model
from schema.values import DATE, TEXT

UNKNOWN = "neither in this file nor in the graph"
NO_LINK = "no link of the hub"


class FtmTie(NamedTuple):
    """Links of one schema from each source to each target, as an item states them; `fields` name the two ends."""

    item: Item
    schema: str
    fields: tuple[str, str]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    #: A field of an entity that names another: it has no values of its own.
    field: str = ""


@dataclass(frozen=True, slots=True)
class FtmLinks(UntiedLinks):
    """The links of a line; where it counts, the line is itself the first of them."""

    line: int
    ties: tuple[FtmTie, ...]
    counts: bool
    tier: Tier

    def ends(self) -> Iterator[LinkEnd]:
        """The ends that the links name, each once."""
        for own in sorted({end for tie in self.ties for end in (*tie.sources, *tie.targets)}):
            yield self.tier.end(own)

    def tie(self, keys: Mapping[str, Sequence[str]]) -> Landing | Rejected:
        """The links between the nodes that were found for the ids."""
        return self.tier.tie(self, keys)


def ties_of(items: Sequence[Item]) -> tuple[FtmTie, ...]:
    """The links that the items of a line state, by themselves or by fields that name another."""
    found: list[FtmTie] = []
    for item in items:
        if item.schema in ENDS:
            one, other = ENDS[item.schema]
            found.append(FtmTie(item, item.schema, (one, other), _ids(item, one), _ids(item, other)))
            continue
        for name, schema in SHAPES[item.schema].refers.items():
            named = _ids(item, name)
            if not named:
                continue
            if schema == "Ownership":
                found.append(FtmTie(item, schema, (name, "id"), named, (item.own,), name))
            else:
                found.append(FtmTie(item, schema, ("id", name), (item.own,), named, name))
    return tuple(found)


def _ids(item: Item, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.values.get(name, ())))


class Tier:
    """Ties what is stated where both ends are in the graph."""

    def __init__(self, model: Model, code: str) -> None:
        self._model, self._code = model, code

    def end(self, own: str) -> LinkEnd:
        """What may stand for the data set's own id of a thing."""
        return LinkEnd(own, f"{self._code}/{own}", [foreign_key(entity, self._code, own) for entity in ENTITIES])

    def tie(self, stated: FtmLinks, found: Mapping[str, Sequence[str]]) -> Landing | Rejected:
        """The links of a line and what of them is left out; or why the line, being a link, is none."""
        ops: list[Op] = []
        left: Counter[str] = Counter()
        for place, tie in enumerate(stated.ties):
            links, problem, missed = self._one(tie, found)
            if not links and problem is not None and stated.counts and place == 0:
                return Rejected(stated.line, (problem,))
            ops += links
            left += missed
        return Landing(ops, left=left, counts=stated.counts)

    def _one(
        self, tie: FtmTie, found: Mapping[str, Sequence[str]]
    ) -> tuple[list[LinkOp], Problem | None, Counter[str]]:
        left: Counter[str] = Counter()
        problem: Problem | None = None
        keys: list[list[tuple[str, str]]] = []
        for name, ends in zip(tie.fields, (tie.sources, tie.targets), strict=True):
            keys.append([])
            for end in ends:
                known = sorted(found.get(end, ()))
                if known:
                    keys[-1].append((end, known[0]))
                else:
                    left[f"{name}: {UNKNOWN}"] += 1
                    problem = problem or _unknown(name, end)
        ops: list[LinkOp] = []
        read: list[Values] = []
        tied: set[str] = set()
        for (one, source), (other, target) in product(*keys):
            ends = (source.partition(":")[0], target.partition(":")[0])
            kind = link_kind(tie.schema, ends, self._words(tie))
            if kind is None:
                problem = problem or _no_link(tie.schema, ends)
                continue
            tied |= {one, other}
            values = Values(Item(tie.item.own, tie.schema, "", {} if tie.field else tie.item.values))
            ops += self._links(kind, source, target, values)
            read.append(values)
        for name, each in ((n, e) for n, pairs in zip(tie.fields, keys, strict=True) for e, _ in pairs):
            if each not in tied and name != "id" and all(keys):
                left[f"{name}: {NO_LINK}"] += 1
        return ops, problem, left + self._left(tie, read)

    def _words(self, tie: FtmTie) -> frozenset[str]:
        return frozenset(text.strip().lower() for text in tie.item.values.get("relationship", ()))

    def _left(self, tie: FtmTie, read: Sequence[Values]) -> Counter[str]:
        """What none of the links holds, for the reason that the first of them gives."""
        if tie.field:
            return Counter()
        if not read:
            values = Values(tie.item)
            for name, text in values.of(*tie.fields):
                values.take(name, text)
            return values.close()
        counts = []
        for values in read:
            for name, text in values.of(*tie.fields):
                values.take(name, text)
            counts.append(values.close())
        fewest = min(counts, key=lambda count: count.total())
        return fewest + Counter(f"{name}: {why}" for name, why in tie.item.odd)

    def _links(self, kind: str, source: str, target: str, values: Values) -> list[LinkOp]:
        link = self._model.link(kind)
        held: dict[str, Any] = {}
        for name, theirs in (("since", "startDate"), ("until", "endDate")):
            held[name] = values.first((theirs,), DATE.parse)
        posts: list[str | None] = [None]
        if kind in ("SHAREHOLDER_OF", "OWNS"):
            held["share"] = values.first(("percentage",), _share)
        elif kind == "OFFICER_OF":
            posts = list(self._posts(values)) or [None]
        elif kind == "RELATIVE_OF":
            held["relation"] = values.first(("relationship",), _relation)
        elif kind == "SPOUSE_OF":
            for name, text in values.of("relationship"):
                if text.lower() in SPOUSES:
                    values.take(name, text)
        if link.symmetric and source > target:
            source, target = target, source
        found = []
        for post in posts:
            own = {**held, "post": post} if kind == "OFFICER_OF" else held
            key = "|".join("" if own.get(k) is None else str(own[k]) for k in link.key)
            props = tuple(sorted(p.name for p in link.props if p.name in own))
            found.append(LinkOp(LinkGroup(kind, props, False), source, target, key, dict(own)))
        return found

    def _posts(self, values: Values) -> list[str]:
        """Each post is a link of its own."""
        found: dict[str, None] = {}
        for name, text in values.of("role"):
            try:
                found[TEXT.parse(text)] = None
            except InvalidValue:
                values.leave(name, text, UNFIT)
            else:
                values.take(name, text)
        return list(found)


def _share(text: str) -> float:
    try:
        share = float(Decimal(text.rstrip("%").strip()) / 100)
    except InvalidOperation:
        share = -1.0
    if not 0 <= share <= 1:
        raise TEXT.wrong("it is not a percentage", "Write '35' or '35%'.")
    return share


def _relation(text: str) -> str:
    found = RELATIONS.get(text.strip().lower())
    if found is None:
        raise TEXT.wrong("it is not a kinship that the hub knows", "Write 'sister'.")
    return found


def _unknown(name: str, end: str) -> Problem:
    reason = "It names an entity that is neither in this file nor in the graph."
    hint = "Send the entity too, or load the file that holds it first."
    return Problem(name, masked(end), "UNKNOWN_END", reason, hint)


def _no_link(schema: str, ends: tuple[str, str]) -> Problem:
    reason = f"{schema} from {ends[0]} to {ends[1]} is no link of the hub."
    return Problem("schema", "", "ENDS", reason, "Check the two ends.")
