"""Logs as JSON lines without personal data.

Only what is known to be harmless is written: the hub's own messages, a short list of extra keys, and of an exception
its type and place, never its text, which may hold an identifier. Of libraries' messages only the fact is written,
because they quote what they were given.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

#: What a record may carry beside its message. Neither the officer's card nor anything of a question is among them:
#: who asked what belongs into the audit log, which is kept under other rules.
EXTRAS = (
    "agency",
    "batch",
    "bytes",
    "code",
    "count",
    "errors",
    "incident",
    "left",
    "ms",
    "operation",
    "seconds",
    "skipped",
    "statements",
    "status",
    "version",
    "way",
    "why",
)
#: Whose messages are written; both take care of what they say.
TRUSTED = ("hub", "uvicorn.error")
ROOT = Path(__file__).parents[2]


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().strip() if _trusted(record.name) else f"from {Path(record.pathname).name}",
        }
        line.update((key, getattr(record, key)) for key in EXTRAS if hasattr(record, key))
        problem = record.exc_info[1] if record.exc_info else None
        if problem is not None:
            line["exception"] = type(problem).__name__
            line["at"] = place(problem)
        return json.dumps(line, ensure_ascii=False, default=str)


def place(problem: BaseException) -> str:
    """Where an exception came from: the innermost line of ours, or else the innermost of all."""
    frames = traceback.extract_tb(problem.__traceback__)
    if not frames:
        return "unknown"
    ours = [
        each for each in frames if Path(each.filename).is_relative_to(ROOT) and "site-packages" not in each.filename
    ]
    found = (ours or frames)[-1]
    return f"{'/'.join(Path(found.filename).parts[-2:])}:{found.lineno}"


def set_up(level: int, stream: TextIO | None = None) -> None:
    """Write all logs of this process as JSON lines, to standard error by default."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in TRUSTED:
        logging.getLogger(name).setLevel(level)
    # Warnings of Python and libraries belong to developers; they go where tests see them.
    logging.raiseExceptions = False


def _trusted(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in TRUSTED)
