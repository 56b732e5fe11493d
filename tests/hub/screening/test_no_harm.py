"""Screening thousands harms nobody: the list is read by index, the loop goes on, memory does not grow with the list."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase
from support.officer_operations import Desk
from support.screening_lists import QUERY, chance_list, name_of
from support.world import World, citizen_id, wipe_entities

from benchmarks.pauses import paused
from hub.access.catalogue import PURPOSES
from hub.capabilities.screening.candidates import KEPT, Listed
from hub.capabilities.screening.name_matching import COMPARISONS, Matching
from hub.capabilities.screening.subjects import MAX_SUBJECTS, SubjectName
from hub.graph.statements import load
from hub.support.background import freeze_loaded_objects
from hub.testing import SeededGraph
from schema.validity import on_the_list
from schema.values import name_forms

pytestmark = pytest.mark.slow

STATEMENTS: dict[str, dict[str, Any]] = {
    "listed_keys": {"keys": [f"Person:{citizen_id('19700101', n)}" for n in range(900)]},
    "listed_names": {
        "after": "DishonestyEntry:",
        "walk": 2_000,
        "all": False,
        "signs": ["陈", "王"],
        "words": ["chen", "wang"],
    },
}


@pytest.fixture(scope="module")
def village(hub_graph: SeededGraph) -> Iterator[Driver]:
    """A graph of some size, so that the planner has to choose."""
    endpoint = hub_graph.endpoint
    login = (endpoint.user, endpoint.password)
    with GraphDatabase.driver(endpoint.uri, auth=login, notifications_min_severity="OFF") as driver:
        yield driver


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """Every operator of a plan."""
    yield plan["operatorType"].split("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_list_is_read_by_the_index_of_keys(village: Driver, name: str) -> None:
    with village.session() as session:
        text = load("hub.capabilities.screening", name)
        plan = session.run(f"EXPLAIN {text}", STATEMENTS[name]).consume().plan
        assert plan is not None
        found = list(operators(plan))
        profiled = session.run(f"PROFILE {text}", STATEMENTS[name]).consume().profile
        assert profiled is not None

    assert [each for each in found if each.endswith("Scan")] == []
    assert any("IndexSeek" in each for each in found)
    # The pages of the list come in the order of the index: nothing is sorted but the courts of one hit.
    assert name == "listed_keys" or not [each for each in found if each.startswith(("Sort", "Top", "PartialTop"))]


@pytest.mark.parametrize("name", STATEMENTS)
def test_one_rule_says_who_is_on_the_list(name: str) -> None:
    assert on_the_list("e", "l") in " ".join(load("hub.capabilities.screening", name).split())


def by_number() -> list[dict[str, str]]:
    """As many as may be, by number."""
    return [{"ref": f"{n}", "citizenId": citizen_id(f"19{50 + n % 50}0101", n % 1000)} for n in range(MAX_SUBJECTS)]


def by_name() -> list[dict[str, str]]:
    """As many as may be, by names that are all different."""
    signs = [chr(0x4E00 + n) for n in range(100)]
    return [{"ref": f"{n}", "name": f"张{signs[n // 100]}{signs[n % 100]}"} for n in range(MAX_SUBJECTS)]


@pytest.fixture
def settled() -> Iterator[None]:
    """Nothing that other tests left is looked through for garbage meanwhile, as in a hub that serves."""
    freeze_loaded_objects()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("subjects", [by_number(), by_name()], ids=["by number", "by name"])
async def test_the_loop_goes_on(desk: Desk, subjects: list[dict[str, str]]) -> None:
    await wipe_entities(desk.graph)
    await chance_list(3, parties=400).write(desk.graph)
    # Nobody pays here for what is read once.
    await desk.ask(PURPOSES["LISTING_CHECK"], None, QUERY, {"subjects": subjects[:1]})

    answers = []

    async def ask() -> None:
        answers.append(await desk.ask(PURPOSES["LISTING_CHECK"], None, QUERY, {"subjects": subjects}))

    pause, taken = await paused(ask())

    assert answers[0].errors == []
    assert len(answers[0].data["screen"]["outcomes"]) == MAX_SUBJECTS
    # Some tens of milliseconds (docs/benchmarks-annex.md); on a busy machine others take the processor too.
    assert pause < max(0.3, taken / 4), f"{pause:.3f} of {taken:.3f} s"


def long_list(parties: int) -> Iterator[list[Listed]]:
    """A list in pages, none of which is kept."""
    dice = random.Random(parties)  # noqa: S311 - a game, no secret
    forms: dict[str, str] = {}
    for start in range(0, parties, 1_000):
        page = []
        for number in range(start, start + 1_000):
            name = name_of(dice)
            forms.setdefault(name, name_forms(name))
            page.append(Listed(f"{number:022}", "court.listings", [(name, forms[name])], None, company=False))
        yield page


def peak(parties: int) -> int:
    """Bytes that matching names against so long a list takes at most."""
    dice = random.Random(1)  # noqa: S311 - a game, no secret
    matching = Matching()
    matching.ask([SubjectName(name_of(dice)) for _ in range(20)])
    tracemalloc.start()
    try:
        for page in long_list(parties):
            matching.compare(page)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_list() -> None:
    short, long = peak(2_000), peak(8_000)

    assert long < 1.2 * short


def test_too_many_to_compare_is_said() -> None:
    """What is the same is always found; only where similar names were not compared may somebody be missing."""
    names = [
        SubjectName("张伟明"),
        SubjectName("张炜明"),
        SubjectName("张伟民"),
        SubjectName("张志远航"),
        SubjectName("王秀英"),
    ]
    page = next(long_list(1_000))
    whole, short = Matching(), Matching(comparisons=0)
    for matching in (whole, short):
        matching.ask(names)
        matching.compare(page)

    for name in names:
        full, found = whole.names[name], short.names[name]
        assert full.compared
        same = [each for each in full.likely if each.why != "SIMILAR"]
        assert [each.party.id for each in found.likely[: len(same)]] == [each.party.id for each in same][:KEPT]
        assert not found.compared
    assert COMPARISONS > 0


async def test_what_was_not_compared_is_uncertain_not_missed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await wipe_entities(desk.graph)
    world = World()
    debtor = world.node("Person", citizenId=citizen_id("19820709", 5), name="张伟明")
    world.tie("LISTED_AS", debtor, world.node("DishonestyEntry", entryNo="SX-1", status="LISTED", ground="G1"))
    await world.write(desk.graph)
    subjects = [
        {"ref": "similar", "name": "张伟民"},
        {"ref": "same", "name": "张伟明"},
        {"ref": "other", "name": "李娜"},
    ]
    monkeypatch.setattr("hub.capabilities.screening.service.COMPARISONS", 0)

    answer = await desk.ask(PURPOSES["LISTING_CHECK"], None, QUERY, {"subjects": subjects})

    assert answer.data is not None
    found = {each["ref"]: each for each in answer.data["screen"]["outcomes"]}
    assert (found["similar"]["outcome"], found["similar"]["why"]) == ("UNCERTAIN", "NOT_COMPARED")
    assert (found["same"]["why"], found["same"]["candidates"], found["same"]["moreCandidates"]) == (
        "SAME_CHARACTERS",
        1,
        True,
    )
    assert found["other"]["outcome"] == "NO_HIT"
