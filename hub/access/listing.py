"""`listingCheck`: whether those asked about are on the list of dishonest debtors; listed or not, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hub.access.declare import LISTING
from hub.questions.block import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, listed, optional, text
from hub.questions.slots import derived
from schema.errors import InvalidArgument, LimitExceeded
from schema.identity import natural_key
from schema.values import CITIZEN_ID, USCC, Realm

MAX_SUBJECTS = 500
#: An entry `e` to which a link `l` leads stands: on the list, and still asserted by whoever put it there.
STANDS = "e.status = 'LISTED' AND e.until IS NULL AND l.until IS NULL"

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
    compiler.budget.enter(many, selected.key)
    compiler.budget.leave()
    # Whoever is not in the graph and whoever is not listed get the same answer.
    listed_ = f"EXISTS {{ (:Entity {{key: keys[place]}})-[l:LISTED_AS]->(e:DishonestyEntry) WHERE {STANDS} }}"
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
    person = CITIZEN_ID.recognise(given, realm)
    if person is not None:
        return natural_key("Person", str(person))
    company = USCC.recognise(given, realm)
    if company is not None:
        return natural_key("Company", str(company))
    raise InvalidArgument(
        f"'{at}' is neither a citizen id nor a unified social credit code.",
        hint="Give valid identifiers; a name is not one (R-PD-04).",
        argument=at,
    )


ROOTS = (
    Root(
        "listingCheck",
        "Whether persons and companies are on the list of dishonest debtors: listed or not, nothing else. (失信审查)",
        lambda types: optional(listed(types["ListingAnswer"])),
        lambda _: [Arg("subjects", list[str], f"Citizen ids and credit codes, up to {MAX_SUBJECTS}.")],
        _compile,
        group=LISTING,
    ),
)
