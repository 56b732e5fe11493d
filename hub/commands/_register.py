"""What the verbs of the register share: their arguments, a change with its record in the log, and the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from hub.access.registry import Registry
from hub.audit.actor import Actor
from hub.backup.register_mirror import mirror
from hub.graph import mode
from hub.graph.client import Graph
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.recording import opened
from schema.errors import InvalidArgument
from schema.values.date import SHANGHAI

#: The name of the changer in the register: the holder of the database's password needs no card.
BY = "hub shell"
#: No value is cut where the table goes into a file.
_WIDE = 400

Answer = TypeVar("Answer")

CodeOption = Annotated[str, typer.Argument(metavar="CODE", help="Code of the agency, as its tokens name it.")]
CardOption = Annotated[
    str, typer.Argument(metavar="CARD", help="Number of the officer's duty card, the subject of tokens.")
]
ReasonOption = Annotated[str, typer.Option(help="Why; it is kept with the registration.")]
From = Annotated[str | None, typer.Option(metavar="DATE", help="First day of validity; default: today.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day of validity; default: no end.")]
Roles = Annotated[list[str], typer.Option(metavar="ROLE", help="A role held; repeat it for several.")]
JsonOption = Annotated[bool, typer.Option(help="Print JSON lines instead of a table.")]


def in_register(
    work: Callable[[Registry], Coroutine[Any, Any, Answer]], change: Mapping[str, str] | None = None
) -> Answer:
    """Do it with the register; `change` is what the audit log says of it: the change and its subject."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)

    async def run() -> Answer:
        async with await Graph.open(endpoint) as graph:
            await database.check_version(graph)
            if change is not None and settings.demo:
                # No invented agency is registered among real ones.
                await mode.takes_invented(graph, demo=True)
            registry = Registry(graph, settings.realm, lambda: datetime.now(SHANGHAI), BY)
            if change is None:
                done = await work(registry)
            else:
                what = json.dumps(change, sort_keys=True)
                async with opened(settings) as journal:
                    intent = journal.intent(Actor.operator(), "shell", "register", what, changes=(change,))
                    done = await journal.record(intent, lambda: work(registry), failed="REFUSED")
            # At once: a graph that is restored after this must not undo it.
            await mirror(graph, settings.audit_home)
            return done

    with database.opened(settings) as endpoint:
        return terminal.run(run())


def days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """The first and last day on which a registration counts; raises InvalidArgument."""
    begin, end = _day(first, "--valid-from"), _day(last, "--valid-until")
    if begin is not None and end is not None and end < begin:
        raise InvalidArgument("The last day is before the first.", hint="Exchange --valid-from and --valid-until.")
    return begin, end


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidArgument(f"{option} is not a day.", hint="Write it as 2026-11-01.") from None


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """Print rows as a table, or as JSON lines."""
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
