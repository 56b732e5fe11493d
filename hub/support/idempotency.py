"""The key with which a client repeats a change safely: with the same key the change is made once."""

from __future__ import annotations

from schema.errors import InvalidArgument

LONGEST = 200


def check_key(key: str) -> None:
    """Raise InvalidArgument where the key is empty or too long."""
    if not 1 <= len(key) <= LONGEST:
        raise InvalidArgument(
            "'idempotencyKey' is empty or too long.", hint=f"Use 1 to {LONGEST} characters.", argument="idempotencyKey"
        )
