"""What screening refuses, and what it says: of a whole request, or of one subject while all others are answered."""

from __future__ import annotations

from typing import Any

import pytest
from support.officer_operations import Desk
from support.screening_lists import QUERY
from support.world import citizen_id

from hub.access.catalogue import PURPOSES
from hub.api.schema import Api
from hub.capabilities.listing.fields import LISTING
from hub.capabilities.screening.subjects import MAX_SUBJECTS
from hub.operations.documents.limits import BULK

LISTING_CHECK = PURPOSES["LISTING_CHECK"]


def people(many: int) -> list[dict[str, str]]:
    """This number of subjects."""
    return [{"ref": f"{n}", "citizenId": "990102198506150019"} for n in range(many)]


async def refusal(desk: Desk, subjects: Any, purpose: str = "LISTING_CHECK", query: str = QUERY) -> dict[str, Any]:
    """The one error of a screening that must fail."""
    answer = await desk.ask(PURPOSES[purpose], None, query, {"subjects": subjects})
    (error,) = answer.errors
    return error


async def test_more_than_the_limit_is_refused_by_its_name(desk: Desk) -> None:
    for many in (MAX_SUBJECTS + 1, 3 * MAX_SUBJECTS):
        error = await refusal(desk, people(many))

        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["extensions"]["limit"] == "subjects"
        assert error["extensions"]["allowed"] == MAX_SUBJECTS
        assert error["extensions"]["hint"]


async def test_two_lists_have_one_limit(desk: Desk) -> None:
    query = (
        "query Q($a: [ScreeningSubject!]!, $b: [ScreeningSubject!]!)"
        " { x: screen(subjects: $a) { counts { hit } } y: screen(subjects: $b) { counts { hit } } }"
    )
    answer = await desk.ask(LISTING_CHECK, None, query, {"a": people(6_000), "b": people(6_000)})

    assert [error["extensions"]["limit"] for error in answer.errors] == ["subjects"]


async def test_subjects_are_not_larger_than_subjects_are(desk: Desk) -> None:
    """The room for many subjects is no room for anything else."""
    wide = [{"ref": f"{n}", "name": "陈" * 150} for n in range(9_000)]
    nested = [{"ref": "1", "name": [[[["x"]]]] * 20_000}]

    assert (await refusal(desk, wide))["extensions"]["limit"] == "variables"
    assert (await refusal(desk, nested))["extensions"]["limit"] == "items"


async def test_ordinary_variables_have_no_more_room_than_before(desk: Desk) -> None:
    query = (
        "query Q($ids: [ID!]!, $subjects: [ScreeningSubject!]!)"
        " { nodes(ids: $ids) { id } screen(subjects: $subjects) { counts { hit } } }"
    )
    answer = await desk.ask(LISTING_CHECK, None, query, {"ids": ["x"] * 5_001, "subjects": people(1)})
    assert [error["extensions"]["limit"] for error in answer.errors] == ["items"]

    undeclared = await desk.ask(LISTING_CHECK, None, "{ __typename }", {"subjects": people(4_000)})
    assert [error["extensions"]["limit"] for error in undeclared.errors] == ["items"]


def test_what_has_more_room_is_there(api: Api) -> None:
    assert set(BULK) <= set(api.graphql.type_map)


@pytest.mark.parametrize(
    ("subjects", "words"),
    [
        ([], "'subjects' is empty"),
        ([{"ref": "", "name": "陈立诚"}], "'subjects[0].ref' has 0 characters"),
        ([{"ref": "x" * 101, "name": "陈立诚"}], "'subjects[0].ref' has 101 characters"),
        (
            [{"ref": "A-1", "name": "陈立诚"}, {"ref": "A-2", "name": "陈立诚"}, {"ref": "A-1", "name": "王伟"}],
            "The ref 'A-1' stands twice, in subjects[0] and subjects[2]",
        ),
    ],
)
async def test_what_cannot_be_told_apart_is_refused(desk: Desk, subjects: Any, words: str) -> None:
    error = await refusal(desk, subjects)

    assert words in error["message"]
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    assert error["extensions"]["argument"].startswith("subjects")
    assert error["extensions"]["hint"]


#: What is wrong with one subject: its problem, and words that name it.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"citizenId": "990102198506150018"}, "CHECK_DIGIT", "the check digit (18th character) is 8 but should be 9"),
    ({"citizenId": "99010219850615001"}, "LENGTH", "it has 17 characters"),
    ({"citizenId": "9901021985O6150019"}, "CHARACTER", "character 11 is not a digit"),
    ({"citizenId": "990102198513150019"}, "BIRTH_DATE", "the birth month (digits 11 and 12) is 13"),
    ({"citizenId": "110101199003074514"}, "NOT_FICTIONAL", "reserved region 99"),
    ({"uscc": "91990102MATE5T0A0D"}, "CHECK_DIGIT", "the check character (18th) is D but should be C"),
    ({"uscc": "陈立诚"}, "LENGTH", "it has 3 characters"),
    ({"citizenId": "990102198506150019", "uscc": "91990102MATE5T0A0C"}, "TWO_IDENTIFIERS", "a citizen id and"),
    ({}, "NOBODY", "It names nobody"),
    ({"birthDate": "1985-06-15"}, "NOBODY", "It names nobody"),
    ({"name": "", "citizenId": " "}, "NOBODY", "It names nobody"),
    ({"name": "陈" * 1001}, "LENGTH", "it has 1001 characters"),
    ({"name": "陈立诚", "birthDate": "1985-02-30"}, "CALENDAR", "has no day 30"),
    ({"name": "陈立诚", "birthDate": "yesterday"}, "FORM", "not a date"),
]


async def test_what_is_wrong_with_one_is_said_and_all_others_are_answered(desk: Desk) -> None:
    subjects = [{"ref": f"W-{n}", **given} for n, (given, _, _) in enumerate(WRONG)]
    good = [{"ref": f"G-{n}", "citizenId": citizen_id("19700101", n)} for n in range(50)]
    answer = await desk.ask(LISTING_CHECK, None, QUERY, {"subjects": [*good[:25], *subjects, *good[25:]]})

    assert answer.errors == []
    assert answer.data is not None
    found = {each["ref"]: each for each in answer.data["screen"]["outcomes"]}
    assert answer.data["screen"]["counts"]["invalid"] == len(WRONG)
    for subject, (given, code, words) in zip(subjects, WRONG, strict=True):
        outcome = found[subject["ref"]]
        assert outcome["outcome"] == "INVALID"
        assert outcome["problem"]["code"] == code
        assert words in outcome["problem"]["message"]
        assert outcome["problem"]["hint"]
        # Neither the log of the partner nor a screen needs the number.
        assert all(len(value) < 15 or value not in str(outcome) for value in given.values())
    assert {found[each["ref"]]["outcome"] for each in good} == {"NO_HIT"}


@pytest.mark.parametrize("name", [n for n, p in PURPOSES.items() if LISTING not in p.groups])
async def test_no_other_purpose_screens(desk: Desk, name: str) -> None:
    error = await refusal(desk, people(1), purpose=name)

    assert error["extensions"]["code"] in ("NOT_OPEN", "BASIS_REFUSED", "BASIS_NEEDED", "NOT_ALLOWED")


async def test_without_a_basis_nobody_is_screened(desk: Desk) -> None:
    answer = await desk.ask(PURPOSES["PUBLIC_REGISTER"], None, QUERY, {"subjects": people(1)})

    assert [error["extensions"]["code"] for error in answer.errors] == ["BASIS_NEEDED"]


async def test_each_subject_is_charged_for(desk: Desk) -> None:
    async def cost(subjects: list[dict[str, str]]) -> int:
        answer = await desk.ask(LISTING_CHECK, None, QUERY, {"subjects": subjects})
        assert answer.errors == []
        return int(answer.extensions["cost"]["units"])

    named = [{"ref": f"{n}", "name": "陈立诚"} for n in range(200)]
    one, many, by_name = await cost(people(1)), await cost(people(200)), await cost(named)

    assert many > 100 * one / 2
    assert by_name > many
    assert await cost(people(MAX_SUBJECTS)) < 1_000_000
