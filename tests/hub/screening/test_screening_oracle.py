"""What comes of every subject is what a slow, obvious reading of the world says, in the order given."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.officer_operations import Desk
from support.screening_lists import QUERY, Reading, chance_list, chance_subjects, code_of, likeness
from support.world import World, citizen_id, wipe_entities

from hub.access.catalogue import PURPOSES
from hub.capabilities.listing.fields import LISTING
from schema.values import NAME

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


@pytest.mark.slow
@settings(max_examples=WORLDS, deadline=None)
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


#: Who is on the list, and the day on which each was born.
ON_THE_LIST = {
    name: date(1971 + place, 2, 2)
    for place, name in enumerate(
        [
            "李晓明",
            "司马书白",
            "吕云舟",
            "律明舟",
            "略一舟",
            "贠一舟",
            "乜一舟",
            "么一舟",
            "单于舟",
            "佴一舟",
            "炅一舟",
            "⾼一舟",
            "⻢一舟",
            "刘〇舟",
            "王𠮷舟",
            "买买提·艾力舟",
        ]
    )
}
AS_BANKS_WRITE = [
    ("LI XIAOMING", "李晓明", "SAME_PINYIN"), ("Li, Xiaoming", "李晓明", "SAME_PINYIN"),
    ("Xiaoming Li", "李晓明", "SAME_PINYIN"), ("Li Xiao Ming", "李晓明", "SAME_PINYIN"),
    ("Li Xiao-Ming", "李晓明", "SAME_PINYIN"), ("Lǐ Xiǎomíng", "李晓明", "SAME_PINYIN"),
    ("XIAOMING, LI", "李晓明", "SAME_PINYIN"), ("李曉明", "李晓明", "SAME_CHARACTERS"),
    ("Li Xiaomin", "李晓明", "SIMILAR"),
    ("SIMA SHUBAI", "司马书白", "SAME_PINYIN"), ("Shubai Si Ma", "司马书白", "SAME_PINYIN"),
    ("Lyu Yun Zhou", "吕云舟", "SAME_PINYIN"), ("LYU YUNZHOU", "吕云舟", "SAME_PINYIN"),
    ("Lü Yun Zhou", "吕云舟", "SAME_PINYIN"), ("Lv Yun Zhou", "吕云舟", "SAME_PINYIN"),
    ("Yunzhou LYU", "吕云舟", "SAME_PINYIN"), ("Lu Yunzhou", "吕云舟", "SIMILAR"),
    ("Lyu Ming Zhou", "律明舟", "SAME_PINYIN"), ("LUE YIZHOU", "略一舟", "SAME_PINYIN"),
    ("Yun Yi Zhou", "贠一舟", "SAME_PINYIN"), ("Nie Yi Zhou", "乜一舟", "SAME_PINYIN"),
    ("Yao Yi Zhou", "么一舟", "SAME_PINYIN"), ("Chanyu Zhou", "单于舟", "SAME_PINYIN"),
    ("Shan Yuzhou", "单于舟", "SAME_PINYIN"), ("Nai Yi Zhou", "佴一舟", "SAME_PINYIN"),
    ("Gui Yi Zhou", "炅一舟", "SAME_PINYIN"), ("高一舟", "⾼一舟", "SAME_CHARACTERS"),
    ("马一舟", "⻢一舟", "SAME_CHARACTERS"), ("馬一舟", "⻢一舟", "SAME_CHARACTERS"),
    ("LI XIAOMING (李晓明)", "李晓明", "SAME_CHARACTERS"), ("李晓明 Li Xiaoming", "李晓明", "SAME_CHARACTERS"),
    ("刘○舟", "刘〇舟", "SAME_CHARACTERS"), ("髙一舟", "⾼一舟", "SAME_CHARACTERS"),
    ("Liu Ling Zhou", "刘〇舟", "SAME_PINYIN"), ("王吉舟", "王𠮷舟", "SAME_CHARACTERS"),
    ("买买提．艾力舟", "买买提·艾力舟", "SAME_CHARACTERS"), ("买买提ㆍ艾力舟", "买买提·艾力舟", "SAME_CHARACTERS"),
    ("买买提艾力舟", "买买提·艾力舟", "SAME_CHARACTERS"), ("买买提 艾力舟", "买买提·艾力舟", "SAME_CHARACTERS"),
    ("MAIMAITI AILIZHOU", "买买提·艾力舟", "SAME_PINYIN"), ("雍\u200e平", None, None), ("Ming Li", None, None),
]  # fmt: skip


@pytest.fixture
async def field(desk: Desk) -> None:
    """A list of names as courts write them, stored as the intake stores them."""
    await wipe_entities(desk.graph)
    world = World()
    for place, (name, born) in enumerate(ON_THE_LIST.items()):
        party = world.node("Person", citizenId=citizen_id(f"{born:%Y%m%d}", place), name=NAME.parse(name))
        entry = world.node("DishonestyEntry", entryNo=f"F-{place}", status="LISTED")
        world.tie("LISTED_AS", party, entry)
    await world.write(desk.graph)


@pytest.mark.parametrize("many", [0, 200], ids=["with many others", "alone"])
async def test_names_of_passports_banks_and_forms_find_who_is_listed(
    desk: Desk, field: None, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("hub.capabilities.screening.name_matching.MANY_NAMES", many)
    subjects = [
        {"ref": f"{place}", "name": name} | ({} if who is None else {"birthDate": ON_THE_LIST[who].isoformat()})
        for place, (name, who, _) in enumerate(AS_BANKS_WRITE)
    ]

    outcomes = (await screened(desk, subjects))["outcomes"]

    told = [
        (name, each["why"], each["candidates"]) for (name, _, _), each in zip(AS_BANKS_WRITE, outcomes, strict=True)
    ]
    assert told == [(name, why, None if why is None else 1) for name, _, why in AS_BANKS_WRITE]


async def test_former_and_other_names_are_screened_and_marked(desk: Desk) -> None:
    await wipe_entities(desk.graph)
    world = World()
    names = {"name": "陈立诚", "formerName": "乔大山", "otherNames": ["阿诚", "JOHN CHEN"]}
    person = world.node("Person", citizenId=citizen_id("19850615", 1), **names)
    firm = world.node("Company", uscc=code_of(1), name="澜川新名控股有限公司", otherNames=["澜川旧名实业有限公司"])
    for place, party in enumerate((person, firm)):
        world.tie("LISTED_AS", party, world.node("DishonestyEntry", entryNo=f"N-{place}", status="LISTED"))
    await world.write(desk.graph)
    asked = [
        ("陈立诚", "SAME_CHARACTERS", False), ("乔大山", "SAME_CHARACTERS", True), ("QIAO DASHAN", "SAME_PINYIN", True),
        ("阿诚", "SAME_CHARACTERS", True), ("Chen, John", "SAME_PINYIN", True),
        ("澜川旧名实业有限公司", "SAME_CHARACTERS", True), ("澜川新名控股有限公司", "SAME_CHARACTERS", False),
        ("乔立诚", None, None),
    ]  # fmt: skip

    text = "query S($subjects: [ScreeningSubject!]!) { screen(subjects: $subjects) { outcomes { why formerName } } }"
    subjects = [{"ref": f"{place}", "name": name} for place, (name, _, _) in enumerate(asked)]
    answer = await desk.ask(PURPOSES["LISTING_CHECK"], None, text, {"subjects": subjects})

    assert answer.data is not None
    told = [(each["why"], each["formerName"]) for each in answer.data["screen"]["outcomes"]]
    assert told == [(why, former) for _, why, former in asked]


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
