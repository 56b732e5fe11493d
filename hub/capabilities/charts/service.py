"""The rules of saved charts: limits for each officer on number, age and content (no names)."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import Any

import orjson

from hub.errors import LimitExceeded
from hub.graph.statements import load
from hub.questions.context import ServiceContext
from hub.support.idempotency import check_key
from schema.errors import Conflict, InvalidArgument, NotFound
from schema.statements.own import ForgetSpent, KeepOwn, RemoveOwn
from schema.statements.write import At, Found, Lock, OnlyIf, Read, writing
from schema.values import CASE_NUMBER, TEXT

#: Half a year after it was saved last: a procedure that is still open then has been looked at since.
DAYS = 180
MOST_CHARTS = 100
LONGEST_TITLE = 60
_NUMBER = re.compile(r"[0-9]{6}")
#: Days may stand in a title, and no other digits in groups.
_DAY = re.compile(r"(?<![0-9])[12][0-9]{3}[-/.年][01]?[0-9][-/.月][0-3]?[0-9]日?(?![0-9])")
_WRITTEN_OUT = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")


async def own(context: ServiceContext, chart: str | None) -> list[dict[str, Any]]:
    """The caller's charts, or the one of an id with its content."""
    parameters = {**_owner(context), "id": chart, "now": context.now()}
    found = await context.graph.ask_one(load(__package__, "own_charts"), parameters, operation="charts.own")
    return [dict(each) for each in found or ()]


async def save(context: ServiceContext, key: str, title: str, content: str, replaced: str | None) -> dict[str, Any]:
    """Save a chart, or save it again in place of one's own; with a key already used, the chart saved then.

    Raises InvalidArgument, NotFound, Conflict, LimitExceeded.
    """
    check_key(key)
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
    ids = (replaced,) if replaced else context.ids.possible(f"chart\n{context.caller.card}\n{key}")
    parameters = {
        **_owner(context),
        "ids": ids,
        "replaces": replaced is not None,
        "most": MOST_CHARTS,
        "chart": {"title": chart["title"], "content": content},
        "key": key,
    }
    kept = KeepOwn(At("kept", "SavedChart"), {"id": Found("id")}, {**chart, **_owner(context), "lastKey": key})
    write = writing(
        Read("MATCH (officer:RegisteredOfficer {cardNo: $card, agency: $agency})"),
        # One officer saves one chart at a time, so that they are counted.
        Lock("officer"),
        ForgetSpent("SavedChart", now),
        Read(load(__package__, "chart_state")),
        OnlyIf("state = 'SAVED'", (kept,)),
        Read("OPTIONAL MATCH (x:SavedChart {id: id}) WHERE state IN ['SAVED', 'REPEATED']"),
        returns="RETURN state, x {.*, savedAt: toString(x.savedAt), expiresAt: toString(x.expiresAt)} AS chart",
        parameters=parameters,
    )
    written = await context.graph.change(write, operation="charts.save")
    state, saved = written or ("MISSING", {})
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
    return dict(saved)


async def delete(context: ServiceContext, chart: str) -> dict[str, Any]:
    """Delete a chart of the caller's own and answer what it was; raises NotFound."""
    write = writing(
        Read(load(__package__, "chart_to_delete")),
        RemoveOwn(At("c", "SavedChart")),
        returns="RETURN chart IS NOT NULL AS deleted, chart",
        parameters={**_owner(context), "id": chart},
    )
    deleted = await context.graph.change(write, operation="charts.delete")
    if deleted is None or not deleted[0]:
        raise _not_there()
    return dict(deleted[1])


def _case(context: ServiceContext) -> str | None:
    """The case of the basis, which says in which matter the chart was drawn; admission has read its number."""
    basis = context.basis
    return None if basis is None or basis.case is None else CASE_NUMBER.parse(basis.case, context.realm)


def _owner(context: ServiceContext) -> dict[str, str]:
    return {"card": context.caller.card, "agency": context.caller.agency}


def _not_there() -> NotFound:
    return NotFound("You have no saved chart with that id.", hint="savedCharts lists the ids of your charts.")


def _title(text: str) -> str:
    title = TEXT.parse(text)
    if len(title) > LONGEST_TITLE or _holds_number(title):
        raise InvalidArgument(
            f"The title has more than {LONGEST_TITLE} characters, or a number of six or more digits, also in groups.",
            hint="Name the matter, not the person: no identity, phone or account numbers.",
            argument="title",
        )
    return title


def _holds_number(title: str) -> bool:
    """Whether six digits follow each other with no letter between, in whatever script and however they are grouped."""
    plain = _DAY.sub("x", unicodedata.normalize("NFKC", title).translate(_WRITTEN_OUT))
    digits = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in plain if each.isalnum())
    return _NUMBER.search("".join(digits)) is not None
