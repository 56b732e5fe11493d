"""`screen`: whether those asked about are on the list of dishonest debtors, subject by subject (SM-6, S4-16)."""

from __future__ import annotations

from hub.access.declare import LISTING
from hub.api.build import entry, fill, input_type
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, listed, optional
from hub.screening.names import KEPT
from hub.screening.service import screen
from hub.screening.subjects import MAX_REF, MAX_SUBJECTS
from schema.values import choice

RESULT = choice(
    "ScreeningResult",
    {
        "HIT": ("命中", "The identifier is that of a party on the list: a proposal that a human confirms."),
        "NO_HIT": ("未命中", "Nobody on the list has the identifier, or a name like it."),
        "UNCERTAIN": ("待核", "Somebody on the list has a name like it. Ask again by identifier."),
        "INVALID": ("无效", "The subject cannot be asked about as it was sent; the problem says why."),
    },
    zh="审查结果",
)
BY = choice(
    "ScreeningKey",
    {
        "CITIZEN_ID": ("公民身份号码", "By citizen id."),
        "USCC": ("统一社会信用代码", "By unified social credit code."),
        "NAME": ("姓名或名称", "By name alone."),
        "NAME_AND_BIRTH_DATE": ("姓名和出生日期", "By name and date of birth."),
    },
    zh="审查依据",
)
WHY = choice(
    "ScreeningReason",
    {
        "SAME_CHARACTERS": ("同字", "The names are written alike."),
        "SAME_PINYIN": ("同音", "The names sound alike; legal forms of companies are left out."),
        "SIMILAR": ("相近", "The names begin alike, have three syllables or more, and differ in one letter of pinyin."),
        "NOT_COMPARED": ("未比对", "Too many on the list have a name that begins so; similar names were not compared."),
    },
    zh="存疑原因",
)
CHOICES = (RESULT, BY, WHY)

SUBJECT = input_type(
    "ScreeningSubject", "One to be screened: by identifier, or, where there is none, by name. (审查对象)"
)
fill(
    SUBJECT,
    [
        entry("ref", str, f"The asker's own reference, 1 to {MAX_REF} characters, different for each subject."),
        entry("citizenId", optional(str), "Citizen id in any common writing; it decides alone. (公民身份号码)"),
        entry("uscc", optional(str), "Unified social credit code; it decides alone. (统一社会信用代码)"),
        entry("name", optional(str), "Name; looked at only where no identifier is given. (姓名或名称)"),
        entry(
            "birthDate",
            optional(str),
            "Date of birth that goes with a name: whoever was born on another day is not counted. (出生日期)",
        ),
    ],
)

COURT = ObjectShape(
    "ScreeningCourt",
    "A court to contact.",
    {
        "code": ShapeField(lambda _: str, "Code of the court."),
        "name": ShapeField(lambda _: optional(str), "Name of the court."),
    },
)
PROBLEM = ObjectShape(
    "ScreeningProblem",
    "What is wrong with a subject.",
    {
        "code": ShapeField(lambda _: str, "What kind of problem it is, as CHECK_DIGIT."),
        "message": ShapeField(lambda _: str, "The problem in a sentence, with the digit that is wrong."),
        "hint": ShapeField(lambda _: optional(str), "How to mend it."),
    },
)
OUTCOME = ObjectShape(
    "ScreeningOutcome",
    "What came of one subject.",
    {
        "ref": ShapeField(lambda _: str, "The asker's own reference."),
        "outcome": ShapeField(lambda types: types.scalar(RESULT), "What came of it."),
        "by": ShapeField(lambda types: optional(types.scalar(BY)), "What it was asked by; null where it is INVALID."),
        "why": ShapeField(lambda types: optional(types.scalar(WHY)), "Why it is UNCERTAIN: the likeliest reason."),
        "score": ShapeField(
            lambda _: optional(float),
            "How alike the names are where it is UNCERTAIN: 0.9, 0.81 or 0.72 for the same characters, the same pinyin"
            " or similar with the same date of birth, and 0.6, 0.54 or 0.48 where one is not known. Never 1, for a"
            " name is never an identity.",
        ),
        "candidates": ShapeField(
            lambda _: optional(int), f"How many on the list have such a name, at most {KEPT}; where it is UNCERTAIN."
        ),
        "moreCandidates": ShapeField(
            lambda _: optional(bool), "Whether there are or may be more such parties on the list than are counted."
        ),
        "courts": ShapeField(
            lambda types: listed(types["ScreeningCourt"]), "The courts to contact about a HIT, by code."
        ),
        "problem": ShapeField(lambda types: optional(types["ScreeningProblem"]), "What is wrong, where it is INVALID."),
    },
)
COUNTS = ObjectShape(
    "ScreeningCounts",
    "How many subjects came to what; the four add up to all.",
    {
        "subjects": ShapeField(lambda _: int, "All subjects."),
        "hit": ShapeField(lambda _: int, "On the list, by identifier."),
        "noHit": ShapeField(lambda _: int, "Not on the list."),
        "uncertain": ShapeField(lambda _: int, "With a name like one on the list."),
        "invalid": ShapeField(lambda _: int, "Not to be asked about as sent."),
    },
)
SCREENING = ObjectShape(
    "Screening",
    "Subjects held against the list of dishonest debtors. (失信审查)",
    {
        "counts": ShapeField(lambda types: types["ScreeningCounts"], "How many came to what."),
        "outcomes": ShapeField(
            lambda types: listed(types["ScreeningOutcome"]), "What came of each subject, in the order given."
        ),
    },
)
SHAPES = (COURT, PROBLEM, OUTCOME, COUNTS, SCREENING)

ROOTS = (
    Root(
        "screen",
        "Whether many persons and companies are on the list of dishonest debtors, each with its outcome and, for a hit,"
        " the court to contact. Hits are proposals that a human confirms. (失信审查)",
        lambda types: optional(types["Screening"]),
        lambda _: [Arg("subjects", listed(SUBJECT), f"Who is to be screened, 1 to {MAX_SUBJECTS:,}.")],
        compute=screen,
        group=LISTING,
    ),
)
