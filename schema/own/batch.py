"""A file of a feed: what of it was taken in, and when."""

from schema.declare_own import OwnNode, held
from schema.values import BOOLEAN, DATE, DATE_TIME, INTEGER, TEXT

NODE = OwnNode(
    name="Batch",
    description="A file of a feed: what of it was taken in, and when.",
    key=("id",),
    constraint="batch_id",
    props=(
        held("id", TEXT, "Id: the same whenever the file is sent again."),
        held("feed", TEXT, "The feed."),
        held("agency", TEXT, "Code of the agency."),
        held("file", TEXT, "Name of the file."),
        held("digest", TEXT, "SHA-256 of the file."),
        held("state", TEXT, "RUNNING or COMPLETE."),
        held("seen", DATE, "The day that the file speaks for."),
        held("complete", BOOLEAN, "Whether the file holds all that the feed asserts."),
        held("total", INTEGER, "Rows of the file."),
        held("line", INTEGER, "The last line that was taken in."),
        held("landed", INTEGER, "Rows that landed."),
        held("quarantined", INTEGER, "Rows in quarantine."),
        held("nameless", INTEGER, "Rows in quarantine that do not say which record they are about."),
        held("phase", INTEGER, "Which pass over the file it is."),
        held("kinds", TEXT, "Kinds of link that its rows stated.", many=True),
        held("leftOut", TEXT, "Values that have no place in the graph, counted, as JSON."),
        held("startedAt", DATE_TIME, "When the load began."),
        held("finishedAt", DATE_TIME, "When it was complete."),
    ),
)
