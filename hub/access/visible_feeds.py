"""Which feeds are named as the source of an entity or a link, so that the names tell nothing that is closed.

That a bank's feed speaks of a person says that the person has an account; that two more agencies do says which and how
many. Under a purpose that shows everything all feeds are named. Under every other one, of an entity those of its own
register alone, in which everything of its kind is; of a link those of the register of one of its ends, and those that
state such links and nothing besides. What a feed that is not named does must not be seen either: where one may speak
of a kind, the days of its first and last assertion are closed, as it would move them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from hub.access.declare import FLAG, Purpose
from hub.access.rights_statement import shows_everything
from schema.model import MODEL

if TYPE_CHECKING:
    from loaders.declare import Feed, Tie

#: What the hub itself states: flags, and links that follow from others.
FLAGS_FEED, DERIVED = "hub.flags", "derived"
#: The kind of agency whose data is public: that it speaks of somebody tells nothing that is closed.
PUBLIC_SOURCE = "PUBLIC_SOURCE"


@dataclass(frozen=True, slots=True)
class Feeds:
    """`listed` is the expression of the list of feeds that are named, None for all.

    `dated` is the expression of whether the days are shown, None where they always are, empty where they never are.
    """

    listed: str | None = None
    dated: str | None = None


ALL = Feeds()


@dataclass(frozen=True, slots=True)
class StatedFeeds:
    """For each kind of entity or link: which feeds are named, and which may speak of it at all."""

    named: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    all: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, kind: str, feed: str, *, named: bool) -> None:
        """Note that a feed may speak of a kind."""
        self.all[kind].add(feed)
        if named:
            self.named[kind].add(feed)

    def dated(self, kinds: Sequence[str], test: str) -> str | None:
        """The test, joined for the kinds of which only named feeds speak; None where these are all kinds."""
        shown = [kind for kind in kinds if self.all[kind] <= self.named[kind]]
        return None if len(shown) == len(kinds) else " OR ".join(test.format(kind) for kind in shown)


def of_nodes(purpose: Purpose, types: Sequence[str], var: str) -> Feeds:
    """What is named of nodes that are one of these kinds."""
    if shows_everything(purpose):
        return ALL
    stated, test = stated_of_nodes(), f"{var}:{{}}"
    return Feeds(_by_kind(stated.named, types, test), stated.dated(types, test))


def of_links(purpose: Purpose, kinds: Sequence[str], var: str) -> Feeds:
    """What is named of links that are of one of these kinds."""
    if shows_everything(purpose):
        return ALL
    stated, test = stated_of_links(), f"type({var}) = '{{}}'"
    return Feeds(_by_kind(stated.named, kinds, test), stated.dated(kinds, test))


def _by_kind(named: Mapping[str, set[str]], kinds: Sequence[str], test: str) -> str:
    groups: dict[str, list[str]] = {}
    for kind in kinds:
        groups.setdefault(_list(named.get(kind, ())), []).append(kind)
    if len(groups) == 1:
        return next(iter(groups))
    arms = [f" WHEN {' OR '.join(test.format(kind) for kind in of)} THEN {text}" for text, of in groups.items()]
    return f"CASE{''.join(arms)} END"


def _list(feeds: Iterable[str]) -> str:
    return "[" + ", ".join(f"'{feed}'" for feed in sorted(feeds)) + "]"


@cache
def stated_of_nodes() -> StatedFeeds:
    """By entity, from the declarations of all agencies."""
    found = StatedFeeds()
    for name, feed, general in _feeds():
        from loaders.declare import Tie
        from loaders.declare.records import entities_of

        for record in feed.records:
            if not isinstance(record, Tie):
                for entity in entities_of(record):
                    found.take(entity, name, named=general or record.authority)
    for entity in (FLAG, "Agency", "Officer"):
        found.take(entity, FLAGS_FEED, named=entity == FLAG)
    return found


@cache
def stated_of_links() -> StatedFeeds:
    """By kind of link, from the declarations of all agencies."""
    found = StatedFeeds()
    for name, feed, general in _feeds():
        from loaders.declare import Tie

        for record in feed.records:
            if isinstance(record, Tie):
                found.take(
                    record.link,
                    name,
                    named=general or _is_register_of_an_end(feed, record) or _states_link_alone(feed, record),
                )
    for kind, link in MODEL.links.items():
        if link.shared is not None:
            found.take(kind, f"{DERIVED}.{kind.lower()}", named=True)
    for kind in ("FLAGS", "RAISED_BY"):
        found.take(kind, FLAGS_FEED, named=True)
    return found


def _is_register_of_an_end(feed: Feed, tie: Tie) -> bool:
    """Whether the feed is the register of one of the link's ends."""
    from loaders.declare import Tie as AnyTie

    nodes = {record.ref: record for record in feed.records if not isinstance(record, AnyTie)}
    return nodes[tie.source].authority or nodes[tie.target].authority


def _states_link_alone(feed: Feed, tie: Tie) -> bool:
    """Whether the feed states this link and its two ends, and nothing besides."""
    from loaders.declare import Tie as AnyTie

    refs = {record.ref for record in feed.records if not isinstance(record, AnyTie)}
    return refs == {tie.source, tie.target} and sum(isinstance(record, AnyTie) for record in feed.records) == 1


def _feeds() -> list[tuple[str, Feed, bool]]:
    """All declared feeds by name, and whether they are of public data: such a feed is named for all that it states."""
    # Imported here: what serves questions does without the intake until somebody asks for a source.
    from loaders.sources import sources

    return [
        (f"{source.code}.{feed.name}", feed, source.kind == PUBLIC_SOURCE)
        for source in sources()
        for feed in source.feeds
    ]
