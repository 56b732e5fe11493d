"""`hub sdl`: the GraphQL schema as text."""

from __future__ import annotations

import typer

from hub.api.schema import build_api
from schema.values import Realm


def sdl() -> None:
    """Print it; the realm changes which identifiers are accepted, not the types."""
    typer.echo(build_api(Realm.REAL).sdl, nl=False)
