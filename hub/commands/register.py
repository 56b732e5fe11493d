"""`hub agency …` and `hub officer …`: the register changed and listed by whoever runs the hub."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from hub import logs
from hub.access.registry import ACTIVE, SUSPENDED, Registry
from hub.commands import shell
from hub.graph import Graph
from hub.settings import Settings
from hub.signin.site import CALLBACK
from schema.errors import InvalidArgument
from schema.values.date import SHANGHAI

#: Who changed it, as the register keeps it: whoever holds the database's password needs no card.
BY = "hub shell"
#: No value is cut where the table goes into a file.
_WIDE = 400

Answer = TypeVar("Answer")


def add_agency(code: str, name: str, kind: str, division: str, valid_from: str | None, valid_until: str | None) -> None:
    """Register an agency and say whether it is new."""
    begin, end = _days(valid_from, valid_until)
    new = _do(lambda r: r.agency(code, name, kind, division, valid_from=begin, valid_until=end))
    typer.echo(f"{code} is registered." if new else f"{code} was registered already; it is changed.")
    if new:
        shell.say(f"  → Its tokens are taken once it has keys: hub agency keys {code} --issuer URL --jwks FILE")


def set_keys(code: str, issuer: str, jwks: Path, *, bound: bool) -> None:
    """Set an agency's issuer and keys from a file."""
    try:
        keys = json.loads(jwks.read_text("utf-8"))
    except FileNotFoundError:
        raise InvalidArgument(f"There is no file {jwks}.", hint="Name the agency's JWK set.") from None
    except ValueError:
        raise InvalidArgument(f"{jwks.name} is not JSON.", hint='Write {"keys": [{"kty": "OKP", …}]}.') from None
    _do(lambda r: r.keys(code, issuer, keys, bound=bound))
    typer.echo(f"Tokens of {issuer} are taken for {code}{', bound to a certificate' if bound else ''}.")


def set_sign_in(code: str, issuer: str | None, client: str | None, claim: str, scope: str, *, none: bool) -> None:
    """Set an agency's sign-in, and say what its provider must know."""
    if issuer is None and not none:
        raise InvalidArgument("No provider is named.", hint="Give --issuer and --client-id, or --none.")
    _do(lambda r: r.sign_in(code, issuer, client, claim=claim, scope=scope))
    if issuer is None:
        typer.echo(f"Nobody of {code} signs in any more.")
        return
    url = Settings.from_env().url or "https://…"
    typer.echo(f"Officers of {code} sign in at {issuer}.")
    shell.say(f"  → Let the provider redirect to {url}{CALLBACK}, and after signing out to {url}/")


def add_officer(
    card: str, agency: str, name: str, roles: Sequence[str], valid_from: str | None, valid_until: str | None
) -> None:
    """Register an officer with roles."""
    begin, end = _days(valid_from, valid_until)
    _do(lambda r: r.officer(card, agency, name, roles, valid_from=begin, valid_until=end))
    typer.echo(f"{card} is registered with {agency}: {', '.join(sorted(set(roles)))}.")


def set_roles(card: str, roles: Sequence[str]) -> None:
    """Replace an officer's roles."""
    _do(lambda r: r.roles(card, roles))
    typer.echo(f"{card} holds: {', '.join(sorted(set(roles)))}.")


def suspend(*, code: str | None = None, card: str | None = None, reason: str) -> None:
    """Suspend an agency or an officer."""
    _do(lambda r: r.state(SUSPENDED, code=code, card=card, reason=reason))
    typer.echo(f"{code or card} is suspended from the next request on.")


def restore(*, code: str | None = None, card: str | None = None, reason: str) -> None:
    """Restore an agency or an officer."""
    _do(lambda r: r.state(ACTIVE, code=code, card=card, reason=reason))
    typer.echo(f"{code or card} is let in again.")


def list_agencies(*, as_json: bool) -> None:
    """Print all agencies."""
    _print(_do(lambda r: r.agencies()), ("code", "name", "kind", "division", "state", "issuer", "keys"), as_json)


def list_officers(agency: str | None, *, as_json: bool) -> None:
    """Print officers, of all agencies or of one."""
    _print(_do(lambda r: r.officers(agency)), ("card", "agency", "name", "roles", "state"), as_json)


def _do(work: Callable[[Registry], Coroutine[Any, Any, Answer]]) -> Answer:
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)

    async def run() -> Answer:
        async with await Graph.open(endpoint) as graph:
            await shell.check_version(graph)
            return await work(Registry(graph, settings.realm, lambda: datetime.now(SHANGHAI), BY))

    with shell.database(settings) as endpoint:
        return shell.run(run())


def _days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    begin, end = _day(first, "--valid-from"), _day(last, "--valid-until")
    if begin is not None and end is not None and end < begin:
        raise InvalidArgument("The last day is before the first.", hint="Exchange --valid-from and --valid-until.")
    return begin, end


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidArgument(f"{option} is not a day.", hint="Write it as 2026-11-01.") from None


def _print(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for name in (*columns, "valid"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in columns), _validity(row))
    console = Console(highlight=False, markup=False)
    (console if console.is_terminal else Console(highlight=False, markup=False, width=_WIDE)).print(table)


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _validity(row: Mapping[str, Any]) -> str:
    begin, end = row["validFrom"], row["validUntil"]
    return f"{begin or ''} … {end or ''}" if begin or end else ""
