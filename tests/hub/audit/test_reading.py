"""Finding records: whatever is asked, the pages together are what an obvious filter over all records gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger import HOUSING, POLICE, START, Ledger, run

from hub.audit.hashing import hashed, keyed_hash
from hub.audit.reading import Found, RecordQuery, Viewer, search, viewer
from hub.audit.records import moment
from hub.audit.store import Limits
from schema.errors import InvalidArgument

KEY = b"k" * 32
PEOPLE = ["990102198506150019", "99010219900302002X"]
CASES = ["（2026）示0102执619号", "（2026）示0102执608号"]
ENTITIES = ["e" * 22, "f" * 22, "ef" * 11]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Found]]:
    """Two logs over three days in many segments, and all their outcomes."""
    ledger = Ledger(tmp_path_factory.mktemp("reading") / "audit", limits=Limits(segment_bytes=4000))

    async def work() -> None:
        with ledger.log() as one, ledger.log() as other:
            for number in range(60):
                if number % 20 == 0:
                    ledger.at = START + timedelta(days=number // 20)
                await ledger.ask(
                    one if number % 3 else other,
                    POLICE if number % 2 else HOUSING,
                    outcome="REFUSED" if number % 7 == 0 else "ANSWERED",
                    card=f"card {number % 4}",
                    purpose="ENFORCEMENT" if number % 5 else None,
                    case=CASES[number % 2],
                    variables=hashed({"where": [{"citizenId": PEOPLE[number % 2]}], "first": number}, KEY),
                    entities=ENTITIES[: number % 4],
                    sources=["police.residents"] if number % 4 == 0 else ["traffic.vehicles"],
                )

    run(work)
    page = search(ledger.directory, RecordQuery(first=1000))
    everything = list(page.records)
    assert (len(everything), page.more) == (60, False)
    return ledger.directory, everything


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


MOMENTS = st.integers(-60, 60 * 60).map(lambda n: START + timedelta(minutes=n))
QUERIES = st.builds(
    RecordQuery,
    first=st.integers(1, 30),
    newest_first=st.booleans(),
    agency=maybe(st.sampled_from([POLICE, HOUSING, "9901"])),
    card=maybe(st.sampled_from(["card 0", "card 1", "card"])),
    purpose=maybe(st.just("ENFORCEMENT")),
    case=maybe(st.sampled_from(CASES)),
    outcome=maybe(st.sampled_from(["ANSWERED", "REFUSED", "FAILED"])),
    since=maybe(MOMENTS),
    until=maybe(MOMENTS),
    about=maybe(st.sampled_from([keyed_hash(each, KEY) for each in (*PEOPLE, "nobody")])),
    entity=maybe(st.sampled_from([*ENTITIES, "e" * 11])),
    visible_to=maybe(st.sampled_from([viewer(POLICE), viewer(POLICE, about_data=False), Viewer("nobody")])),
)


def obvious(found: Found, query: RecordQuery) -> bool:
    """Whether a record fits, said slowly."""
    record, question = found.record, found.record["question"]
    at: str = record["at"]
    since: datetime | None = query.since
    checks = [
        query.agency in (None, question["agency"]),
        query.card in (None, question["card"]),
        query.purpose in (None, question["purpose"]),
        query.case in (None, question["case"]),
        query.outcome in (None, record["outcome"]),
        since is None or moment(since) <= at,
        query.until is None or at < moment(query.until),
        query.about is None or question["variables"]["where"][0]["citizenId"] == query.about,
        query.entity is None or query.entity in record["entities"].split(),
    ]
    if query.visible_to is not None:
        own = question["agency"] == query.visible_to.agency
        about = bool(query.visible_to.sources) and record["sources"] == ["police.residents"]
        checks.append(own or about)
    return all(checks)


@given(query=QUERIES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_pages_together_are_all_that_fits(written: tuple[Path, list[Found]], query: RecordQuery) -> None:
    directory, everything = written
    expected = [each for each in everything if obvious(each, query)]
    got: list[Found] = []
    cursor, more = None, True
    while more:
        page = search(directory, _after(query, cursor))
        assert len(page.records) == min(query.first, len(expected) - len(got))
        got.extend(page.records)
        cursor, more = page.cursor, page.more
        assert more == (len(got) < len(expected))

    assert got == (expected if query.newest_first else expected[::-1])


def _after(query: RecordQuery, cursor: str | None) -> RecordQuery:
    return replace(query, after=cursor)


async def test_what_is_written_meanwhile_does_not_shift_pages(ledger: Ledger) -> None:
    with ledger.log() as one, ledger.log() as other:
        for _ in range(3):
            await ledger.ask(one)
        first = one.records(RecordQuery(first=2))
        await ledger.ask(one)
        await ledger.ask(other)
        second = one.records(RecordQuery(first=2, after=first.cursor))
        assert (len(first.records), first.more, len(second.records), second.more) == (2, True, 1, False)

        oldest = one.records(RecordQuery(first=10, newest_first=False))
        await ledger.ask(other)
        newer = one.records(RecordQuery(first=10, newest_first=False, after=oldest.cursor))
        assert (len(oldest.records), len(newer.records)) == (5, 1)


@pytest.mark.parametrize("cursor", ["", "x", "o", "n~hub", "n~hub:x", "n~:1", "o~hub:1"])
def test_a_cursor_of_another_list_is_refused(ledger: Ledger, cursor: str) -> None:
    with ledger.log() as log, pytest.raises(InvalidArgument):
        log.records(RecordQuery(after=cursor))


async def test_find_does_not_hold_up_the_loop(ledger: Ledger) -> None:
    with ledger.log() as log:
        await ledger.ask(log)
        assert len((await log.find(RecordQuery())).records) == 1
