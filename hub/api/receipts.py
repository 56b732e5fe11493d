"""Which receipt a request wants: a short one, or a full one, by `extensions.receipt` or the header Linkage-Receipt."""

from __future__ import annotations

from typing import Any

from schema.errors import InvalidArgument

HEADER = "Linkage-Receipt"
#: A short receipt is the signed head and the place of the record; a full one has the proof too.
SHORT, FULL = "short", "full"
_HINT = f'Write "{FULL}" for a receipt with its proof, "{SHORT}" or nothing for one without.'


def wants_proof(header: str | None, extension: Any) -> bool:
    """Whether the receipt is to carry its proof; raises InvalidArgument where two ways disagree or none is known."""
    named = {at: value for at, value in ((HEADER, header), ("extensions.receipt", extension)) if value is not None}
    for at, value in named.items():
        if value not in (SHORT, FULL):
            raise InvalidArgument(f"'{at}' is not a kind of receipt.", hint=_HINT, argument=at)
    if len(set(named.values())) > 1:
        raise InvalidArgument(
            f"The header {HEADER} and 'extensions.receipt' want different receipts.",
            hint="Name the receipt in one of the two.",
            argument="extensions.receipt",
        )
    return FULL in named.values()
