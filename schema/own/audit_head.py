"""The last head of an audit log that the graph remembers."""

from schema.declare_own import OwnNode, held
from schema.values import TEXT

NODE = OwnNode(
    name="AuditHead",
    description="The last head of an audit log that the graph remembers.",
    key=("log", "place"),
    constraint="audit_head",
    housekeeping=True,
    props=(
        held("log", TEXT, "Id of the log."),
        held("place", TEXT, "Machine and directory of the log."),
        held("head", TEXT, "The head, as JSON."),
    ),
)
