"""Changes of flags: raise one on an entity or a link, withdraw one's own."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.changes import Change, ChangeContext
from hub.flags import service
from hub.questions.links import LINK_KIND, plain
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
        Arg("kind", types.scalar(_KIND), "Kind of flag."),
        *_statement_args(),
    ]


def _link_args(types: Types) -> list[Arg]:
    return [
        Arg("from", strawberry.ID, "Global id of the one end."),
        Arg("to", strawberry.ID, "Global id of the other end."),
        Arg("link", types.scalar(LINK_KIND), "Kind of the link between them."),
        Arg("kind", types.scalar(_KIND), "Kind of flag."),
        *_statement_args(),
    ]


def _withdraw_args(types: Types) -> list[Arg]:
    return [Arg("id", strawberry.ID, "Global id of the flag."), Arg("reason", str, "Why it is withdrawn.")]


async def _raise_on_entity(context: ChangeContext, arguments: dict[str, Any]) -> Any:
    return await service.raise_flag(
        context, [(arguments["id"], "ENTITY")], str(plain(arguments["kind"])), None, arguments
    )


async def _raise_on_link(context: ChangeContext, arguments: dict[str, Any]) -> Any:
    ends = [(arguments["from"], "SOURCE"), (arguments["to"], "TARGET")]
    return await service.raise_flag(
        context, ends, str(plain(arguments["kind"])), str(plain(arguments["link"])), arguments
    )


async def _withdraw(context: ChangeContext, arguments: dict[str, Any]) -> Any:
    return await service.withdraw(context, arguments["id"], arguments["reason"])


CHANGES = (
    Change("flagEntity", "Flag an entity for the other agencies. (标记实体)", "Flag", _entity_args, _raise_on_entity),
    Change("flagLink", "Flag a link between two entities. (标记关系)", "Flag", _link_args, _raise_on_link),
    Change("withdrawFlag", "Withdraw a flag of one's own agency. (撤回标记)", "Flag", _withdraw_args, _withdraw),
)
