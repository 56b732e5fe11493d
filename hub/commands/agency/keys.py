"""`hub agency keys`: the issuer and the keys of an agency, from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from hub.commands._register import CodeOption, in_register
from schema.errors import InvalidArgument

EXAMPLES = (
    "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json",
    "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json --bound",
)


def keys(
    code: CodeOption,
    issuer: Annotated[str, typer.Option(metavar="URL", help="The `iss` of the agency's tokens.")],
    jwks: Annotated[Path, typer.Option(metavar="FILE", help="Public keys as a JWK set (RFC 7517).")],
    bound: Annotated[
        bool, typer.Option("--bound", help="Accept only tokens that are bound to a client certificate.")
    ] = False,
) -> None:
    """Set an agency's issuer and public keys; tokens of keys that are no longer in the set end at once."""
    try:
        keys = json.loads(jwks.read_text("utf-8"))
    except FileNotFoundError:
        raise InvalidArgument(f"There is no file {jwks}.", hint="Name the file with the agency's JWK set.") from None
    except ValueError:
        raise InvalidArgument(f"{jwks.name} is not JSON.", hint='Write {"keys": [{"kty": "OKP", …}]}.') from None
    in_register(lambda r: r.keys(code, issuer, keys, bound=bound), {"field": "hub agency keys", "agency": code})
    typer.echo(f"Tokens of {issuer} are taken for {code}{', bound to a certificate' if bound else ''}.")
