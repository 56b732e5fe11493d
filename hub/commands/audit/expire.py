"""`hub audit expire`: removes records that are old enough, and says what went."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from hub.audit.expiry import Expired
from hub.audit.expiry import expire as expire_records
from hub.audit.journal import Journal
from hub.commands.audit._given import audited_settings
from hub.shell import terminal
from hub.shell.recording import now, with_journal

EXAMPLES = ('hub audit expire --before 2023-11-01 --reason "retention of three years"',)


def expire(
    before: Annotated[str, typer.Option(metavar="DATE", help="Records written before this day go.")],
    reason: Annotated[str, typer.Option(help="Why; it is written into the log.")] = "the retention has ended",
) -> None:
    """Remove old records for good. Their hashes stay, so that everything else can still be proven."""
    settings = audited_settings()
    try:
        day = date.fromisoformat(before)
    except ValueError:
        terminal.say("✗ --before is not a date. Write it as 2023-11-01.")
        raise typer.Exit(terminal.MISUSED) from None

    async def work(journal: Journal) -> list[Expired]:
        today = now().date()
        return await expire_records(settings.audit_home, journal.log, day, today, settings.audit_retention, reason)

    gone = with_journal(settings, work)
    for each in gone:
        typer.echo(f"{each.log}: {each.removed} of the records {each.first} to {each.end - 1} removed, hashes kept")
    if not gone:
        typer.echo(f"No segment was written wholly before {day}; nothing was removed.")
