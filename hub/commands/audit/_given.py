"""What the verbs of the audit log are given: a log that is there, heads and receipts in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from hub.audit.keys import Keys
from hub.audit.segments import homes
from hub.settings import Settings
from schema.errors import InvalidArgument, NotFound, SetupError


def audited_settings() -> Settings:
    """The settings; raises SetupError where there is no audit log, or its keys are not there."""
    settings = Settings.from_env()
    if not homes(settings.audit_home):
        raise SetupError(
            f"There is no audit log in {settings.audit_home}.",
            hint="Name its directory: HUB_AUDIT=… (or HUB_DATA=…). A hub begins its log when it starts.",
        )
    if not Keys(settings.audit_keys_home).public():
        raise SetupError(
            f"The keys of the audit log are not in {settings.audit_keys_home}.",
            hint="Name their directory: HUB_AUDIT_KEYS=…",
        )
    return settings


def home_of(settings: Settings, log: str) -> Path:
    """The directory of a log; raises NotFound."""
    for home in homes(settings.audit_home):
        if home.name == log:
            return home
    raise NotFound(f"There is no log {log}.", hint="hub audit head lists the logs.")


def read_object(path: Path) -> dict[str, Any]:
    """The one JSON object of a file; raises InvalidArgument."""
    found = read_objects(path)
    if len(found) != 1:
        raise InvalidArgument(
            f"{path.name} holds {len(found)} objects instead of one.", hint="Write each object into a file of its own."
        )
    return found[0]


def read_objects(path: Path) -> list[dict[str, Any]]:
    """One JSON object, or one a line, as `hub audit head` prints them."""
    try:
        text = path.read_text("utf-8")
        try:
            found = [json.loads(text)]
        except ValueError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except FileNotFoundError:
        raise InvalidArgument(f"There is no file {path}.", hint="Name a file.") from None
    except ValueError:
        raise InvalidArgument(f"{path.name} is not JSON.", hint="Give the file as the hub wrote it.") from None
    if not all(isinstance(each, dict) and {"log", "rootHash", "signature"} <= each.keys() for each in found):
        raise InvalidArgument(
            f"{path.name} is neither a head nor a receipt.", hint="Give the file as the hub wrote it."
        )
    return found


def print_json(data: object) -> None:
    """Print it as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
