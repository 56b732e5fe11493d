"""What all that was said of one node or link leaves, as the upserts of `schema.statements` would leave it in a graph.

Only for an empty graph: nothing was there before the first word, and nothing has ended. What the statements do one
after the other in the database, `node` and `link` do here; `tests/loaders/test_filling.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

#: The properties of every node and link that tell who says it.
PROVENANCE = ("firstSeen", "lastSeen", "source", "batch", "asserted")


class Says(NamedTuple):
    """Who says something, and of which properties; the same for all rows of one record of one file.

    `over` names for each property the other feeds with authority on it: a mention respects their silence, and an
    authority that renames somebody keeps the name they gave.
    """

    props: tuple[str, ...]
    authority: bool
    feed: str
    batch: str
    seen: str
    over: tuple[tuple[str, ...], ...] = ()


#: One word about a node or link: who says it, and the values of its `props`, in their order.
Word: TypeAlias = tuple[Says, list[Any]]


def node(words: Iterable[Word], caption: str = "name", *, keeps_names: bool = False) -> dict[str, Any]:
    """The properties of a node, from its words in the order in which they landed; `caption` is what it is called by.

    `keeps_names`: an authority that renames it leaves the earlier name among the other names.
    """
    props: dict[str, Any] = {}
    asserted: dict[str, str] = {}
    for says, values in words:
        lists: list[tuple[str, list[str]]] = []
        if says.authority:
            if keeps_names and _renames(says, props, asserted):
                _rename(props, dict(zip(says.props, values, strict=True)).get("name"))
            props.update(zip(says.props, values, strict=True))
        else:
            for name, value, over in zip(says.props, values, says.over, strict=True):
                if isinstance(value, list):
                    lists.append((name, value))
                elif value is not None and props.get(name) is None and asserted.keys().isdisjoint(over):
                    props[name] = value
        for name, value in lists:
            # After the caption, which no list of names repeats.
            added = [each for each in value if each != props.get(caption)]
            props[name] = list(dict.fromkeys((*(props.get(name) or ()), *added))) or None
        _provenance(props, asserted, says)
    props["asserted"] = [f"{feed}@{batch}" for feed, batch in asserted.items()]
    return props


def link(words: Iterable[Word]) -> dict[str, Any]:
    """The properties of a link, `since` and `until` among them."""
    props: dict[str, Any] = {}
    asserted: dict[str, str] = {}
    for says, values in words:
        if says.authority:
            props.update(zip(says.props, values, strict=True))
        else:
            for name, value in zip(says.props, values, strict=True):
                if value is not None and props.get(name) is None:
                    props[name] = value
        _provenance(props, asserted, says)
    props["asserted"] = [f"{feed}@{batch}" for feed, batch in asserted.items()]
    return props


def _renames(says: Says, props: dict[str, Any], asserted: dict[str, str]) -> bool:
    """Whether an authority's word leaves an earlier name: its own of another batch, or that of another authority."""
    if "otherNames" in says.props or (props.get("source"), props.get("batch")) == (says.feed, says.batch):
        return False
    others = dict(zip(says.props, says.over, strict=False)).get("name", ())
    return asserted.get(says.feed, says.batch) != says.batch or not asserted.keys().isdisjoint(others)


def _rename(props: dict[str, Any], new: str | None) -> None:
    old, others = props.get("name"), props.get("otherNames") or []
    if old is not None and new is not None and old != new and old not in others:
        props["otherNames"] = [*(name for name in others if name != new), old]


def _provenance(props: dict[str, Any], asserted: dict[str, str], says: Says) -> None:
    feed, batch, seen = says.feed, says.batch, says.seen
    if says.authority or "source" not in props:
        props["source"], props["batch"] = feed, batch
    elif props["source"] == feed:
        props["batch"] = batch
    props.setdefault("firstSeen", seen)
    # Days as texts are in the order of days.
    props["lastSeen"] = max(props.get("lastSeen", seen), seen)
    if asserted.get(feed) != batch:
        asserted.pop(feed, None)
        asserted[feed] = batch
