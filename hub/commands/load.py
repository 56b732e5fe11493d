"""`hub load`: agencies' files into the graph, with a report whose counts add up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from hub import logs
from hub.commands import shell
from hub.commands.progress import progress
from hub.graph import Graph
from hub.settings import Settings
from loaders.filling import handover
from loaders.filling.fill import fill
from loaders.jobs import choose, choose_folder
from loaders.pipeline import Options, Report, load_city, quarantine
from loaders.pipeline import load as load_files
from schema.errors import IntakeError, SetupError
from schema.values import Realm

HELD = "MATCH (m:HubMeta {name: 'hub'}) RETURN coalesce(m.demo, m.demoBegun) AS demo LIMIT 1"
_WIDE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    source: str | None = None
    files: tuple[Path, ...] = ()
    city: Path | None = None
    quarantine: str | None = None
    complete: bool = False
    dry_run: bool = False
    again: bool = False
    as_of: str | None = None
    retire_anyway: bool = False
    json: bool = False
    as_import: Path | None = None

    def check(self) -> None:
        """Refuse what makes no sense, as misuse of the command line."""
        ways = [self.source is not None, self.city is not None, self.quarantine is not None]
        if sum(ways) != 1:
            raise typer.BadParameter("Name an agency and its files, or --city FOLDER, or --quarantine BATCH.")
        if self.source is not None and not self.files:
            raise typer.BadParameter(f"Name the files of {self.source} to load.")
        if self.city is not None and not self.city.is_dir():
            raise typer.BadParameter(f"There is no folder {self.city}.")
        if self.as_import is not None and (self.quarantine or self.dry_run or self.again or self.retire_anyway):
            raise typer.BadParameter(
                "--as-import writes files for an empty graph: it goes with an agency's files or --city FOLDER,"
                " --complete, --as-of and --json alone."
            )


def load(wish: Wish) -> None:
    """Do it and report."""
    wish.check()
    seen = _day(wish.as_of)
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    if wish.quarantine is not None:
        _show_quarantine(settings, wish.quarantine, as_json=wish.json)
        return
    if wish.dry_run or wish.as_import is not None:
        reports = shell.run(_load(None, wish, seen, settings.realm))
    else:
        with shell.database(settings) as endpoint:

            async def work() -> list[Report]:
                async with await Graph.open(endpoint) as graph:
                    await shell.check_version(graph)
                    invented = await graph.ask_one(HELD, {}, operation="load.realm")
                    return await _load(graph, wish, seen, Realm.FICTIONAL if invented else settings.realm)

            reports = shell.run(work())
    _tell(reports, wish)


async def _load(graph: Graph | None, wish: Wish, seen: date | None, realm: Realm) -> list[Report]:
    if wish.city is not None and realm is Realm.REAL and (wish.city / "truth.json").is_file():
        raise SetupError(
            f"{wish.city} holds invented people, and this hub takes real ones.",
            hint="Load them into a database of their own with HUB_MODE=demo.",
        )
    with progress() as tell:
        options = Options(
            realm=realm,
            clock=lambda: datetime.now(UTC),
            seen=seen,
            complete=wish.complete,
            dry_run=wish.dry_run,
            again=wish.again,
            retire_anyway=wish.retire_anyway,
            progress=tell,
        )
        if wish.as_import is not None:
            chosen = choose_folder(wish.city) if wish.city is not None else choose(wish.source or "", wish.files)
            return await fill(chosen, options, wish.as_import, demo=_invented(wish.city))
        if wish.city is not None:
            return await load_city(graph, wish.city, options)
        return await load_files(graph, wish.source or "", wish.files, options)


def _tell(reports: list[Report], wish: Wish) -> None:
    dry_run = wish.dry_run
    if wish.json:
        for each in reports:
            typer.echo(json.dumps(_plain(each), ensure_ascii=False))
    else:
        _table(reports)
    rejected = [each for each in reports if each.quarantined]
    if rejected:
        total = sum(each.quarantined for each in rejected)
        shell.say(f"! {total} rows did NOT land{' and would be' if dry_run else '; they are'} in quarantine:")
        for each in rejected:
            reasons = ", ".join(f"{reason} ×{count}" for reason, count in each.reasons.most_common(5))
            shell.say(f"!   {each.file}: {each.quarantined}{f' ({reasons})' if reasons else ''}")
            if not dry_run and wish.as_import is None:
                shell.say(f"!     hub load --quarantine {each.batch}")
    for each in reports:
        if each.refused:
            shell.say(f"! {each.file}: nothing was ended. {each.refused}")
        if each.ignored:
            shell.say(f"! {each.file}: columns that the feed does not declare: {', '.join(each.ignored)}")
    if wish.as_import is not None:
        held = handover.read(wish.as_import)
        shell.say(
            f"{wish.as_import} holds {held.node_count:,} nodes and {held.link_count:,} links, for an EMPTY graph:"
        )
        shell.say(f"  hub import {wish.as_import}   (the embedded database; {handover.README} there: a server's)")


def _invented(city: Path | None) -> str | None:
    """How `hub demo` calls the invented city of a folder; None where it is none."""
    if city is None or not (city / "truth.json").is_file():
        return None
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    return f"{truth['size']}/{truth['seed']}"


def _table(reports: list[Report]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("feed")
    table.add_column("file")
    for name in ("rows", "landed", "quarantined", "ended", "seconds"):
        table.add_column(name, justify="right")
    table.add_column("")
    sums: Counter[str] = Counter()
    for each in reports:
        table.add_row(
            each.feed,
            each.file,
            f"{each.total:,}",
            f"{each.landed:,}",
            f"{each.quarantined:,}",
            f"{each.retired:,}",
            f"{each.seconds:.1f}",
            "loaded before" if each.already else "",
        )
        sums.update(total=each.total, landed=each.landed, quarantined=each.quarantined, retired=each.retired)
    table.add_row(
        "all",
        "",
        *(f"{sums[name]:,}" for name in ("total", "landed", "quarantined", "retired")),
        f"{sum(each.seconds for each in reports):.1f}",
        style="bold",
    )
    _console().print(table)


def _plain(report: Report) -> dict[str, Any]:
    return {
        "feed": report.feed,
        "file": report.file,
        "batch": report.batch,
        "rows": report.total,
        "landed": report.landed,
        "quarantined": report.quarantined,
        "ended": report.retired,
        "seconds": round(report.seconds, 3),
        "already": report.already,
        "reasons": dict(report.reasons),
        "ignored": list(report.ignored),
        "refused": report.refused,
    }


def _show_quarantine(settings: Settings, batch: str, *, as_json: bool) -> None:
    async def work() -> list[dict[str, Any]]:
        async with await Graph.open(endpoint) as graph:
            if await graph.ask_one("MATCH (b:Batch {id: $id}) RETURN b.id", {"id": batch}, operation="batch") is None:
                raise IntakeError(
                    "There is no batch of this id.", hint="The report of hub load names the batch of each file."
                )
            return await quarantine(graph, batch)

    with shell.database(settings) as endpoint:
        rows = shell.run(work())
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False, default=str))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("line", "column", "value", "reason", "hint"):
        table.add_column(name, overflow="fold")
    for row in rows:
        for place, problem in enumerate(row["problems"]):
            line = "" if place else str(row["line"])
            table.add_row(line, problem["column"], problem["value"], problem["reason"], problem["hint"])
    _console().print(table)
    shell.say(f"{len(rows)} rows of {rows[0]['file']}" if rows else "No row of this batch is in quarantine.")


def _console() -> Console:
    console = Console(highlight=False, markup=False)
    # In a pipe there is no width to fit: no value is cut.
    return console if console.is_terminal else Console(highlight=False, markup=False, width=_WIDE)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("--as-of is a day written as 2026-11-01.") from None
