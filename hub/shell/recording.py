"""Shell verbs in the audit log: the operator at the machine is the actor."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from hub.audit.actor import OPERATOR
from hub.audit.journal import Journal
from hub.audit.key_places import keys_of
from hub.audit.key_succession import signer_for
from hub.audit.log import AuditLog
from hub.settings import Settings
from hub.shell import terminal

Answer = TypeVar("Answer")


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Journal]:
    """The journal of a log of the operator's own, beside those of running hubs.

    Raises SetupError and AuditUnavailable.
    """
    signer = signer_for(settings.audit_home, keys_of(settings), settings.audit_signature, now)
    log = AuditLog.open(settings.audit_home, signer=signer, hub=OPERATOR, now=now, new_id=lambda: uuid.uuid4().hex)
    try:
        yield Journal(log, now)
    finally:
        await log.aclose()


def with_journal(settings: Settings, work: Callable[[Journal], Coroutine[None, None, Answer]]) -> Answer:
    """Do something that is recorded."""

    async def run() -> Answer:
        async with opened(settings) as journal:
            return await work(journal)

    return terminal.run(run())


def now() -> datetime:
    """The time of a record."""
    return datetime.now(UTC)
