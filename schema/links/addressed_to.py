"""The document is addressed to the agency."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="ADDRESSED_TO",
    zh="送达单位",
    en="Addressed to",
    description="The document is addressed to the agency.",
    reads="{source} is addressed to {target}",
    between=(
        Between(
            "Document",
            "Agency",
            Side("addressees", "Agencies the document is addressed to.", "受文单位", "Addressees"),
            Side("documentsReceived", "Documents addressed to the agency.", "收到的文书", "Documents received"),
        ),
    ),
)
