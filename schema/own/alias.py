"""What a data set calls a node that the hub knows by its number."""

from schema.declare_own import OwnNode, held
from schema.values import TEXT

NODE = OwnNode(
    name="Alias",
    description="What a data set calls a node that the hub knows by its number.",
    key=("key",),
    constraint="alias_key",
    props=(
        held("key", TEXT, "The key that the data set's own id makes."),
        held("of", TEXT, "Key of the node."),
    ),
)
