"""Finding records: whatever is asked, the pages together are what an obvious filter over all records gives."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import HOUSING, POLICE, START, Ledger, run, verified
from support.examples import examples

from hub.audit.durable_log import LogLimits
from hub.audit.hashing import hashed, keyed_hash
from hub.audit.records import INTENT, Outcome, moment
from hub.audit.search import Effort, FoundRecord, RecordQuery, Viewer, search, viewer
from schema.errors import InvalidArgument

KEY = b"k" * 32
PEOPLE = ["990102198506150019", "99010219900302002X"]
CASES = ["（2026）示0102执619号", "（2026）示0102执608号"]
ENTITIES = ["e" * 22, "f" * 22, "ef" * 11]


def asked_about(number: int) -> dict[str, Any]:
    """The variables of a question; every fourth is long, so that its outcome leaves its hashes to the intent."""
    others = [{"citizenId": f"{number}-{n}"} for n in range(100 if number % 4 == 2 else 0)]
    return {"where": [*others, {"citizenId": PEOPLE[number % 2]}], "first": number}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[FoundRecord]]:
    """Two logs over three days in many segments, and all their outcomes."""
    ledger = Ledger(tmp_path_factory.mktemp("reading") / "audit", limits=LogLimits(segment_bytes=4000))

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
                    variables=hashed(asked_about(number), KEY),
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


def obvious(found: FoundRecord, query: RecordQuery) -> bool:
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
        query.about is None or query.about == keyed_hash(PEOPLE[int(question["card"][5:]) % 2], KEY),
        query.entity is None or query.entity in record["entities"].split(),
    ]
    if query.visible_to is not None:
        own = question["agency"] == query.visible_to.agency
        about = bool(query.visible_to.sources) and record["sources"] == ["police.residents"]
        checks.append(own or about)
    return all(checks)


@given(query=QUERIES)
@settings(max_examples=examples(80), deadline=None)
def test_all_pages_together_are_all_that_fits(written: tuple[Path, list[FoundRecord]], query: RecordQuery) -> None:
    directory, everything = written
    expected = [each for each in everything if obvious(each, query)]
    got: list[FoundRecord] = []
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


async def test_long_lists_are_written_once_and_found(ledger: Ledger) -> None:
    """Outcomes far behind their intents, in later segments, and of a hub that ended meanwhile."""
    people = [{"ref": f"{n}", "citizenId": f"9901{n:014}"} for n in range(539)]
    variables = hashed({"subjects": people}, KEY)
    about, nobody = keyed_hash(people[300]["citizenId"], KEY), keyed_hash("nobody", KEY)
    log = ledger.open()
    first, second, lost = [await log.intent(ledger.intent(variables=variables)) for _ in range(3)]
    await log.outcome(first, Outcome(at=ledger.now(), outcome="ANSWERED"))
    for _ in range(20):
        await ledger.ask(log)
    await log.outcome(second, Outcome(at=ledger.now(), outcome="REFUSED"))
    log.close()
    with ledger.log() as log:
        for newest_first in (True, False):
            page = log.records(RecordQuery(about=about, newest_first=newest_first))
            ended = [each.record["outcome"] for each in page.records]
            assert ended == ["INTERRUPTED", "REFUSED", "ANSWERED"][:: 1 if newest_first else -1]
            assert log.records(RecordQuery(about=nobody, newest_first=newest_first)).records == ()
        intents = log.records(RecordQuery(about=about, kinds=frozenset({INTENT}))).records
        assert {each.index for each in intents} == {first.index, second.index, lost.index}
        for found in page.records:
            intent = next(each.record for each in intents if each.index == found.record["intentIndex"])
            whole = orjson.dumps(intent["question"]["variables"], option=orjson.OPT_SORT_KEYS)
            assert found.record["question"]["variables"] == {"inIntent": hashlib.sha256(whole).hexdigest()}
            assert len(orjson.dumps(found.record)) < 1_000
    assert verified([str(ledger.export())]) == (0, [])


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


def test_an_agency_sees_who_changed_its_registration() -> None:
    """An administrator who sets another agency's keys is visible to that agency."""
    asked = {"agency": "示01", "changes": [{"field": "setAgencyKeys", "agency": "示0102"}]}

    assert Viewer("示0102").sees({"question": asked})
    assert not Viewer("示0103").sees({"question": asked})
    assert not Viewer("示0102").sees({"question": {"agency": "示01"}})


@given(query=QUERIES, effort=st.integers(0, 20_000))
@settings(deadline=None)
def test_pages_that_end_early_lead_to_all_of_it(
    written: tuple[Path, list[FoundRecord]], query: RecordQuery, effort: int
) -> None:
    """However little a page may read, each goes on where the one before ended, and only the last one says so."""
    directory, _ = written
    whole = search(directory, replace(query, first=1000)).records
    found: list[FoundRecord] = []
    after: str | None = None
    for _ in range(500):
        page = search(directory, replace(query, after=after), Effort(effort))
        found += page.records
        after = page.cursor
        if not page.more:
            break

    assert not page.more
    assert found == list(whole)


def test_a_page_ends_with_its_time(written: tuple[Path, list[FoundRecord]]) -> None:
    directory, everything = written

    page = search(directory, RecordQuery(first=1000, card="nobody"), Effort(ends=0.0))

    assert (page.records, page.more) == ((), True)
    assert everything
