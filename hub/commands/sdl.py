"""`hub sdl`: the GraphQL schema as text."""

from __future__ import annotations

import typer

from hub.api.schema import build_api
from schema.values import Realm

EXAMPLES = ("hub sdl", "hub sdl > schema/schema.graphql")


def sdl() -> None:
    """Print the GraphQL schema."""
    # The realm changes which identifiers are accepted, not the types.
    typer.echo(build_api(Realm.REAL).sdl, nl=False)
