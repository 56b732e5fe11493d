"""What `hub load` is asked for, and what it says: reports whose counts add up, and rows in quarantine."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hub.graph.client import Graph
from hub.settings import Settings
from hub.shell import database, terminal
from loaders.landing.pipeline import Report, apart, quarantine
from schema.errors import IntakeError

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 200
#: How many fields a report names of those whose values are left out.
_TOLD = 30


@dataclass(frozen=True, slots=True)
class LoadOrder:
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


def tell(reports: list[Report], order: LoadOrder) -> None:
    """Say what landed and what did not; counts go to standard output."""
    dry_run = order.dry_run
    if order.json:
        for each in reports:
            typer.echo(json.dumps(_report_as_json(each), ensure_ascii=False))
    else:
        _table(reports)
    rejected = [each for each in reports if each.quarantined]
    if rejected:
        total = sum(each.quarantined for each in rejected)
        terminal.say(f"! {total} rows did NOT land{' and would be' if dry_run else '; they are'} in quarantine:")
        for each in rejected:
            reasons = ", ".join(f"{reason} ×{count}" for reason, count in each.reasons.most_common(5))
            terminal.say(f"!   {each.file}: {each.quarantined}{f' ({reasons})' if reasons else ''}")
            if not dry_run and order.as_import is None:
                terminal.say(f"!     hub load --quarantine {each.batch}")
    for each in reports:
        if each.apart:
            terminal.say(
                f"! {each.file}: {each.apart} rows landed with a party apart, which has no number that joins it"
            )
            if not dry_run and order.as_import is None:
                terminal.say(f"!     hub load --quarantine {each.batch}")
        if each.undecided:
            terminal.say(
                f"! {each.file}: {each.undecided} lines link to things that the file does not hold;"
                " only a load says whether they land, and which of their values do"
            )
        if each.refused:
            terminal.say(f"! {each.file}: nothing was ended. {each.refused}")
        if each.ignored:
            terminal.say(f"! {each.file}: columns that the feed does not declare: {', '.join(each.ignored)}")
        if each.left_out:
            told = [f"{reason} ×{count}" for reason, count in each.left_out.most_common(_TOLD)]
            more = f"; {len(each.left_out) - _TOLD} more with --json" if len(each.left_out) > _TOLD else ""
            total = each.left_out.total()
            terminal.say(f"! {each.file}: {total} values have no place in the graph ({', '.join(told)}{more})")
    if order.as_import is not None:
        from loaders.first_fill import handover

        held = handover.read(order.as_import)
        terminal.say(
            f"{order.as_import} holds {held.node_count:,} nodes and {held.link_count:,} links, for an EMPTY graph:"
        )
        terminal.say(f"  hub import {order.as_import}   (the embedded database; {handover.README} there: a server's)")


def _table(reports: list[Report]) -> None:
    from rich.table import Table

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


def _report_as_json(report: Report) -> dict[str, Any]:
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
        "apart": report.apart,
        "undecided": report.undecided,
        "ignored": list(report.ignored),
        "left_out": dict(report.left_out.most_common()),
        "refused": report.refused,
    }


def show_quarantine(settings: Settings, batch: str, *, as_json: bool) -> None:
    """Print the rows of a batch that did not land, with their reasons; raises IntakeError for an unknown batch."""

    async def work() -> list[dict[str, Any]]:
        async with await Graph.open(endpoint) as graph:
            if await graph.ask_one("MATCH (b:Batch {id: $id}) RETURN b.id", {"id": batch}, operation="batch") is None:
                raise IntakeError(
                    "There is no batch of this id.", hint="The report of hub load names the batch of each file."
                )
            return [*await quarantine(graph, batch), *await apart(graph, batch)]

    from rich.table import Table

    with database.opened(settings) as endpoint:
        rows = terminal.run(work())
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
    terminal.say(f"{len(rows)} rows of {rows[0]['file']}" if rows else "No row of this batch is in quarantine.")


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    # In a pipe there is no width to fit: no value is cut.
    return console if console.is_terminal else Console(highlight=False, markup=False, width=_WIDE)
