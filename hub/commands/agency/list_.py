"""`hub agency list`: all agencies."""

from __future__ import annotations

from hub.commands._register import JsonOption, in_register, print_rows

EXAMPLES = (
    "hub agency list",
    "hub agency list --json",
)


def list_(json: JsonOption = False) -> None:
    """List the registered agencies with their state, issuer and names of keys."""
    print_rows(
        in_register(lambda r: r.agencies()), ("code", "name", "kind", "division", "state", "issuer", "keys"), json
    )
