"""The rules of flags: who raises one, that repeating changes nothing, and that only its own agency withdraws it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from hub.capabilities.flags.writing import Raised, raising, withdrawing
from hub.errors import NotAllowed
from hub.questions.change_and_read import change_and_read
from hub.questions.context import ServiceContext
from hub.support.idempotency import check_key
from schema.errors import Conflict, InvalidArgument, NotFound
from schema.model import MODEL, ROOT
from schema.values import TEXT


async def raise_flag(
    context: ServiceContext,
    ends: Sequence[tuple[str, str]],
    kind: str,
    link: str | None,
    arguments: dict[str, Any],
) -> Any:
    """Raise a flag and return it as it is read; with an idempotency key already used, the flag raised then.

    Raises NotFound where an end, or the link between the two, is not in the graph or cannot be flagged, and Conflict
    where the key has raised another flag: by another officer, with another statement, or on something else.
    """
    if len({global_id_ for global_id_, _ in ends}) != len(ends):
        raise InvalidArgument("'from' and 'to' are the same.", hint="Give two different ids.", argument="to")
    seen, rights = _flag_seen_test(context, len(ends), link, raising=True)
    number = _number(context, arguments.get("idempotencyKey"))
    flag = Raised(
        number,
        {
            "kind": kind,
            "statement": TEXT.parse(arguments["statement"]),
            "evidence": None if arguments.get("evidence") is None else TEXT.parse(arguments["evidence"]),
            "linkKind": link,
        },
        context.caller.agency,
        context.caller.card,
        context.caller.name,
        ends,
        context.now(),
    )
    parameters = {**rights, "ids": [i for i, _ in ends]}
    write = raising(flag, seen, parameters, context.ids)
    written = await change_and_read(context, write, operation="flag.raise")
    if written is None:
        await _refuse_other_flag(context, flag.key)
        raise _not_there(link)
    return written[1]


def _not_there(link: str | None) -> NotFound:
    what = "The entity" if link is None else f"An entity, or a {link} link between the two,"
    return NotFound(
        f"{what} is not in the graph, or the purpose shows no flags on it.",
        hint="Ask for it again and use the id in the answer. You can flag only what belongs to the case.",
    )


def _flag_seen_test(
    context: ServiceContext, count: int, link: str | None, *, raising: bool = False
) -> tuple[str, dict[str, Any]]:
    """Clauses that find the entities of `$ids` as n0, n1 where the caller sees each of them and, where one is flagged,
    the link between the two; and their parameters.

    Nobody flags, or learns by flagging, what the purpose does not show; what is hidden and what is not there are one.
    Nor does anybody raise (`raising`) a flag that could not be seen afterwards, and so never be withdrawn.
    """
    profile = context.profile
    if link is not None:
        profile.check_link(MODEL.link(link), "link")
    nodes = [f"(n{i}:{ROOT} {{id: $ids[{i}]}})" for i in range(count)]
    tests = [profile.node(ROOT, f"n{i}") for i in range(count)]
    text = f"MATCH {', '.join(nodes)}"
    if link is not None:
        # The two ends of a link may come in either order.
        text += f" MATCH (n0)-[r:{link}]-(n1)"
        tests.append(profile.link(MODEL.link(link), "r"))
    if raising:
        flaggable = [profile.flaggable(f"n{i}") for i in range(count)]
        tests.append(None if None in flaggable else f"({' OR '.join(str(each) for each in flaggable)})")
    wheres = [test for test in tests if test is not None]
    text += f" WHERE {' AND '.join(wheres)}" if wheres else ""
    return text, profile.used(text)


async def _refuse_other_flag(context: ServiceContext, key: str) -> None:
    text = "MATCH (f:Entity {key: $key}) RETURN true AS raised"
    if await context.graph.ask_one(text, {"key": key}, operation="flag.key"):
        raise Conflict(
            "The idempotency key has already raised another flag.",
            hint="Use a new key for each flag, and repeat a call as it was, by the same officer.",
            argument="idempotencyKey",
        )


async def withdraw(context: ServiceContext, flag: str, reason: str) -> Any:
    """Withdraw a flag of the caller's own agency and return it as it is read."""
    seen, rights = _flag_seen_test(context, 1, None)
    parameters = {**rights, "ids": [flag]}
    write = withdrawing(flag, context.caller.agency, TEXT.parse(reason), context.now(), seen, parameters)
    written = await change_and_read(context, write, operation="flag.withdraw")
    if written is None:
        raise NotFound("There is no flag with that id.", hint="The field flags lists the ids of flags.")
    done, answer = written
    if not done["own"]:
        raise NotAllowed(
            "The flag was raised by another agency.", hint="Only the agency that raised a flag can withdraw it."
        )
    if done["before"] != "RAISED":
        raise Conflict("The flag is withdrawn already.", hint="You need not do anything.")
    return answer


def _number(context: ServiceContext, idempotency_key: str | None) -> str:
    if idempotency_key is None:
        return context.new_id()
    check_key(idempotency_key)
    text = f"{context.caller.agency}\n{idempotency_key}"
    return "K" + hashlib.sha256(text.encode()).hexdigest()[:24].upper()
