"""What tells a hit from others of the same name: year of birth, end of the number, where one lives, whether a debtor.

All of it is what the purpose shows anyway; what it closes or masks is null, and what a mask shows stays shown.
"""

from __future__ import annotations

from typing import Any

from hub.access.answer_summary import AnswerSummary
from hub.access.profile import Seen
from hub.questions.blocks import Block, Expr
from hub.questions.compiler import Compiler, as_api_text
from hub.questions.finisher import By
from hub.questions.selection import Selected
from hub.questions.shape import ObjectShape, ShapeField, ShapeScope
from schema.model import LinkField
from schema.validity import stands
from schema.values import CITIZEN_ID, USCC, Kind

#: Signs of a number that tell enough where it is shown whole; of a masked one those that the mask shows.
WHOLE, MASKED = 4, 2


def debtor(compiler: Compiler, var: str) -> str | None:
    """Whether the node is a debtor in a case that the caller may see; None where the purpose does not say."""
    prop = compiler.model.prop("Party", "isDebtor")
    if not compiler.profile.sees("Party") or not compiler.profile.follows(compiler.filters.exists_field(prop)):
        return None
    return f"({var}:Party AND {compiler.filters.exists(prop, var, 'search')})"


def _debtor(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    test = debtor(compiler, scope["node"])
    return Expr("null" if test is None else f"CASE WHEN {scope['node']}:Party THEN {test} END")


def _birth_year(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    node = scope["node"]
    born, number = (_value(compiler, "Person", name, node) for name in ("birthDate", "citizenId"))
    if born is None and number is None:
        return Expr("null")
    parts = ", ".join("null" if each is None else each.text for each in (born, number))
    return Expr(f"CASE WHEN {node}:Person THEN [{parts}] END", By(_year))


def _year(value: Any, traces: AnswerSummary) -> int | None:
    born, number = value or (None, None)
    # What is masked comes as a map.
    if isinstance(born, str):
        return int(born[:4])
    return int(number[6:10]) if isinstance(number, str) else None


def _number_end(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    node = scope["node"]
    arms = [
        f" WHEN {node}:{entity} THEN {seen.text}"
        for entity, prop in (("Person", "citizenId"), ("Company", "uscc"))
        if (seen := _value(compiler, entity, prop, node)) is not None
    ]
    return Expr(f"CASE{''.join(arms)} END" if arms else "null", By(_end) if arms else None)


def _end(value: Any, traces: AnswerSummary) -> str | None:
    if isinstance(value, str):
        return value[-WHOLE:]
    if not isinstance(value, dict) or not isinstance(value["m"], str):
        return None
    kind: Kind = USCC if USCC.recognise(value["m"]) else CITIZEN_ID
    return kind.mask(value["m"])[-MASKED:]


def _address(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    home = _of_home(compiler, scope["node"], "text")
    return Expr("null") if home is None else Expr(home, By(_noted))


def _division(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    node = scope["node"]
    household = _value(compiler, "Person", "householdDivision", node)
    parts = [] if household is None or household.masks else [f"CASE WHEN {node}:Person THEN {household.text} END"]
    home = _of_home(compiler, node, "divisionCode")
    parts += [] if home is None else [home]
    return Expr(f"coalesce({', '.join(parts)})", By(_noted)) if parts else Expr("null")


def _noted(value: Any, traces: AnswerSummary) -> str | None:
    """A value; one of an address comes with the address's id and feed, for the audit record."""
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # a text or nothing
    text, home, source = value
    traces.note(home, source)
    return text  # type: ignore[no-any-return]  # as above


def _of_home(compiler: Compiler, node: str, prop: str) -> str | None:
    """The property of the first address of a party that stands; None where the purpose does not show it whole."""
    seen = _value(compiler, "Address", prop, "home")
    kinds = [field.link.kind for field in _homes(compiler)]
    if seen is None or seen.masks or not kinds:
        return None
    profile = compiler.profile
    more = [each for each in (profile.any_link("at"), profile.node("Address", "home")) if each is not None]
    return (
        f"head(COLLECT {{ MATCH ({node})-[at:{'|'.join(kinds)}]->(home:Address)"
        f" WHERE {' AND '.join([stands('at'), *more])}"
        f" WITH home, {seen.text} AS value WHERE value IS NOT NULL"
        f" RETURN [value, home.id, home.source] ORDER BY home.id LIMIT 1 }})"
    )


def _homes(compiler: Compiler) -> list[LinkField]:
    fields = [
        f for entity in ("Person", "Company") for f in compiler.model.link_fields(entity) if f.target == "Address"
    ]
    return [field for field in fields if compiler.profile.follows(field)]


def _value(compiler: Compiler, entity: str, name: str, var: str) -> Seen | None:
    if entity not in compiler.profile.visible(entity):
        return None
    prop = compiler.model.prop(entity, name)
    return compiler.profile.value((entity,), prop, var, as_api_text(prop))


APART = ObjectShape(
    "SearchApart",
    "What tells a hit from others of the same name, as far as the purpose shows it. (同名区分)",
    {
        "birthYear": ShapeField(lambda _: int | None, "Year of birth of a person.", _birth_year),
        "numberEnd": ShapeField(
            lambda _: str | None,
            f"The last {WHOLE} signs of the citizen id or credit code; the last {MASKED} where it is masked.",
            _number_end,
        ),
        "division": ShapeField(
            lambda _: str | None, "Division code of the household registration, or else of the address.", _division
        ),
        "address": ShapeField(lambda _: str | None, "Where one lives, or a company is registered.", _address),
        "isDebtor": ShapeField(lambda _: bool | None, "Whether a party is a judgment debtor.", _debtor),
    },
)
SHAPES = (APART,)


def apart(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    """The field of a hit that tells it from others."""
    return compiler.shape(APART, selected.sets, scope, block)
