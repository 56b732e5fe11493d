"""What the audit log says of a piece of work: its intent before it runs, its outcome before its answer leaves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Protocol

from hub.access.admission import Admitted
from hub.audit.actor import Actor
from hub.audit.journal import Journal
from hub.audit.keys import PublicKeys
from hub.audit.log import AuditLog
from hub.audit.records import MOST_REPEATED, Ending, Intent
from hub.errors import BasisNeeded, BasisRefused, NotADebtorOfCase, NotAllowed, NotOpen, Unauthenticated
from hub.operations.answer import Answer
from hub.operations.hashes import Hashes
from hub.operations.progress import WorkProgress
from hub.support.background import in_thread_if
from schema.errors import InvalidValue
from schema.values import CASE_NUMBER, Realm

#: Bytes that an outcome has for each entity, and besides what it repeats, with the head over it.
_ENTITY, _OUTCOME = 23, 900
_NUMBER = re.compile(r"[0-9]{6}")
_REFUSALS = frozenset(each.code for each in (NotAllowed, BasisNeeded, BasisRefused, NotOpen, NotADebtorOfCase))


class Recording(Protocol):
    """Where the stages record work."""

    async def open(self, progress: WorkProgress) -> None:
        """Write the intent, unless it is written; raises AuditUnavailable, and then nothing may run."""

    async def close(self, progress: WorkProgress, answer: Answer) -> dict[str, Any]:
        """Write the outcome; what the answer says of it.

        Raises AuditUnavailable, and then the answer must not leave.
        """

    async def cancel(self, progress: WorkProgress) -> None:
        """Write that nobody waits for the answer any more."""


@dataclass(frozen=True)
class Recorder:
    """Records work in a log; `key` is that of the hashes that stand for what was asked about.

    `published` gives the public keys that ever signed heads, by their fingerprints.
    """

    log: AuditLog
    key: bytes
    realm: Realm
    now: Callable[[], datetime]
    published: Callable[[], PublicKeys] = dict

    @cached_property
    def journal(self) -> Journal:
        """Where records are opened and closed."""
        return Journal(self.log, self.now)

    @cached_property
    def hashes(self) -> Hashes:
        """What stands for texts that nobody may read in the log."""
        return Hashes(self.key, self.realm)

    async def open(self, progress: WorkProgress) -> None:
        """Write the intent, unless it is written: a change's is on disk when this returns, a query's with its outcome.

        Raises AuditUnavailable, and then nothing may run.
        """
        if progress.record is not None:
            return
        work = progress.work
        intent = await in_thread_if(work.large, self._intent, progress)
        progress.record = await self.journal.open(intent, durable=work.changes, started=progress.started)
        progress.unweighed += progress.record.ticket.bytes

    async def close(self, progress: WorkProgress, answer: Answer) -> dict[str, Any]:
        """Write the outcome; the receipt. Raises AuditUnavailable, and then the answer must not leave."""
        record, result = progress.record, answer.result
        assert record is not None  # noqa: S101 - opened before
        said = {
            "errors": answer.codes,
            "bytes": len(result),
            "answer_sha256": hashlib.sha256(result).hexdigest() if result else None,
            **_describe_data(progress),
        }
        receipt = await record.close(_ending(answer), proof=progress.work.proof, **said)
        # What an outcome repeats of a long intent is its hash alone.
        progress.unweighed += min(record.ticket.bytes, MOST_REPEATED) + _ENTITY * len(said["entities"]) + _OUTCOME
        return {"receipt": receipt.as_json()}

    async def cancel(self, progress: WorkProgress) -> None:
        """Write that nobody waits for the answer any more."""
        if progress.record is not None:
            await progress.record.close("CANCELLED", **_describe_data(progress))

    async def turned_away(self, way: str, count: int) -> None:
        """Write that this number of requests was turned away for this reason; raises AuditUnavailable."""
        named = f"{count} turned away: {way}"
        record = await self.journal.open(self.journal.intent(Actor.stranger(), "entry", named, named))
        await record.close("REFUSED", errors=(Unauthenticated.code,))

    def _intent(self, progress: WorkProgress) -> Intent:
        work, bearer, basis = progress.work, progress.bearer, progress.basis
        description = work.description(self.hashes)
        return Intent(
            at=self.now(),
            actor=work.actor or Actor.officer(bearer.agency, bearer.card, _role(progress.admitted)),
            purpose=None if basis is None else self._purpose(basis.purpose, progress),
            case=None if basis is None or basis.case is None else self._case(basis.case),
            document=None if basis is None or basis.document is None else self._document(basis.document, progress),
            operation_kind=description.kind,
            operation_name=None if description.name is None else self._name(description.name),
            document_sha256=description.sha256,
            variables=description.about,
            changes=description.changes,
        )

    def _purpose(self, name: str, progress: WorkProgress) -> str:
        # What is no purpose's name may be anything, also somebody's number.
        return name if progress.admitted is not None else self.hashes.text(name)

    def _case(self, text: str) -> str:
        number = _case_number(text, self.realm)
        return self.hashes.text(text) if number is None else number

    def _document(self, number: str, progress: WorkProgress) -> str:
        # It was looked up only where the purpose needs a document; else it may be anything too.
        known = progress.admitted is not None and progress.admitted.profile.purpose.ground.documents
        return number if known else self.hashes.text(number)

    def _name(self, name: str) -> str:
        # The client names the operation, and may have written a number into it.
        return self.hashes.text(name) if _NUMBER.search(name) else name[:100]


def _describe_data(progress: WorkProgress) -> dict[str, Any]:
    """What the outcome says of the data that was given, and of its cost."""
    if progress.admitted is None:
        return {"cost": progress.units, "entities": ()}
    traces = progress.admitted.traces
    return {
        "cost": progress.units,
        "entities": tuple(traces.entities),
        "masked": sorted(traces.masked),
        "sources": sorted(traces.sources),
    }


@lru_cache(maxsize=10_000)
def _case_number(text: str, realm: Realm) -> str | None:
    try:
        return CASE_NUMBER.parse(text, realm)
    except InvalidValue:
        return None


def _ending(answer: Answer) -> Ending:
    if answer.down or answer.incident is not None:
        return "FAILED"
    if not answer.ran:
        return "REFUSED"
    # Where nothing at all came of it, and the caller had no right to any of it, it was no answer.
    nothing = answer.data is None or all(value is None for value in answer.data.values())
    refused = nothing and bool(answer.codes) and all(code in _REFUSALS for code in answer.codes)
    return "REFUSED" if refused else "ANSWERED"


def _role(admitted: Admitted | None) -> str | None:
    if admitted is None:
        return None
    return next(iter(sorted(admitted.caller.roles & admitted.profile.purpose.roles)), None)
