"""`hub load`: agencies' files into the graph, with a report whose counts add up.

What only some loads need (tables, bars, files for an import) is imported where it is used: a load of a small file is
mostly its start.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hub.graph import mode
from hub.graph.client import Graph
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.progress import progress
from loaders.landing.jobs import choose, choose_folder
from loaders.landing.pipeline import Options, Report, load_city
from loaders.landing.pipeline import load as load_files
from schema.errors import SetupError
from schema.values import Realm

if TYPE_CHECKING:
    pass
from typing import Annotated

from hub.commands._load_report import LoadOrder, show_quarantine, tell

EXAMPLES = (
    "hub load police police_residents.csv",
    "hub load bank.accounts 2026-11.jsonl --complete --as-of 2026-11-01",
    "hub load --city .hub/city/town-7 --dry-run",
    "hub load --quarantine 3f2a9c1d8e7b6a50",
    "hub load --city /data/first-fill --as-import /data/import   (files for an empty graph)",
)


def load(
    source: Annotated[
        str | None, typer.Argument(help="Agency ('police'), one feed of it ('police.residents'), or an agency's file.")
    ] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Files of that agency.")] = None,
    city: Annotated[Path | None, typer.Option(help="Load every file of this folder that belongs to a feed.")] = None,
    quarantine: Annotated[str | None, typer.Option(metavar="BATCH", help="Show the rows that did not land.")] = None,
    complete: Annotated[bool, typer.Option(help="The files hold everything: what they lack has ended.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Check everything, write nothing; needs no database.")] = False,
    again: Annotated[bool, typer.Option(help="Load files again that were loaded before.")] = False,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day that the files describe; default: today.")
    ] = None,
    retire_anyway: Annotated[
        bool, typer.Option(help=("With --complete: end what the files lack, even if too many rows are in quarantine."))
    ] = (False),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines instead of tables.")] = False,
    as_import: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write the files of 'neo4j-admin database import' there, for an empty graph; see import.",
        ),
    ] = None,
) -> None:
    """Load files of an agency. Every row lands or is quarantined with its reason; the counts add up."""
    order = LoadOrder(
        source, tuple(files or ()), city, quarantine, complete, dry_run, again, as_of, retire_anyway, as_json, as_import
    )
    order.check()
    seen = _day(order.as_of)
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    if order.quarantine is not None:
        show_quarantine(settings, order.quarantine, as_json=order.json)
        return
    if order.dry_run or order.as_import is not None:
        reports = terminal.run(_load(None, order, seen, settings.realm))
    else:
        with database.opened(settings) as endpoint:

            async def work() -> list[Report]:
                async with await Graph.open(endpoint) as graph:
                    await database.check_version(graph)
                    invented = await mode.takes_invented(graph, demo=settings.demo)
                    return await _load(graph, order, seen, Realm.FICTIONAL if invented else Realm.REAL)

            reports = terminal.run(work())
    tell(reports, order)


async def _load(graph: Graph | None, order: LoadOrder, seen: date | None, realm: Realm) -> list[Report]:
    if order.city is not None and realm is Realm.REAL and (order.city / "truth.json").is_file():
        raise SetupError(
            f"{order.city} holds invented people, and this hub takes real people.",
            hint="Load them into a database of their own with HUB_MODE=demo.",
        )
    with progress() as tell:
        options = Options(
            realm=realm,
            clock=lambda: datetime.now(UTC),
            seen=seen,
            complete=order.complete,
            dry_run=order.dry_run,
            again=order.again,
            retire_anyway=order.retire_anyway,
            progress=tell,
        )
        if order.as_import is not None:
            from loaders.first_fill.fill import fill

            chosen = choose_folder(order.city) if order.city is not None else choose(order.source or "", order.files)
            return await fill(chosen, options, order.as_import, demo=_invented(order.city))
        if order.city is not None:
            return await load_city(graph, order.city, options)
        return await load_files(graph, order.source or "", order.files, options)


def _invented(city: Path | None) -> str | None:
    """How `hub demo` calls the invented city of a folder; None where it is none."""
    if city is None or not (city / "truth.json").is_file():
        return None
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    return f"{truth['size']}/{truth['seed']}"


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("--as-of is a day written as 2026-11-01.") from None
