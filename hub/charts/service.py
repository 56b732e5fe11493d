"""The rules of saved charts: each officer's own, so many, for so long, and nothing in them that somebody is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson

from hub.changes import ChangeContext
from hub.cypher import load
from schema.errors import Conflict, InvalidArgument, LimitExceeded, NotFound
from schema.identity import global_id
from schema.values import CASE_NUMBER, TEXT

#: Half a year after it was saved last: a procedure that is still open then has been looked at since.
DAYS = 180
MOST_CHARTS = 100
LONGEST_TITLE = 60
_NUMBER = re.compile(r"[0-9０-９]{6}")
#: What makes finding one fast.
CONSTRAINTS = (
    "CREATE CONSTRAINT saved_chart IF NOT EXISTS FOR (c:SavedChart) REQUIRE c.id IS UNIQUE",
    "CREATE INDEX saved_chart_card IF NOT EXISTS FOR (c:SavedChart) ON (c.card)",
    "CREATE INDEX saved_chart_expiry IF NOT EXISTS FOR (c:SavedChart) ON (c.expiresAt)",
)


async def own(context: ChangeContext, chart: str | None) -> list[dict[str, Any]]:
    """The caller's charts, or the one of an id with its content."""
    parameters = {**_owner(context), "id": chart, "now": context.now()}
    found = await context.graph.ask_one(load(__package__, "own_charts"), parameters, operation="charts.own")
    return [dict(each) for each in found or ()]


async def save(context: ChangeContext, key: str, title: str, content: str, replaced: str | None) -> dict[str, Any]:
    """Save a chart, or save it again in place of one's own; with a key already used, the chart saved then.

    Raises InvalidArgument, NotFound, Conflict, LimitExceeded.
    """
    _check_key(key)
    now, held = context.now(), orjson.loads(content)
    chart = {
        "title": _title(title),
        "content": content,
        "purpose": context.profile.purpose.name,
        "case": _case(context),
        "nodes": len(held["nodes"]),
        "links": len(held.get("links", ())),
        "savedAt": now,
        "expiresAt": now + timedelta(days=DAYS),
    }
    parameters = {
        **_owner(context),
        "id": replaced or global_id(context.secret, f"chart\n{context.caller.card}\n{key}"),
        "replaces": replaced is not None,
        "most": MOST_CHARTS,
        "chart": chart,
        "key": key,
        "now": now,
    }
    # It changes nobody's rights, so that it makes no revision.
    state, saved = await context.graph.change(load(__package__, "save_chart"), parameters, operation="charts.save")
    if state == "MISSING":
        raise _not_there()
    if state == "OTHER":
        raise Conflict(
            "The idempotency key has already saved another chart.",
            hint="Use a new key for each chart and each change of it.",
            argument="idempotencyKey",
        )
    if state == "FULL":
        raise LimitExceeded(
            f"You have {MOST_CHARTS} saved charts.", hint="Delete one.", limit="charts", allowed=MOST_CHARTS
        )
    return _told(saved)


async def delete(context: ChangeContext, chart: str) -> dict[str, Any]:
    """Delete a chart of the caller's own and answer what it was; raises NotFound."""
    parameters = {**_owner(context), "id": chart}
    deleted, was = await context.graph.change(load(__package__, "delete_chart"), parameters, operation="charts.delete")
    if not deleted:
        raise _not_there()
    return _told(was)


def _case(context: ChangeContext) -> str | None:
    """The case of the basis, which says in which matter the chart was drawn; admission has read its number."""
    basis = context.basis
    return None if basis is None or basis.case is None else CASE_NUMBER.parse(basis.case, context.realm)


def _owner(context: ChangeContext) -> dict[str, str]:
    return {"card": context.caller.card, "agency": context.caller.agency}


def _told(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"purpose": None, "case": None, **chart}


def _not_there() -> NotFound:
    return NotFound("You have no saved chart of that id.", hint="Ask savedCharts for the ids of yours.")


def _check_key(key: str) -> None:
    if not 1 <= len(key) <= 200:
        raise InvalidArgument(
            "'idempotencyKey' is empty or too long.", hint="Use 1 to 200 characters.", argument="idempotencyKey"
        )


def _title(text: str) -> str:
    title = TEXT.parse(text)
    if len(title) > LONGEST_TITLE or _NUMBER.search(title):
        raise InvalidArgument(
            f"The title has more than {LONGEST_TITLE} characters, or a number of six digits and more.",
            hint="Name the matter, not the person: no identity, phone or account numbers.",
            argument="title",
        )
    return title
