"""`hub audit rotate`: another key signs from now on; prints what agencies need to know."""

from __future__ import annotations

from typing import Annotated

import typer

from hub.audit.journal import Journal
from hub.audit.key_places import keys_of
from hub.audit.key_succession import replace_lost
from hub.audit.key_succession import rotate as rotate_key
from hub.audit.records import ROTATION
from hub.audit.signing import fingerprint
from hub.commands.audit._given import audited_settings
from hub.shell import terminal
from hub.shell.recording import now, with_journal

EXAMPLES = (
    'hub audit rotate --reason "yearly change"',
    'hub audit rotate --lost --reason "disk of the keys broke"',
)


def rotate(
    reason: Annotated[str, typer.Option(help="Why; it is written into the log.")] = "a regular change",
    lost: Annotated[
        bool, typer.Option("--lost", help="The old key is lost for good and cannot confirm the new one.")
    ] = False,
) -> None:
    """Make a new key that signs the log; the old key confirms it. Stop the hubs first; they start with the new key."""
    settings = audited_settings()
    keys, directory, algorithm = keys_of(settings), settings.audit_home, settings.audit_signature
    if lost:
        before, new = replace_lost(directory, keys, algorithm, now, reason)
    else:
        old, new = rotate_key(directory, keys, algorithm, now)
        before = fingerprint(old)
    after = fingerprint(new)

    async def work(journal: Journal) -> None:
        await journal.log.note({"kind": ROTATION, "before": before, "after": after, "lost": lost, "reason": reason})

    with_journal(settings, work)
    typer.echo(after)
    if lost:
        terminal.say(f"✓ The log is signed with {after} from now on. Nobody vouches for it: every check will say so,")
        terminal.say(f"  unless both keys are named: hub audit verify --key {before} --key {after}")
    else:
        terminal.say(f"✓ The log is signed with {after} from now on, and {before} vouches for it.")
    terminal.say("  → Tell the agencies the new fingerprint in writing, and make a backup of the keys.")
