"""Changes of flags: raise one on an entity or a link, withdraw one's own."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.access.declare import FLAGS
from hub.capabilities.flags import service
from hub.questions.change import Change
from hub.questions.context import ServiceContext
from hub.questions.kinds import api_type
from hub.questions.links import LINK_KIND
from hub.questions.selection import enum_name
from hub.questions.shape import Arg, Types
from schema.model import MODEL

_KIND = MODEL.prop("Flag", "kind").kind
_KEY = Arg("idempotencyKey", str | None, "Repeating a call with the same key raises no second flag.")


def _statement_args() -> list[Arg]:
    return [
        Arg("statement", str, "What you state, in a sentence."),
        Arg("evidence", str | None, "What the statement rests on."),
        _KEY,
    ]


def _entity_args(types: Types) -> list[Arg]:
    return [
        Arg("id", strawberry.ID, "Global id."),
        Arg("kind", api_type(_KIND), "Kind of flag."),
        *_statement_args(),
    ]


def _link_args(types: Types) -> list[Arg]:
    return [
        Arg("from", strawberry.ID, "Global id of the one end."),
        Arg("to", strawberry.ID, "Global id of the other end."),
        Arg("link", api_type(LINK_KIND), "Kind of the link between them."),
        Arg("kind", api_type(_KIND), "Kind of flag."),
        *_statement_args(),
    ]


def _withdraw_args(types: Types) -> list[Arg]:
    return [Arg("id", strawberry.ID, "Global id of the flag."), Arg("reason", str, "Why it is withdrawn.")]


async def _raise_on_entity(context: ServiceContext, arguments: dict[str, Any]) -> Any:
    return await service.raise_flag(
        context, [(arguments["id"], "ENTITY")], str(enum_name(arguments["kind"])), None, arguments
    )


async def _raise_on_link(context: ServiceContext, arguments: dict[str, Any]) -> Any:
    ends = [(arguments["from"], "SOURCE"), (arguments["to"], "TARGET")]
    return await service.raise_flag(
        context, ends, str(enum_name(arguments["kind"])), str(enum_name(arguments["link"])), arguments
    )


async def _withdraw(context: ServiceContext, arguments: dict[str, Any]) -> Any:
    return await service.withdraw(context, arguments["id"], arguments["reason"])


CHANGES = (
    Change(
        "flagEntity", "Flag an entity for the other agencies. (标记实体)", "Flag", _entity_args, _raise_on_entity, FLAGS
    ),
    Change("flagLink", "Flag a link between two entities. (标记关系)", "Flag", _link_args, _raise_on_link, FLAGS),
    Change("withdrawFlag", "Withdraw a flag of one's own agency. (撤回标记)", "Flag", _withdraw_args, _withdraw, FLAGS),
)
