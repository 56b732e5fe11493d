"""What comes of every subject is what a slow, obvious reading of the world says, in the order given."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import QUERY, Reading, chance_list, chance_subjects, likeness
from world import World, wipe_entities

from hub.access.catalogue import PURPOSES
from hub.access.declare import LISTING

#: A third of what is usual: each writes a world.
WORLDS = max(5, settings().max_examples // 5)


def plain(outcome: dict[str, Any]) -> dict[str, Any]:
    """An outcome as the reading tells it."""
    problem = outcome["problem"]
    return outcome | {"problem": None if problem is None else problem["code"]}


async def screened(desk: Desk, subjects: list[dict[str, Any]], purpose: str = "LISTING_CHECK") -> Any:
    """The screening, which must succeed."""
    answer = await desk.ask(PURPOSES[purpose], None, QUERY, {"subjects": subjects})
    assert answer.errors == []
    assert answer.data is not None
    return answer.data["screen"]


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
async def test_every_subject_has_its_outcome(desk: Desk, seed: int) -> None:
    world = chance_list(seed)
    await wipe_entities(desk.graph)
    await world.write(desk.graph)
    subjects, reading = chance_subjects(seed, world), Reading(world)

    found = await screened(desk, subjects)

    told = [reading.outcome(subject) for subject in subjects]
    assert [plain(outcome) for outcome in found["outcomes"]] == told
    counted = {"hit": "HIT", "noHit": "NO_HIT", "uncertain": "UNCERTAIN", "invalid": "INVALID"}
    assert found["counts"] == {
        "subjects": len(subjects),
        **{name: sum(each["outcome"] == value for each in told) for name, value in counted.items()},
    }


def test_the_worlds_of_chance_hold_everything() -> None:
    """The property above would hold of an empty list too."""
    seen: dict[str, set[Any]] = {"outcome": set(), "why": set(), "problem": set(), "by": set()}
    courts = set()
    for seed in range(15):
        world = chance_list(seed)
        for subject in chance_subjects(seed, world):
            told = Reading(world).outcome(subject)
            courts.add(len(told["courts"]))
            for part, values in seen.items():
                values.add(told[part])

    assert seen["outcome"] == {"HIT", "NO_HIT", "UNCERTAIN", "INVALID"}
    assert seen["why"] == {None, "SAME_CHARACTERS", "SAME_PINYIN", "SIMILAR"}
    assert seen["problem"] >= {None, "CHECK_DIGIT", "LENGTH", "NOBODY", "TWO_IDENTIFIERS"}
    assert seen["by"] == {None, "CITIZEN_ID", "USCC", "NAME", "NAME_AND_BIRTH_DATE"}
    assert courts >= {0, 1, 2}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("张伟明", "张伟明", "SAME_CHARACTERS"),
        ("章炜明", "张伟明", "SAME_PINYIN"),
        ("狄伟", "翟伟", "SAME_PINYIN"),
        ("张伟民", "张伟明", "SIMILAR"),
        ("澜川恒达商贸股份有限公司", "澜川恒达商贸有限公司", "SAME_PINYIN"),
        ("澜川恒远商贸有限公司", "澜川恒达商贸有限公司", None),
        ("王伟", "汪秀英", None),
        ("王伟", "王薇", "SAME_PINYIN"),
        ("王伟", "王文", None),
        ("李伟明", "张伟明", None),
    ],
)
def test_what_is_alike(one: str, other: str, why: str | None) -> None:
    found = likeness(one, other)
    assert (None if found is None else found[1]) == why


@pytest.mark.parametrize("purpose", [name for name, each in PURPOSES.items() if LISTING in each.groups])
async def test_what_is_hidden_changes_nothing(desk: Desk, purpose: str) -> None:
    """Who is not on the list, which case an entry comes from, what else is known of a party: no answer tells."""
    subjects = chance_subjects(7, chance_list(7))
    answers, costs = [], []
    for world in (chance_list(7), disturbed(chance_list(7))):
        await wipe_entities(desk.graph)
        await world.write(desk.graph)
        answer = await desk.ask(PURPOSES[purpose], None, QUERY, {"subjects": subjects})
        answers.append(answer.data)
        costs.append(answer.extensions["cost"]["units"])

    assert answers[0] == answers[1]
    assert costs[0] == costs[1]
    assert answers[0] is not None
    assert answers[0]["screen"]["counts"]["hit"] > 0
    assert answers[0]["screen"]["counts"]["uncertain"] > 0


def disturbed(world: World) -> World:
    """The same list in another world: namesakes of the subjects that are not listed, other cases, other details."""
    reading = Reading(world)
    for node in world.nodes:
        if node.entity == "EnforcementCase":
            node.props |= {"caseNumber": node.props["caseNumber"].replace("2025", "2019"), "status": "SATISFIED"}
        if node.entity in ("Person", "Company") and not reading.entries(node):
            node.props["name"] = "张伟明"
        if node.entity == "Person":
            node.props |= {"formerName": "翟伟", "sex": "FEMALE"}
        if node.entity == "DishonestyEntry":
            node.props |= {"ground": "G4", "termEndsAt": None}
    for number in range(50):
        world.node("Company", uscc=f"{number}", name="澜川恒达商贸有限公司", industry="商务服务业")
    return world
