"""Sessions of browsers: the keys that seal them."""

EXAMPLES = (
    "hub session rotate",
    "hub session rotate --end",
)
