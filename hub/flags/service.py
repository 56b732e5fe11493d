"""The rules of flags: who raises one, that repeating changes nothing, and that only its own agency withdraws it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from hub.changes import ChangeContext
from hub.changing import change
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
) -> Any:
    """Raise a flag and return it as it is read; with an idempotency key already used, the flag raised then.

    Raises NotFound where an end, or the link between the two, is not in the graph, and Conflict where the key has
    raised a flag of another kind or on something else.
    """
    if len({global_id_ for global_id_, _ in ends}) != len(ends):
        raise InvalidArgument("'from' and 'to' are the same.", hint="Give two different ids.", argument="to")
    seen, rights = _seen(context, len(ends), link)
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
        **rights,
        "ids": [i for i, _ in ends],
        "sides": [end for _, end in ends],
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
    subjects = ", ".join(f"n{i}" for i in range(len(ends)))
    text = f"{seen}\nWITH DISTINCT [{subjects}] AS subjects, $sides AS sides\n{load(__package__, 'raise_flag')}"
    written = await change(context, text, parameters, operation="flag.raise")
    if written is None:
        await _refuse_other_flag(context, key)
        raise _not_there(link)
    return written[1]


def _not_there(link: str | None) -> NotFound:
    what = "The entity" if link is None else f"An entity, or a {link} link between the two,"
    return NotFound(f"{what} is not in the graph.", hint="Ask for it again and use the id you get.")


def _seen(context: ChangeContext, count: int, link: str | None) -> tuple[str, dict[str, Any]]:
    """Clauses that find the entities of `$ids` as n0, n1 where the caller sees each of them and, where one is flagged,
    the link between the two; and their parameters.

    Nobody flags, or learns by flagging, what the purpose does not show; what is hidden and what is not there are one.
    """
    profile = context.profile
    if link is not None:
        profile.check_link(MODEL.link(link), "link")
    nodes = [f"(n{i}:{ROOT} {{id: $ids[{i}]}})" for i in range(count)]
    tests = [profile.node(ROOT, f"n{i}") for i in range(count)]
    text = f"MATCH {', '.join(nodes)}"
    if link is not None:
        # A link may be told either way round.
        text += f" MATCH (n0)-[r:{link}]-(n1)"
        tests.append(profile.link(MODEL.link(link), "r"))
    wheres = [test for test in tests if test is not None]
    text += f" WHERE {' AND '.join(wheres)}" if wheres else ""
    return text, profile.used(text)


async def _refuse_other_flag(context: ChangeContext, key: str) -> None:
    text = "MATCH (f:Entity {key: $key}) RETURN true AS raised"
    if await context.graph.ask_one(text, {"key": key}, operation="flag.key"):
        raise Conflict(
            "The idempotency key has already raised another flag.",
            hint="Use a new key for each flag.",
            argument="idempotencyKey",
        )


async def withdraw(context: ChangeContext, flag: str, reason: str) -> Any:
    """Withdraw a flag of the caller's own agency and return it as it is read."""
    seen, rights = _seen(context, 1, None)
    parameters = {
        **rights,
        "ids": [flag],
        "agency": context.caller.agency,
        "withdrawnAt": context.now(),
        "reason": TEXT.parse(reason),
    }
    text = f"{seen}\nWITH n0 AS n WHERE n:Flag\n{load(__package__, 'withdraw_flag')}"
    written = await change(context, text, parameters, operation="flag.withdraw")
    if written is None:
        raise NotFound("There is no flag of that id.", hint="Ask flags for the ids of flags.")
    done, answer = written
    if not done["own"]:
        raise NotAllowed("The flag was raised by another agency.", hint="Only the agency that raised it withdraws it.")
    if done["before"] != "RAISED":
        raise Conflict("The flag is withdrawn already.", hint="Nothing is left to do.")
    return answer


def _number(context: ChangeContext, idempotency_key: str | None) -> str:
    if idempotency_key is None:
        return context.new_id()
    if not 1 <= len(idempotency_key) <= 200:
        raise InvalidArgument(
            "'idempotencyKey' is empty or too long.", hint="Use 1 to 200 characters.", argument="idempotencyKey"
        )
    text = f"{context.caller.agency}\n{idempotency_key}"
    return "K" + hashlib.sha256(text.encode()).hexdigest()[:24].upper()
