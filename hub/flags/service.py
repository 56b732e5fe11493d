"""The rules of flags: who raises one, that repeating changes nothing, and that only its own agency withdraws it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from hub.changes import ChangeContext
from hub.cypher import load
from schema.errors import Conflict, InvalidArgument, NotAllowed, NotFound
from schema.identity import global_id, natural_key
from schema.model import MODEL, ROOT
from schema.values import TEXT


async def raise_flag(
    context: ChangeContext,
    ends: Sequence[tuple[str, str]],
    kind: str,
    link: str | None,
    arguments: dict[str, Any],
) -> str:
    """Raise a flag and return its global id; with an idempotency key already used, the flag raised then.

    Raises NotFound where an end, or the link between the two, is not in the graph, and Conflict where the key has
    raised a flag of another kind or on something else.
    """
    if len({global_id_ for global_id_, _ in ends}) != len(ends):
        raise InvalidArgument("'from' and 'to' are the same.", hint="Give two different ids.", argument="to")
    await _check_seen(context, [global_id_ for global_id_, _ in ends], link)
    number = _number(context, arguments.get("idempotencyKey"))
    key = natural_key("Flag", number)
    caller, now = context.caller, context.now()
    flag = {
        "flagNo": number,
        "kind": kind,
        "state": "RAISED",
        "statement": TEXT.parse(arguments["statement"]),
        "evidence": None if arguments.get("evidence") is None else TEXT.parse(arguments["evidence"]),
        "linkKind": link,
    }
    agency, officer = natural_key("Agency", caller.agency), natural_key("Officer", caller.card)
    parameters = {
        "ends": [{"id": i, "end": end} for i, end in ends],
        "link": link,
        "key": key,
        "id": global_id(context.secret, key),
        "flag": {name: value for name, value in flag.items() if value is not None},
        "agency": {"key": agency, "id": global_id(context.secret, agency), "code": caller.agency},
        "officer": {
            "key": officer,
            "id": global_id(context.secret, officer),
            "cardNo": caller.card,
            "name": caller.name,
        },
        "seen": now.date(),
        "raisedAt": now,
    }
    (rows,) = await context.graph.write([(load(__package__, "raise_flag"), parameters)], operation="flag.raise")
    if not rows:
        await _refuse_other_flag(context, key)
        raise _not_there(link)
    return str(rows[0]["id"])


def _not_there(link: str | None) -> NotFound:
    what = "The entity" if link is None else f"An entity, or a {link} link between the two,"
    return NotFound(f"{what} is not in the graph.", hint="Ask for it again and use the id you get.")


async def _check_seen(context: ChangeContext, ids: Sequence[str], link: str | None) -> None:
    """Raise NotFound unless the caller sees every entity and, where one is flagged, the link between the two.

    Nobody flags, or learns by flagging, what the purpose does not show; what is hidden and what is not there are one.
    """
    profile = context.profile
    if link is not None:
        profile.check_link(MODEL.link(link), "link")
    nodes = [f"(n{i}:{ROOT} {{id: $ids[{i}]}})" for i in range(len(ids))]
    tests = [profile.node(ROOT, f"n{i}") for i in range(len(ids))]
    text = f"MATCH {', '.join(nodes)}"
    if link is not None:
        # A link may be told either way round.
        text += f" MATCH (n0)-[r:{link}]-(n1)"
        tests.append(profile.link(MODEL.link(link), "r"))
    wheres = [test for test in tests if test is not None]
    text += (f" WHERE {' AND '.join(wheres)}" if wheres else "") + " RETURN true AS seen LIMIT 1"
    parameters = {"ids": list(ids), **profile.used(text)}
    if not await context.graph.ask_one(text, parameters, operation="flag.seen"):
        raise _not_there(link)


async def _refuse_other_flag(context: ChangeContext, key: str) -> None:
    text = "MATCH (f:Entity {key: $key}) RETURN true AS raised"
    if await context.graph.ask_one(text, {"key": key}, operation="flag.key"):
        raise Conflict(
            "The idempotency key has already raised another flag.",
            hint="Use a new key for each flag.",
            argument="idempotencyKey",
        )


async def withdraw(context: ChangeContext, flag: str, reason: str) -> str:
    """Withdraw a flag of the caller's own agency and return its global id."""
    try:
        await _check_seen(context, [flag], None)
    except NotFound:
        raise NotFound("There is no flag of that id.", hint="Ask flags for the ids of flags.") from None
    parameters = {
        "id": flag,
        "agency": context.caller.agency,
        "withdrawnAt": context.now(),
        "reason": TEXT.parse(reason),
    }
    (rows,) = await context.graph.write([(load(__package__, "withdraw_flag"), parameters)], operation="flag.withdraw")
    if not rows:
        raise NotFound("There is no flag of that id.", hint="Ask flags for the ids of flags.")
    if not rows[0]["own"]:
        raise NotAllowed("The flag was raised by another agency.", hint="Only the agency that raised it withdraws it.")
    if rows[0]["before"] != "RAISED":
        raise Conflict("The flag is withdrawn already.", hint="Nothing is left to do.")
    return flag


def _number(context: ChangeContext, idempotency_key: str | None) -> str:
    if idempotency_key is None:
        return context.new_id()
    if not 1 <= len(idempotency_key) <= 200:
        raise InvalidArgument(
            "'idempotencyKey' is empty or too long.", hint="Use 1 to 200 characters.", argument="idempotencyKey"
        )
    text = f"{context.caller.agency}\n{idempotency_key}"
    return "K" + hashlib.sha256(text.encode()).hexdigest()[:24].upper()
