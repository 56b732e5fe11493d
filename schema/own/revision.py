"""An entry of the revision log (`hub/graph/revisions.py`)."""

from schema.declare_own import OwnNode, held
from schema.values import INTEGER

NODE = OwnNode(
    name="Revision",
    description="An entry of the revision log (`hub/graph/revisions.py`).",
    housekeeping=True,
    in_backup=False,
    also="GraphWrite",
    props=(
        held("at", INTEGER, "When it was written, in milliseconds since 1970.", index="revision_at"),
        held("touched", None, "The marks of what its transaction touches; without it, anything."),
    ),
)
