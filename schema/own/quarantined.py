"""A row of a batch that could not land."""

from schema.declare_own import OwnNode, held
from schema.values import INTEGER, TEXT

NODE = OwnNode(
    name="Quarantined",
    description="A row of a batch that could not land.",
    key=("batch", "line"),
    constraint="quarantined_line",
    removable=True,
    props=(
        held("batch", TEXT, "Id of the batch."),
        held("line", INTEGER, "Line of the file."),
        held("feed", TEXT, "Feed of the batch."),
        held("file", TEXT, "Name of the file."),
        held("column", TEXT, "Column of the first problem."),
        held("value", TEXT, "The value there, masked."),
        held("code", TEXT, "Code of the problem."),
        held("reason", TEXT, "What is wrong."),
        held("hint", TEXT, "How to mend it."),
        held("others", TEXT, "The other problems of the row, each as JSON.", many=True),
    ),
)
