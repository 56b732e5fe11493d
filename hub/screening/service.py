"""Screening: subjects held against the list of dishonest debtors, by identifier at once, by name block by block.

Only whoever is on the list takes part in it: other parties of the graph change no outcome, score or count. What takes
longer than a moment runs in a thread, in parts, so that others are answered meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from hub.aside import settle
from hub.changes import ChangeContext
from hub.cypher import load
from hub.screening.names import COMPARISONS, Candidates, Listed, Matching
from hub.screening.subjects import Name, Subject, check, read
from schema.values import pinyin_forms

#: Entries of the list that one statement walks.
WALK = 2_000
#: Subjects that are read, or names that are spelt, before it is looked whether anybody still waits.
PART = 500
_FIRST = "DishonestyEntry:"

Hits = Mapping[str, tuple[str, str | None, list[dict[str, str]]]]
Item = TypeVar("Item")


async def screen(context: ChangeContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """The outcome of every subject, in the order given."""
    given: Sequence[Mapping[str, Any]] = arguments["subjects"]
    check(given)
    subjects: list[Subject] = []
    for part in _parts(given, PART):
        subjects += await asyncio.to_thread(_read, part, context)
    hits = await _listed(context, {each.key: None for each in subjects if each.key is not None})
    names = await _alike(context, {each.name: None for each in subjects if each.name is not None})
    note(context, hits, names)
    return await asyncio.to_thread(_told, subjects, hits, names)


def _read(part: Sequence[Mapping[str, Any]], context: ChangeContext) -> list[Subject]:
    return [read(each, context.realm) for each in part]


async def _listed(context: ChangeContext, keys: Iterable[str]) -> Hits:
    asked = list(keys)
    if not asked:
        return {}
    text = load(__package__, "listed_keys")
    found = await context.graph.ask_one(text, {"keys": asked}, operation="screening.keys")
    return {key: (party, source, courts) for key, party, source, courts in found or ()}


async def _alike(context: ChangeContext, names: Iterable[Name]) -> Mapping[Name, Candidates]:
    matching, asked = Matching(COMPARISONS), list(names)
    if asked:
        await asyncio.to_thread(_dictionaries)
    for part in _parts(asked, PART):
        await asyncio.to_thread(matching.ask, part)
    text, after = load(__package__, "listed_names"), _FIRST if asked else None
    blocks = {"signs": matching.signs, "sounds": matching.sounds}
    while after is not None:
        parameters = {"after": after, "walk": WALK, **blocks}
        page = await context.graph.ask_one(text, parameters, operation="screening.names")
        after = None if page is None else page["last"]
        if page is not None and page["parties"]:
            await asyncio.to_thread(_compare, matching, page["parties"])
    return matching.names


@cache
def _dictionaries() -> None:
    # Those of pinyin are loaded with the first name that is spelt.
    pinyin_forms("名")
    settle()


def _compare(matching: Matching, parties: Iterable[Sequence[Any]]) -> None:
    matching.compare([Listed(*party) for party in parties])


def note(context: ChangeContext, hits: Hits, names: Mapping[Name, Candidates]) -> None:
    """Tell the audit record of every party on whom an outcome rests."""
    traces = context.traces
    for party, source, _ in hits.values():
        traces.note(party, source)
    for candidates in names.values():
        for each in candidates.likely:
            traces.note(each.party.id, each.party.source)


def _told(subjects: Iterable[Subject], hits: Hits, names: Mapping[Name, Candidates]) -> dict[str, Any]:
    outcomes = [_outcome(subject, hits, names) for subject in subjects]
    counts = {"hit": "HIT", "noHit": "NO_HIT", "uncertain": "UNCERTAIN", "invalid": "INVALID"}
    told = [each["outcome"] for each in outcomes]
    return {
        "counts": {"subjects": len(told), **{name: told.count(value) for name, value in counts.items()}},
        "outcomes": outcomes,
    }


def _outcome(subject: Subject, hits: Hits, names: Mapping[Name, Candidates]) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "ref": subject.ref,
        "outcome": "NO_HIT",
        "by": subject.by,
        "why": None,
        "score": None,
        "candidates": None,
        "moreCandidates": None,
        "courts": [],
        "problem": subject.problem,
    }
    if subject.problem is not None:
        return plain | {"outcome": "INVALID"}
    if subject.key is not None:
        hit = hits.get(subject.key)
        return plain if hit is None else plain | {"outcome": "HIT", "courts": hit[2]}
    assert subject.name is not None  # noqa: S101 - asked by a name where by nothing else
    found = names[subject.name]
    if not found.likely:
        return plain if found.compared else plain | {"outcome": "UNCERTAIN", "why": "NOT_COMPARED"}
    best = found.likely[0]
    return plain | {
        "outcome": "UNCERTAIN",
        "why": best.why,
        "score": best.score,
        "candidates": len(found.likely),
        "moreCandidates": found.more or not found.compared,
    }


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
