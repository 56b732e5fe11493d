"""`hub audit export`: the log for an auditor; the log records that it is made, and what was in it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from hub.audit.actor import Actor
from hub.audit.export import export as export_logs
from hub.audit.journal import Journal
from hub.audit.keys import Keys
from hub.audit.search import viewer
from hub.commands.audit._given import audited_settings
from hub.shell.recording import with_journal

EXAMPLES = (
    "hub audit export everything",
    "hub audit export for-police --agency 9901GA",
    "python3 for-police/verify.py for-police",
)


def export(
    out: Annotated[Path, typer.Argument(help="Directory to make.")],
    agency: Annotated[
        str | None, typer.Option(help="Code of an agency: its records in clear, all others as hashes.")
    ] = None,
    about_data: Annotated[
        bool, typer.Option("--about-data", help="With --agency: also records of others that returned its data.")
    ] = False,
) -> None:
    """Write the log for an auditor, with a verifier that needs nothing but Python. The export itself is audited."""
    settings = audited_settings()
    keys = Keys(settings.audit_keys_home)
    view = viewer(agency, about_data=about_data) if agency else None

    async def work(journal: Journal) -> dict[str, int]:
        what = f"hub audit export --agency {agency or 'everything'}{' --about-data' if about_data else ''}"
        actor = Actor.operator(agency) if agency else Actor.operator()
        return await journal.record(
            journal.intent(actor, "audit", "export", what),
            lambda: asyncio.to_thread(export_logs, settings.audit_home, keys, out, view),
            lambda shown: {"cost": sum(shown.values())},
        )

    for name, count in with_journal(settings, work).items():
        typer.echo(f"{name}: {count} records in clear")
    typer.echo(f"Check it anywhere, without a hub: python3 {out}/verify.py {out}")
