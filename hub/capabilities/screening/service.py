"""Screening: subjects held against the list of dishonest debtors, by identifier at once, by name block by block.

Only listed parties take part: other parties of the graph change no outcome, score or count. Long work runs in a
thread, in parts, so that other requests are answered meanwhile.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, TypeVar

from hub.capabilities.screening.candidates import Candidates, Listed
from hub.capabilities.screening.name_matching import COMPARISONS, Matching
from hub.capabilities.screening.shapes import (
    Screening,
    ScreeningCounts,
    ScreeningCourt,
    ScreeningOutcome,
    ScreeningProblem,
)
from hub.capabilities.screening.subjects import Subject, SubjectName, check, parse_subjects
from hub.graph.statements import load
from hub.questions.context import ServiceContext
from hub.questions.resolver import from_row
from hub.support.background import MANY, freeze_loaded_objects, in_thread_if
from schema.values import pinyin_forms

#: Entries of the list that one statement walks.
WALK = 2_000
#: Subjects that are read, and names that are spelt, before it is looked whether anybody still waits.
READ, PART = 2_000, 500
_FIRST = "DishonestyEntry:"
_COUNTED = {"hit": "HIT", "noHit": "NO_HIT", "uncertain": "UNCERTAIN", "invalid": "INVALID"}
#: The courts of a subject without a hit: one list for all, for thousands are answered at once.
_NO_COURTS: list[ScreeningCourt] = []

Hits = Mapping[str, tuple[str, str | None, list[ScreeningCourt]]]
Item = TypeVar("Item")


async def screen(context: ServiceContext, given: Sequence[Mapping[str, Any]]) -> Screening:
    """The outcome of every subject, in the order given."""
    check(given)
    subjects: list[Subject] = []
    for part in _parts(given, READ):
        subjects += await in_thread_if(len(given) > MANY, parse_subjects, part, context.realm)
    hits = await _find_listed_keys(context, {each.key: None for each in subjects if each.key is not None})
    names = await _find_similar_names(context, {each.name: None for each in subjects if each.name is not None})
    note(context, hits, names)
    answer = await in_thread_if(len(given) > MANY, _answer, subjects, hits, names)
    context.screened(asdict(answer.counts))
    return answer


async def _find_listed_keys(context: ServiceContext, keys: Iterable[str]) -> Hits:
    asked = list(keys)
    if not asked:
        return {}
    text = load(__package__, "listed_keys")
    found = await context.graph.ask_one(text, {"keys": asked}, operation="screening.keys")
    return {
        key: (party, source, [ScreeningCourt(**court) for court in courts])
        for key, party, source, courts in found or ()
    }


async def _find_similar_names(
    context: ServiceContext, names: Iterable[SubjectName]
) -> Mapping[SubjectName, Candidates]:
    matching, asked = Matching(COMPARISONS), list(names)
    if asked:
        await asyncio.to_thread(_dictionaries)
    for part in _parts(asked, PART):
        await asyncio.to_thread(matching.ask, part)
    text, after = load(__package__, "listed_names"), _FIRST if asked else None
    asked_by = {"all": matching.all, "signs": matching.signs, "words": matching.words}
    while after is not None:
        parameters = {"after": after, "walk": WALK, **asked_by}
        page = await context.graph.ask_one(text, parameters, operation="screening.names")
        after = None if page is None else page["last"]
        if page is not None and page["parties"]:
            await asyncio.to_thread(_compare, matching, page["parties"])
    return matching.names


@cache
def _dictionaries() -> None:
    # Those of pinyin are loaded with the first name that is spelt.
    pinyin_forms("名")
    freeze_loaded_objects()


def _compare(matching: Matching, parties: Iterable[Sequence[Any]]) -> None:
    matching.compare([_party(*party) for party in parties])


def _party(
    party: str,
    source: str | None,
    own: Sequence[str | None],
    others: Sequence[str] | None,
    forms: Sequence[str] | None,
    born: str | None,
    number: str | None,
    company: bool,
) -> Listed:
    name, spoken, former, former_spoken = own
    names = [(name, spoken)]
    if former is not None:
        names.append((former, former_spoken))
    if others is not None:
        # Forms are stored with them, one for each.
        names += zip(others, forms or (), strict=True)
    if born is None and number is not None:
        born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return Listed(party, source, names, born, company)


def note(context: ServiceContext, hits: Hits, names: Mapping[SubjectName, Candidates]) -> None:
    """Note in the audit record every party that an outcome depends on."""
    traces = context.traces
    for party, source, _ in hits.values():
        traces.note(party, source)
    for candidates in names.values():
        for each in candidates.likely:
            traces.note(each.party.id, each.party.source)


def _answer(subjects: Iterable[Subject], hits: Hits, names: Mapping[SubjectName, Candidates]) -> Screening:
    outcomes = [_outcome(subject, hits, names) for subject in subjects]
    counts = Counter(each.outcome for each in outcomes)
    counted = {name: counts[value] for name, value in _COUNTED.items()}
    return Screening(counts=ScreeningCounts(subjects=len(outcomes), **counted), outcomes=outcomes)


def _outcome(subject: Subject, hits: Hits, names: Mapping[SubjectName, Candidates]) -> ScreeningOutcome:
    ref, by = subject.ref, subject.by
    if subject.problem is not None:
        return ScreeningOutcome(
            ref=ref, outcome="INVALID", problem=from_row(ScreeningProblem, subject.problem), courts=_NO_COURTS
        )
    if subject.key is not None:
        hit = hits.get(subject.key)
        if hit is None:
            return ScreeningOutcome(ref=ref, by=by, outcome="NO_HIT", courts=_NO_COURTS)
        return ScreeningOutcome(ref=ref, by=by, outcome="HIT", courts=hit[2])
    assert subject.name is not None  # noqa: S101 - asked by a name where by nothing else
    found = names[subject.name]
    if not found.likely:
        if found.compared:
            return ScreeningOutcome(ref=ref, by=by, outcome="NO_HIT", courts=_NO_COURTS)
        return ScreeningOutcome(ref=ref, by=by, outcome="UNCERTAIN", why="NOT_COMPARED", courts=_NO_COURTS)
    best = found.likely[0]
    return ScreeningOutcome(
        ref=ref,
        by=by,
        outcome="UNCERTAIN",
        why=best.why,
        score=best.score,
        candidates=len(found.likely),
        moreCandidates=found.more or not found.compared,
        formerName=best.former,
        courts=_NO_COURTS,
    )


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
