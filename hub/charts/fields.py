"""`savedCharts`, `saveChart`, `deleteChart`: what an officer arranged in the workbench, to be opened again."""

from __future__ import annotations

from typing import Any

import strawberry

from hub.access.declare import CHARTS
from hub.changes import Change, ChangeContext
from hub.charts import service
from hub.charts.content import CONTENT
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, Types, listed, optional
from schema.values import DATE_TIME

KINDS = (CONTENT,)
CHART = ObjectShape(
    "SavedChart",
    "A chart that the caller saved: global ids, places and filters, without any facts. (保存的图)",
    {
        "id": ShapeField(lambda _: strawberry.ID, "Id of the chart; it says nothing."),
        "title": ShapeField(lambda _: str, "What the officer called it."),
        "content": ShapeField(
            lambda types: optional(types.scalar(CONTENT)),
            "What it holds; null in a list of all, given where one is asked for by its id.",
        ),
        "nodes": ShapeField(lambda _: int, "How many nodes it has."),
        "links": ShapeField(lambda _: int, "How many links it has."),
        "purpose": ShapeField(lambda _: optional(str), "Purpose of the basis it was saved under."),
        "case": ShapeField(lambda _: optional(str), "Case of the basis it was saved under."),
        "savedAt": ShapeField(lambda types: types.scalar(DATE_TIME), "When it was saved last."),
        "expiresAt": ShapeField(
            lambda types: types.scalar(DATE_TIME), f"When it is removed: {service.DAYS} days after it was saved last."
        ),
    },
)
SHAPES = (CHART,)


def _save_args(types: Types) -> list[Arg]:
    return [
        Arg("idempotencyKey", str, "Repeating a call with the same key saves nothing twice."),
        Arg("title", str, f"What to call it, in at most {service.LONGEST_TITLE} characters; no names, no numbers."),
        Arg("content", types.scalar(CONTENT), "What it holds."),
        Arg("id", optional(strawberry.ID), "A chart of one's own to be replaced; a new one where it is left out."),
    ]


async def _own(context: ChangeContext, given: dict[str, Any]) -> list[dict[str, Any]]:
    return await service.own(context, given.get("id"))


async def _save(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await service.save(context, given["idempotencyKey"], given["title"], given["content"], given.get("id"))


async def _delete(context: ChangeContext, given: dict[str, Any]) -> dict[str, Any]:
    return await service.delete(context, given["id"])


ROOTS = (
    Root(
        "savedCharts",
        "The charts that the caller saved, the last saved first. (本人保存的图)",
        lambda types: optional(listed(types["SavedChart"])),
        lambda _: [Arg("id", optional(strawberry.ID), "The one of this id alone, with its content.")],
        compute=_own,
        group=CHARTS,
    ),
)
CHANGES = (
    Change(
        "saveChart",
        "Save a chart, or save it again in place of one's own. (保存图)",
        CHART.name,
        _save_args,
        _save,
        CHARTS,
        computed=True,
    ),
    Change(
        "deleteChart",
        "Delete a chart of one's own; answers what it was. (删除图)",
        CHART.name,
        lambda _: [Arg("id", strawberry.ID, "Id of the chart.")],
        _delete,
        CHARTS,
        computed=True,
    ),
)
