"""`listingCheck`: whether those asked about are on the list of dishonest debtors; listed or not, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, listed, text
from hub.questions.slots import derived
from schema.errors import InvalidArgument
from schema.identity import natural_key
from schema.validity import on_the_list
from schema.values import CITIZEN_ID, USCC, Realm

#: The group of these root fields: what a purpose opens.
LISTING = "listing"
MAX_SUBJECTS = 500

CHECKED = ObjectShape(
    "ListingAnswer",
    "Whether one of those asked about is listed.",
    {
        "place": ShapeField(lambda _: int, "Place in the list asked about, from 0.", text("{row}.place")),
        "listed": ShapeField(lambda _: bool, "Whether an entry of the list stands.", text("{row}.listed")),
    },
)
SHAPES = (CHECKED,)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    at = f"{selected.key}.subjects"
    subjects = compiler.arguments("Query", selected)["subjects"]
    keys = derived(subjects, partial(_keys, compiler.realm, at))
    many = derived(subjects, lambda given: max(1, len(given)))
    block = Block(compiler.names, ("row",))
    shaped = compiler.shape(CHECKED, selected.sets, {"row": "row"}, block)
    compiler.tally.enter(many, selected.key)
    compiler.tally.leave()
    # A party that is not in the graph and a party that is not listed give the same answer.
    listed_ = (
        f"EXISTS {{ (:Entity {{key: keys[place]}})-[l:LISTED_AS]->(e:DishonestyEntry) WHERE {on_the_list('e', 'l')} }}"
    )
    rows = collect(
        [
            f"WITH {compiler.names.parameter(keys)} AS keys",
            "UNWIND range(0, size(keys) - 1) AS place",
            f"WITH {{place: place, listed: {listed_}}} AS row",
            *block.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return [], Expr(rows, each(shaped.finish))


def _keys(realm: Realm, at: str, subjects: list[str]) -> list[str]:
    if len(subjects) > MAX_SUBJECTS:
        raise LimitExceeded(
            f"'{at}' has {len(subjects)} entries; {MAX_SUBJECTS} are allowed.",
            hint="Ask in several operations.",
            argument=at,
            limit="subjects",
            allowed=MAX_SUBJECTS,
        )
    return [_key(realm, given, f"{at}[{place}]") for place, given in enumerate(subjects)]


def _key(realm: Realm, given: str, at: str) -> str:
    person = CITIZEN_ID.proved(given, realm)
    if person is not None:
        return natural_key("Person", str(person))
    company = USCC.recognise(given, realm)
    if company is not None:
        return natural_key("Company", str(company))
    if CITIZEN_ID.recognise(given, realm) is not None:
        raise InvalidArgument(
            f"'{at}' has 15 digits: it can be an old citizen id, or a company's registration number from before 2015.",
            hint="Give the number of 18 characters, or ask 'screen' with the kind of number named.",
            argument=at,
        )
    raise InvalidArgument(
        f"'{at}' is neither a citizen id nor a unified social credit code.",
        hint="Give valid identifiers; a name is not one (R-PD-04).",
        argument=at,
    )


ROOTS = (
    Root(
        "listingCheck",
        "Whether persons and companies are on the list of dishonest debtors: listed or not, nothing else. (失信审查)",
        lambda types: listed(types["ListingAnswer"]) | None,
        lambda _: [Arg("subjects", list[str], f"Citizen ids and credit codes, up to {MAX_SUBJECTS}.")],
        _compile,
        group=LISTING,
        screens=True,
    ),
)
