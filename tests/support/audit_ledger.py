"""What the audit's tests share: a clock that is set, ids that count, questions, and logs in their own directory."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hub.audit import verify_standalone
from hub.audit.actor import Actor
from hub.audit.durable_log import LogLimits
from hub.audit.export import export
from hub.audit.key_succession import vouched
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.audit.records import Ending, Intent, Outcome, Receipt, moment
from hub.audit.search import Viewer
from hub.audit.signing import ED25519, Signer, signer_of
from hub.support.disk import Disk

Answer = TypeVar("Answer")
POLICE, HOUSING = "9901GA", "12990100MBTE5T0C0Q"
START = datetime(2026, 11, 22, 8, tzinfo=UTC)


@cache
def signer(algorithm: str = ED25519, seed: int = 1) -> Signer:
    """A signer with a key that tests know."""
    return signer_of(algorithm, hashlib.sha256(bytes([seed])).digest())


@dataclass
class Ledger:
    """An audit directory and a clock; each reading of the clock is a second later than the one before."""

    directory: Path
    at: datetime = START
    limits: LogLimits = field(default_factory=lambda: LogLimits(segment_bytes=6000))
    signer: Signer = field(default_factory=signer)
    disk: Disk = field(default_factory=Disk)
    _ids: Iterator[int] = field(default_factory=count)

    def now(self) -> datetime:
        """The time by this clock."""
        self.at += timedelta(seconds=1)
        return self.at

    @property
    def keys(self) -> Keys:
        """The directory of keys; it publishes the signer's."""
        keys = Keys(self.directory / "keys")
        keys.home.mkdir(parents=True, exist_ok=True)
        keys.publish(self.signer)
        return keys

    def succeed(self, new: Signer) -> None:
        """Have another key sign from now on, for which the one before vouches."""
        self.keys.publish(new, vouched(new, self.signer, moment(self.at)))
        self.signer = new

    def open(self, hub: str = "hub") -> AuditLog:
        """A log in this directory."""
        return AuditLog.open(
            self.directory,
            signer=self.signer,
            hub=hub,
            now=self.now,
            new_id=lambda: f"q{next(self._ids)}",
            limits=self.limits,
            disk=self.disk,
        )

    @contextmanager
    def log(self, hub: str = "hub") -> Iterator[AuditLog]:
        """A log, closed afterwards."""
        log = self.open(hub)
        try:
            yield log
        finally:
            log.close()

    def intent(self, agency: str = POLICE, card: str = "示0102-A-017", **more: Any) -> Intent:
        """A question of an agency."""
        given = {"operation_kind": "query", "document_sha256": "d0", **more}
        return Intent(at=self.now(), actor=Actor.officer(agency, card), **given)

    async def ask(self, log: AuditLog, agency: str = POLICE, outcome: Ending = "ANSWERED", **more: Any) -> Receipt:
        """Ask a question and have it answered."""
        about = {name: more.pop(name) for name in ("entities", "sources", "errors") if name in more}
        ticket = await log.intent(self.intent(agency, **more))
        return await log.outcome(ticket, Outcome(at=self.now(), outcome=outcome, **about), proof=True)

    def export(self, name: str = "export", viewer: Viewer | None = None) -> Path:
        """An export of all that is there."""
        out = self.directory.parent / name
        export(self.directory, self.keys, out, viewer)
        return out


def run(work: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    """Run something in an event loop of its own, as the property tests need it."""
    return asyncio.run(work())


def verified(arguments: Sequence[str]) -> tuple[int, list[str]]:
    """Run the standalone verifier with these arguments; its exit code and what it found wrong."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = verify_standalone.main(list(arguments))
    return code, [line[7:] for line in out.getvalue().splitlines() if line.startswith("WRONG  ")]
