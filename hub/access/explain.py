"""`explainAccess`: why a value is shown whole, masked or not at all; and `me`, `purposes`: what the caller may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.access.declare import FREE, Level, Purpose
from hub.access.roles import ROLE
from hub.access.shown import shown
from hub.access.traces import Traces
from hub.changes import ChangeContext
from hub.questions.block import Expr
from hub.questions.compiler import Compiler, typename
from hub.questions.finishing import By
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, listed, optional
from hub.questions.slots import itself
from schema.declare import Prop
from schema.entities.agency import AGENCY_KIND
from schema.errors import InvalidArgument
from schema.model import MODEL, ROOT
from schema.values import choice

LEVEL = choice(
    "AccessLevel",
    {
        "WHOLE": ("完整", "The value is shown whole."),
        "MASKED": ("遮蔽", "The value is shown masked."),
        "NONE": ("不可见", "The value is not shown."),
    },
    zh="可见程度",
)
CHOICES = (LEVEL, ROLE)

WHY = ObjectShape(
    "AccessReason",
    "Why a value is shown whole, masked or not at all.",
    {
        "level": ShapeField(lambda types: types.scalar(LEVEL), "How much of it is shown."),
        "reason": ShapeField(lambda _: str, "The reason in a sentence."),
        "reasonZh": ShapeField(lambda _: str, "The reason in Chinese."),
        "purpose": ShapeField(lambda _: str, "The purpose the question was asked for."),
        "sensitivity": ShapeField(lambda _: str, "How sensitive the field is declared to be."),
        "rings": ShapeField(lambda _: list[str], "The rings of the purpose that hold the entity."),
        "articles": ShapeField(lambda _: list[str], "The articles of law the purpose rests on."),
    },
)
PURPOSE = ObjectShape(
    "PurposeContract",
    "A purpose one can ask for, and what it demands.",
    {
        "name": ShapeField(lambda _: str, "Name, as the basis gives it."),
        "zh": ShapeField(lambda _: str, "Name in Chinese."),
        "description": ShapeField(lambda _: str, "What it is for."),
        "descriptionZh": ShapeField(lambda _: str, "What it is for, in Chinese."),
        "articles": ShapeField(lambda _: list[str], "The articles of law it rests on."),
        "caseRule": ShapeField(lambda _: str, "What the basis case must be."),
        "documents": ShapeField(lambda _: list[str], "Kinds of document, one of which the basis must name."),
        "entities": ShapeField(lambda _: list[str], "Entities it opens."),
    },
)
ME = ObjectShape(
    "Me",
    "The caller, as registered.",
    {
        "card": ShapeField(lambda _: str, "Number of the duty card."),
        "name": ShapeField(lambda _: str, "Name."),
        "agency": ShapeField(lambda _: str, "Code of the agency."),
        "kind": ShapeField(lambda types: types.scalar(AGENCY_KIND), "Kind of agency."),
        "division": ShapeField(lambda _: str, "Division the agency is competent for."),
        "roles": ShapeField(lambda types: listed(types.scalar(ROLE)), "Roles held."),
        "purposes": ShapeField(lambda types: listed(types["PurposeContract"]), "What the caller may ask for."),
    },
)
SHAPES = (WHY, PURPOSE, ME)


def _explain(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    var = compiler.names.variable("n")
    seen = compiler.profile.node(ROOT, var)
    wheres = [f"{var}.id = {compiler.names.parameter(arguments['id'])}", *([seen] if seen else [])]
    types = compiler.profile.visible(ROOT)
    compiler.profile.check_entity(ROOT, selected.key)
    field = itself(arguments["field"], "explainAccess")
    # The reason is worked out from this caller's own rings.
    compiler.alone = "explainAccess"

    def finish(found: Any, _: Traces) -> Any:
        from hub.questions.projection import project

        reason = reason_of(compiler, found["type"], found["id"], field, f"{selected.key}.field")
        owner = compiler.schema.query_type
        assert owner is not None  # noqa: S101 - every API has one
        return project(compiler, owner.fields[selected.name].type, reason, selected.sets)

    expr = Expr(f"{{type: {typename(types, var)}, id: {var}.id}}", By(finish))
    return [f"MATCH ({var}:{ROOT})", f"WHERE {' AND '.join(wheres)}"], expr


def reason_of(compiler: Compiler, entity: str, global_id: str, field: str, at: str) -> dict[str, Any]:
    """Why the caller sees a field of an entity as he does; raises InvalidArgument where there is no such field."""
    profile, purpose = compiler.profile, compiler.profile.purpose
    prop = next((p for p in compiler.model.props(entity) if p.name == field), None)
    if prop is None:
        names = ", ".join(p.name for p in compiler.model.props(entity))
        raise InvalidArgument(f"{entity} has no property of that name.", hint=f"Use one of {names}.", argument=at)
    opened = purpose.opened(entity)
    rings = [ring for ring, _ in opened.rings if global_id in profile.scope.get(ring, ())]
    levels = [shown(purpose, opens, prop, compiler.model) for ring, opens in opened.rings if ring in rings]
    if opened.register is not None:
        levels.append(shown(purpose, opened.register.opens, prop, compiler.model))
    level = max(levels, default=Level.NONE)
    return {
        "level": level.name,
        "reason": _reason(purpose, rings, prop, level, entity),
        "reasonZh": _reason_zh(purpose, rings, prop, level),
        "purpose": purpose.name,
        "sensitivity": prop.sensitivity.value,
        "rings": rings,
        "articles": [str(article) for article in purpose.articles],
    }


_SHOWN = {Level.WHOLE: "whole", Level.MASKED: "masked", Level.NONE: "not at all"}
_SHOWN_ZH = {Level.WHOLE: "完整显示", Level.MASKED: "遮蔽显示", Level.NONE: "不显示"}


def _reason(purpose: Purpose, rings: list[str], prop: Prop, level: Level, entity: str) -> str:
    where = ", ".join(f"'{r.name}' ({r.description.rstrip('.')})" for r in purpose.rings if r.name in rings)
    place = f"The {entity} is in {where}" if where else f"Every {entity} is in the register that is open"
    return (
        f"{place} under {purpose.name}, which shows {prop.sensitivity.value} values of it like "
        f"'{prop.name}' {_SHOWN[level]}."
    )


def _reason_zh(purpose: Purpose, rings: list[str], prop: Prop, level: Level) -> str:
    where = "、".join(r.zh for r in purpose.rings if r.name in rings) or "名录"
    return f"依据“{purpose.zh}”，该对象属于“{where}”，字段“{prop.zh}”（{prop.sensitivity.zh}）{_SHOWN_ZH[level]}。"


def contract(purpose: Purpose) -> dict[str, Any]:
    """A purpose as the API tells it."""
    return {
        "name": purpose.name,
        "zh": purpose.zh,
        "description": purpose.description,
        "descriptionZh": purpose.description_zh,
        "articles": [str(article) for article in purpose.articles],
        "caseRule": purpose.ground.case.value,
        "documents": list(purpose.ground.documents),
        "entities": sorted(entity for entity in MODEL.entities if purpose.opened(entity)),
    }


async def _me(context: ChangeContext, _: dict[str, Any]) -> dict[str, Any]:
    caller = context.caller
    return {
        "card": caller.card,
        "name": caller.name,
        "agency": caller.agency,
        "kind": caller.kind,
        "division": caller.division,
        "roles": sorted(caller.roles),
        "purposes": [contract(purpose) for purpose in context.offered()],
    }


ROOTS = (
    Root(
        "me",
        "The caller, and the purposes open to him. Needs no basis.",
        lambda types: types["Me"],
        lambda _: [],
        compute=_me,
        group=FREE,
    ),
    Root(
        "explainAccess",
        "Why a property of an entity is shown whole, masked or not; null where there is no such entity to be seen.",
        lambda types: optional(types["AccessReason"]),
        lambda _: [
            Arg("id", strawberry.ID, "Global id of the entity."),
            Arg("field", str, "Name of the property, as citizenId."),
        ],
        _explain,
    ),
)
