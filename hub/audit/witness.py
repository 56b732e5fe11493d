"""Logs of one directory bear witness of each other: one that is cut back or rewritten contradicts the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hub.audit import records
from hub.audit.durable_log import RecordDraft
from hub.audit.records import moment
from hub.audit.segments import homes, last_head
from schema.errors import LinkageError


@dataclass
class Witness:
    """Notes siblings' last heads in this log, every so often and only what is new."""

    directory: Path
    own: str
    every: timedelta
    _last: datetime | None = None
    _seen: dict[str, int] = field(default_factory=dict)

    def due(self, now: datetime) -> list[RecordDraft]:
        """The record that is to be written now, if any."""
        if self._last is not None and now - self._last < self.every:
            return []
        self._last = now
        heads = []
        for home in homes(self.directory):
            head = self._new(home) if home.name != self.own else None
            if head is not None:
                heads.append(head)
                self._seen[home.name] = head["size"]
        return [RecordDraft.of({"kind": records.WITNESS, "at": moment(now), "heads": heads})] if heads else []

    def _new(self, home: Path) -> dict[str, Any] | None:
        try:
            head = last_head(home)
        except (OSError, LinkageError):
            # `hub audit verify` reports a sibling that cannot be read; this log's own questions must go on.
            return None
        return head if head is not None and head["size"] != self._seen.get(home.name) else None
