"""`explainAccess`: why a value is shown whole, masked or not at all; and `me`, `purposes`: what the caller may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry import ID, Parent, field

from hub.access import counts_only
from hub.access.answer_summary import AnswerSummary
from hub.access.case_rules import CASE_RULE
from hub.access.declare import FREE, Level, Purpose
from hub.access.field_levels import most_shown
from hub.access.roles import ROLE
from hub.access.sensitivities import SENSITIVITY
from hub.questions.blocks import Expr
from hub.questions.compiler import Compiler, typename
from hub.questions.completion import complete
from hub.questions.context import ServiceContext
from hub.questions.finisher import By
from hub.questions.kinds import api_type
from hub.questions.pattern import where
from hub.questions.resolver import resolver
from hub.questions.selection import Selected
from hub.questions.shape import Arg, Root, listed
from hub.questions.slots import itself
from schema.declare import Prop
from schema.entities.agency import AGENCY_KIND
from schema.errors import InvalidArgument
from schema.model import MODEL, ROOT
from schema.values import choice

LEVEL = choice(
    "AccessLevel",
    {
        "WHOLE": ("完整", "The value is shown whole.", "Whole"),
        "MASKED": ("脱敏", "The value is shown masked.", "Masked"),
        "NONE": ("不可见", "The value is not shown.", "Not shown"),
    },
    zh="可见程度",
)


@strawberry.type(description="Why a value is shown whole, masked or not at all.")
class AccessReason:
    level: str = field(description="How much of it is shown.", graphql_type=api_type(LEVEL))
    reason: str = field(description="The reason in a sentence.")
    reasonZh: str = field(description="The reason in Chinese.")
    purpose: str = field(description="The purpose the question was asked for.")
    sensitivity: str = field(
        description="How sensitive the field is declared to be.", graphql_type=api_type(SENSITIVITY)
    )
    rings: list[str] = field(description="The rings of the purpose that hold the entity.")
    articles: list[str] = field(description="The articles of law the purpose rests on.")
    articlesZh: list[str] = field(description="The articles of law, as a Chinese text names them.")


@strawberry.type(description="A purpose one can ask for, and what it demands.")
class PurposeContract:
    name: str = field(description="Name, as the basis gives it.")
    en: str = field(description="Label in English.")
    zh: str = field(description="Label in Chinese.")
    description: str = field(description="What it is for.")
    descriptionZh: str = field(description="What it is for, in Chinese.")
    articles: list[str] = field(description="The articles of law it rests on.")
    articlesZh: list[str] = field(description="The articles of law, as a Chinese text names them.")
    caseRule: str = field(description="What the basis case must be.", graphql_type=api_type(CASE_RULE))
    documents: list[str] = field(description="Kinds of document, one of which the basis must name.")
    entities: list[str] = field(description="Entities it opens.")
    groups: list[str] = field(description="Groups of root fields it opens, as 'graph', 'flags' or 'listing'.")
    countsOnly: bool = field(description="Whether it answers counts alone.")


@strawberry.type(description="The caller, as registered.")
class Me:
    card: str = field(description="Number of the duty card.")
    name: str = field(description="Name.")
    agency: str = field(description="Code of the agency.")
    kind: str = field(description="Kind of agency.", graphql_type=api_type(AGENCY_KIND))
    division: str = field(description="Division the agency is competent for.")
    roles: list[str] = field(description="Roles held.", graphql_type=listed(api_type(ROLE)))
    purposes: list[PurposeContract] = field(description="What the caller may ask for.")


def _explain(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    var = compiler.names.variable("n")
    seen = counts_only.row(compiler.profile, var)
    by_id = f"{var}.id = {compiler.names.parameter(arguments['id'])}"
    types = compiler.profile.visible(ROOT)
    compiler.profile.check_entity(ROOT, selected.key)
    prop = itself(arguments["field"], "explainAccess")
    # The reason is worked out from this caller's own rings.
    compiler.alone = "explainAccess"

    def finish(found: Any, _: AnswerSummary) -> Any:
        reason = reason_of(compiler, found["type"], found["id"], prop, f"{selected.key}.field")
        owner = compiler.schema.query_type
        assert owner is not None  # noqa: S101 - every API has one
        return complete(compiler, owner.fields[selected.name].type, reason, selected.sets)

    expr = Expr(f"{{type: {typename(types, var)}, id: {var}.id}}", By(finish))
    return [f"MATCH ({var}:{ROOT})", where(by_id, seen)], expr


def reason_of(compiler: Compiler, entity: str, global_id: str, name: str, at: str) -> AccessReason:
    """Why the caller sees a property of an entity as they do; raises InvalidArgument for any other name."""
    profile, purpose = compiler.profile, compiler.profile.purpose
    prop = next((p for p in compiler.model.props(entity) if p.name == name), None)
    if prop is None:
        names = ", ".join(p.name for p in compiler.model.props(entity))
        raise InvalidArgument(f"{entity} has no property with that name.", hint=f"Use one of {names}.", argument=at)
    opened = purpose.opened(entity)
    rings = [ring for ring, _ in opened.rings if global_id in profile.scope.get(ring, ())]
    opens = [opens for ring, opens in opened.rings if ring in rings]
    opens += [] if opened.register is None else [opened.register.opens]
    level = most_shown(purpose, opens, prop, compiler.model)
    return AccessReason(
        level=level.name,
        reason=_reason(purpose, rings, prop, level, entity),
        reasonZh=_reason_zh(purpose, rings, prop, level),
        purpose=purpose.name,
        sensitivity=prop.sensitivity.value,
        rings=rings,
        articles=[str(article) for article in purpose.articles],
        articlesZh=[article.zh for article in purpose.articles],
    )


_SHOWN = {Level.WHOLE: "whole", Level.MASKED: "masked", Level.NONE: "not at all"}
_SHOWN_ZH = {Level.WHOLE: "完整显示", Level.MASKED: "脱敏显示", Level.NONE: "不显示"}


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


def contract(purpose: Purpose) -> PurposeContract:
    """A purpose as the API shows it."""
    return PurposeContract(
        name=purpose.name,
        en=purpose.en,
        zh=purpose.zh,
        description=purpose.description,
        descriptionZh=purpose.description_zh,
        articles=[str(article) for article in purpose.articles],
        articlesZh=[article.zh for article in purpose.articles],
        caseRule=purpose.ground.case.value,
        documents=list(purpose.ground.documents),
        entities=sorted(entity for entity in MODEL.entities if purpose.opened(entity)),
        groups=sorted(purpose.groups),
        countsOnly=purpose.statistics,
    )


@resolver("The caller, and the purposes open to the caller. Needs no basis.", group=FREE)
async def me(context: Parent[ServiceContext]) -> Me:
    caller = context.caller
    return Me(
        card=caller.card,
        name=caller.name,
        agency=caller.agency,
        kind=caller.kind,
        division=caller.division,
        roles=sorted(caller.roles),
        purposes=[contract(purpose) for purpose in context.offered()],
    )


ROOTS = (
    me,
    Root(
        "explainAccess",
        "Why a property of an entity is shown whole, masked or not; null where there is no such entity to be seen.",
        lambda _: AccessReason | None,
        lambda _: [
            Arg("id", ID, "Global id of the entity."),
            Arg("field", str, "Name of the property, as citizenId."),
        ],
        _explain,
    ),
)
