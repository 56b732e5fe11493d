"""`savedCharts`, `saveChart`, `deleteChart`: what an officer arranged in the workbench, to be opened again."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import ID, UNSET, Parent, argument, field

from hub.capabilities.charts import service
from hub.capabilities.charts.content import CONTENT
from hub.questions.context import ServiceContext
from hub.questions.kinds import api_type
from hub.questions.resolver import from_row, resolver
from schema.values import DATE_TIME

#: The group of these root fields: what a purpose opens.
CHARTS = "charts"


@strawberry.type(
    description="A chart that the caller saved: global ids, places and filters, without any facts. (保存的图)"
)
class SavedChart:
    id: ID = field(description="Id of the chart; it says nothing.")
    title: str = field(description="What the officer called it.")
    content: str | None = field(
        description="What it holds; null in a list of all, given where one is asked for by its id.",
        graphql_type=api_type(CONTENT) | None,
    )
    nodes: int = field(description="How many nodes it has.")
    links: int = field(description="How many links it has.")
    purpose: str | None = field(description="Purpose of the basis it was saved under.", default=None)
    case: str | None = field(description="Case of the basis it was saved under.", default=None)
    savedAt: str = field(description="When it was saved last.", graphql_type=api_type(DATE_TIME))
    expiresAt: str = field(
        description=f"When it is removed: {service.DAYS} days after it was saved last.",
        graphql_type=api_type(DATE_TIME),
    )


@resolver("The charts that the caller saved, the last saved first. (本人保存的图)", group=CHARTS)
async def saved_charts(
    context: Parent[ServiceContext],
    id: Annotated[ID | None, argument("The one of this id alone, with its content.")] = UNSET,
) -> list[SavedChart] | None:
    return [from_row(SavedChart, each) for each in await service.own(context, id)]


@resolver("Save a chart, or save it again in place of one's own. (保存图)", group=CHARTS)
async def save_chart(
    context: Parent[ServiceContext],
    idempotency_key: Annotated[str, argument("Repeating a call with the same key saves nothing twice.")],
    title: Annotated[
        str, argument(f"What to call it, in at most {service.LONGEST_TITLE} characters; no names, no numbers.")
    ],
    content: Annotated[str, argument("What it holds.", graphql_type=api_type(CONTENT))],
    id: Annotated[ID | None, argument("A chart of one's own to be replaced; a new one where it is left out.")] = UNSET,
) -> SavedChart:
    return from_row(SavedChart, await service.save(context, idempotency_key, title, content, id))


@resolver("Delete a chart of one's own; answers what it was. (删除图)", group=CHARTS)
async def delete_chart(
    context: Parent[ServiceContext],
    id: Annotated[ID, argument("Id of the chart.")],
) -> SavedChart:
    return from_row(SavedChart, await service.delete(context, id))


ROOTS = (saved_charts,)
CHANGES = (save_chart, delete_chart)
