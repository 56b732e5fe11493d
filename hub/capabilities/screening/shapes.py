"""What `screen` is asked and answers: subjects, and the outcome of each."""

from __future__ import annotations

import strawberry
from strawberry import UNSET, field

from hub.capabilities.screening.candidates import KEPT
from hub.capabilities.screening.subjects import MAX_REF
from hub.questions.kinds import api_type
from schema.values import choice

RESULT = choice(
    "ScreeningResult",
    {
        "HIT": (
            "命中",
            "The identifier is that of a party on the list: a proposal that a human confirms.",
            "Hit by identifier",
        ),
        "NO_HIT": ("未命中", "Nobody on the list has the identifier, or a name like it.", "No hit"),
        "UNCERTAIN": ("待核", "Somebody on the list has a name like it. Ask again by identifier.", "Uncertain"),
        "INVALID": ("无效", "The subject cannot be asked about as it was sent; the problem says why.", "Invalid"),
    },
    zh="审查结果",
)
BY = choice(
    "ScreeningKey",
    {
        "CITIZEN_ID": ("公民身份号码", "By citizen id.", "Citizen identity number"),
        "USCC": ("统一社会信用代码", "By unified social credit code.", "Unified social credit code"),
        "NAME": ("姓名或名称", "By name alone.", "Name alone"),
        "NAME_AND_BIRTH_DATE": ("姓名和出生日期", "By name and date of birth.", "Name and date of birth"),
    },
    zh="审查依据",
)
WHY = choice(
    "ScreeningReason",
    {
        "SAME_CHARACTERS": ("同字", "The names are written alike.", "Same characters"),
        "SAME_PINYIN": ("同音", "The names sound alike; legal forms of companies are left out.", "Same sound"),
        "SIMILAR": (
            "相近",
            "The names begin alike, have three syllables or more, and differ in one letter of pinyin.",
            "Similar",
        ),
        "NOT_COMPARED": (
            "未比对",
            "Too many on the list have a name that begins so; similar names were not compared.",
            "Not compared",
        ),
    },
    zh="存疑原因",
)


@strawberry.input(description="One to be screened: by identifier, or, where there is none, by name. (审查对象)")
class ScreeningSubject:
    ref: str = field(description=f"The asker's own reference, 1 to {MAX_REF} characters, different for each subject.")
    citizenId: str | None = field(
        description="Citizen id in any common writing; it decides alone. (公民身份号码)", default=UNSET
    )
    uscc: str | None = field(
        description="Unified social credit code; it decides alone. (统一社会信用代码)", default=UNSET
    )
    name: str | None = field(
        description="Name; looked at only where no identifier is given. (姓名或名称)", default=UNSET
    )
    birthDate: str | None = field(
        description="Date of birth that goes with a name: parties born on another day are not counted. (出生日期)",
        default=UNSET,
    )


@strawberry.type(description="A court to contact.")
class ScreeningCourt:
    code: str = field(description="Code of the court.")
    name: str | None = field(description="Name of the court.")


@strawberry.type(description="What is wrong with a subject.")
class ScreeningProblem:
    code: str = field(description="What kind of problem it is, as CHECK_DIGIT.")
    message: str = field(description="The problem in a sentence, with the digit that is wrong.")
    hint: str | None = field(description="How to mend it.")


@strawberry.type(description="What came of one subject.")
class ScreeningOutcome:
    ref: str = field(description="The asker's own reference.")
    outcome: str = field(description="What came of it.", graphql_type=api_type(RESULT))
    by: str | None = field(
        description="What it was asked by; null where it is INVALID.", graphql_type=api_type(BY) | None, default=None
    )
    why: str | None = field(
        description="Why it is UNCERTAIN: the likeliest reason.", graphql_type=api_type(WHY) | None, default=None
    )
    score: float | None = field(
        description="How alike the names are where it is UNCERTAIN: 0.9, 0.81 or 0.72 for the same characters, the same"
        " pinyin or similar with the same date of birth, and 0.6, 0.54 or 0.48 where one is not known. Never 1, for a"
        " name is never an identity.",
        default=None,
    )
    candidates: int | None = field(
        description=f"How many on the list have such a name, at most {KEPT}; where it is UNCERTAIN.", default=None
    )
    moreCandidates: bool | None = field(
        description="Whether there are or may be more such parties on the list than are counted.", default=None
    )
    formerName: bool | None = field(
        description="Whether it is a former or other name of the likeliest party that is like the one asked about;"
        " where it is UNCERTAIN.",
        default=None,
    )
    courts: list[ScreeningCourt] = field(description="The courts to contact about a HIT, by code.")
    problem: ScreeningProblem | None = field(description="What is wrong, where it is INVALID.", default=None)


@strawberry.type(description="How many subjects came to what; the four add up to all.")
class ScreeningCounts:
    subjects: int = field(description="All subjects.")
    hit: int = field(description="On the list, by identifier.")
    noHit: int = field(description="Not on the list.")
    uncertain: int = field(description="With a name like one on the list.")
    invalid: int = field(description="Not to be asked about as sent.")


@strawberry.type(description="Subjects held against the list of dishonest debtors. (失信审查)")
class Screening:
    counts: ScreeningCounts = field(description="How many came to what.")
    outcomes: list[ScreeningOutcome] = field(description="What came of each subject, in the order given.")
