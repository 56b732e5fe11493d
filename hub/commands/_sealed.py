"""What the verbs `backup` and `restore` share: the passphrase, the record in the log, and the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from hub.audit.actor import Actor
from hub.audit.journal import Journal
from hub.serving import logs
from hub.settings import Settings
from schema.errors import SetupError

MANIFEST = "manifest.json"


async def recorded_verb(journal: Journal, verb: str, work: Callable[[], Awaitable[Counter[str]]]) -> Counter[str]:
    """Do something that stands in the log before it begins and when it has ended."""
    intent = journal.intent(Actor.operator(), "audit", verb, f"hub {verb}")
    return await journal.record(intent, work, lambda counts: {"cost": counts["nodes"] + counts["links"]})


def settings_and_passphrase() -> tuple[Settings, str]:
    """The settings, and the passphrase of backups; raises SetupError where there is none."""
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    if settings.backup_key is None:
        raise SetupError(
            "No passphrase for backups is set.",
            hint="Set HUB_BACKUP_KEY, or HUB_BACKUP_KEY_FILE to a file that holds it: openssl rand -base64 32",
            variable="HUB_BACKUP_KEY",
        )
    return settings, settings.backup_key


def summary(file: Path, counts: Counter[str]) -> str:
    """What a backup holds, in one line."""
    words = ", ".join(f"{counts[name]} {name}" for name in ("nodes", "links", "logs", "keys", "files"))
    return f"{file}: {words}"
