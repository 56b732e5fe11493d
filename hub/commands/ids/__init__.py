"""Global ids: the key that makes them."""

EXAMPLES = ("hub ids rotate",)
