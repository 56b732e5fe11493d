"""Counts refused requests and reports them in the log and in the audit log, never with one line for each.

Operators must see that somebody tries out tokens; a thousand attempts must not fill a disk. Nothing of a token
or cookie is written, nor anything else that the stranger chose.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from starlette.requests import Request

from hub.errors import CertificateRefused, DocumentNotTrusted, NotAllowed, SignInFailed, Unauthenticated
from hub.support.workbench_header import HEADER
from schema.errors import LinkageError

_LOG = logging.getLogger("hub.entry")
#: At most one line of a kind in this number of seconds, with how many there were.
LINE_SECONDS = 10.0
#: At most one audit record of a kind in this number of seconds.
RECORD_SECONDS = 60.0


class Way(str):
    """What a request was turned away for: a word of the hub's own."""

    __slots__ = ()


TOKEN, SESSION, CERTIFICATE = Way("token"), Way("session"), Way("certificate")
NOTHING, SITE, DOCUMENT, METRICS = Way("nothing shown"), Way("other site"), Way("document"), Way("metrics token")
LOGOUT = Way("logout token")


def way_of(problem: LinkageError, request: Request) -> Way:
    """What a request was turned away for."""
    if isinstance(problem, DocumentNotTrusted):
        return DOCUMENT
    if isinstance(problem, SignInFailed):
        return LOGOUT
    if isinstance(problem, NotAllowed):
        return SITE
    if isinstance(problem, CertificateRefused):
        return CERTIFICATE
    if "authorization" in request.headers:
        return TOKEN
    return SESSION if HEADER in request.headers and request.cookies else NOTHING


def _call_later(seconds: float, do: Callable[[], None]) -> object:
    return asyncio.get_running_loop().call_later(seconds, do)


@dataclass
class TurnedAway:
    """Counts requests that were turned away, and reports the counts from time to time.

    `record` writes into the audit log, `later` runs a function after a number of seconds.
    """

    record: Callable[[str, int], Awaitable[None]] | None = None
    later: Callable[[float, Callable[[], None]], object] = _call_later
    counted: Counter[str] = field(default_factory=Counter)
    _untold: Counter[str] = field(default_factory=Counter)
    _unwritten: Counter[str] = field(default_factory=Counter)
    _waiting: set[tuple[str, str]] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def note(self, problem: LinkageError, request: Request) -> None:
        """Note that a request was turned away; to be called on the event loop."""
        if problem.details.get("reason") in _ORDINARY:
            return
        if isinstance(problem, Unauthenticated | NotAllowed | DocumentNotTrusted | SignInFailed):
            self.count(way_of(problem, request))

    def count(self, way: Way) -> None:
        """Note that a request was turned away for this."""
        self.counted[way] += 1
        self._untold[way] += 1
        self._unwritten[way] += 1
        self._do_or_defer("line", way, LINE_SECONDS, self._log_count)
        # Who shows nothing tries nothing: browsers whose session is over ask so.
        if self.record is not None and way != NOTHING:
            self._do_or_defer("record", way, RECORD_SECONDS, self._record_count)

    def _do_or_defer(self, what: str, way: Way, seconds: float, do: Callable[[Way], bool]) -> None:
        """Do it now, unless it was done a moment ago: then when the time is over, for all that came meanwhile."""
        if (what, way) in self._waiting or not do(way):
            return
        self._waiting.add((what, way))
        self.later(seconds, partial(self._do_deferred, what, way, seconds, do))

    def _do_deferred(self, what: str, way: Way, seconds: float, do: Callable[[Way], bool]) -> None:
        self._waiting.discard((what, way))
        self._do_or_defer(what, way, seconds, do)

    def _log_count(self, way: Way) -> bool:
        count = self._untold.pop(way, 0)
        if count:
            _LOG.warning("turned away", extra={"way": way, "count": count, "status": 401 if way in _NAMED else 403})
        return bool(count)

    def _record_count(self, way: Way) -> bool:
        count = self._unwritten.pop(way, 0)
        if count and self.record is not None:
            task = asyncio.ensure_future(self._await_record(self.record(way, count)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return bool(count)

    async def _await_record(self, record: Awaitable[None]) -> None:
        try:
            await record
        except LinkageError as problem:
            # The log line is there; who was turned away waits for nothing.
            _LOG.error("what was turned away cannot be recorded", extra={"code": problem.code})


#: Ends of sessions that officers meet every day.
_ORDINARY = frozenset({"idle", "expired", "ended", "changed"})
_NAMED = frozenset({TOKEN, SESSION, CERTIFICATE, NOTHING, METRICS})
