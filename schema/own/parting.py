"""That what one feed says of a thing was moved to a node of its own."""

from schema.declare_own import OwnNode, held
from schema.values import BOOLEAN, DATE_TIME, INTEGER, TEXT

NODE = OwnNode(
    name="Parting",
    description="That what one feed says of a thing was moved to a node of its own.",
    props=(
        held("from", TEXT, "Key of the node that it was parted from."),
        held("to", TEXT, "Key of its own node."),
        held("feed", TEXT, "The feed."),
        held("batch", TEXT, "The feed's latest batch then."),
        held("whole", BOOLEAN, "Whether all that the feed says of the thing moved."),
        held("at", DATE_TIME, "When it was done."),
        held("by", TEXT, "Who did it."),
        held("reason", TEXT, "Why it was done."),
        held("links", INTEGER, "How many links moved."),
    ),
)
