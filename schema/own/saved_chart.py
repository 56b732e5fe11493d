"""A chart that an officer saved in the workbench."""

from schema.declare_own import OwnNode, held
from schema.values import CASE_NUMBER, DATE_TIME, INTEGER, TEXT

NODE = OwnNode(
    name="SavedChart",
    description="A chart that an officer saved in the workbench.",
    key=("id",),
    constraint="saved_chart",
    spent="expiresAt",
    removable=True,
    props=(
        held("id", TEXT, "Id of the chart."),
        held("card", TEXT, "Card of the officer.", index="saved_chart_card"),
        held("agency", TEXT, "Agency of the officer."),
        held("lastKey", TEXT, "Idempotency key that it was saved with last."),
        held("title", TEXT, "What the officer called it."),
        held("content", TEXT, "Ids, places and filters, as JSON."),
        held("purpose", TEXT, "Purpose of the basis that it was saved under."),
        held("case", CASE_NUMBER, "Case of the basis."),
        held("nodes", INTEGER, "How many nodes it has."),
        held("links", INTEGER, "How many links it has."),
        held("savedAt", DATE_TIME, "When it was saved last."),
        held("expiresAt", DATE_TIME, "When it is removed.", index="saved_chart_expiry"),
    ),
)
