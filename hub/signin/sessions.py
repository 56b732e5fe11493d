"""Sessions: a sealed cookie says whose it is and since when; the graph says which were ended before their time.

No hub remembers a session, so all workers and hubs over one graph take the same cookie. Whether it was ended comes with
the rights of each operation (`hub.access.session_checks`), at no round trip of its own. The cookie shows that the
officer is still there: the hub renews it while it is used, and a cookie that was not used for a while is worth nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from hub.access import session_checks
from hub.access.admission import Admitted
from hub.access.callers import Bearer
from hub.errors import Unauthenticated
from hub.graph.client import Graph
from hub.settings.kinds import Network
from hub.signin.sealed_values import Seal
from hub.signin.session_keys import KeyRing
from hub.support.caching import SegmentedCache
from schema.statements.own import ForgetSpent, KeepOnce, KeepOwn
from schema.statements.write import At, writing

#: Name of the cookie, without the prefix it has under TLS.
COOKIE = "linkage"
#: Cookies that were opened and are remembered; opening one takes a fifth of a millisecond.
MOST_OPENED = 20_000
#: A cookie in use is renewed when it is this old, not with every answer.
RENEW_SECONDS = 60
_PURPOSE = "session v1"
#: What the graph keeps of a session that was ended.
ENDED = "EndedSession"


@dataclass(frozen=True, slots=True)
class Session:
    """A session: its owner, the registration state it depends on, its start and last use (Unix seconds).

    `marks` are what the provider that vouched for the officer can end it by (see `logouts`).
    """

    id: str
    agency: str
    card: str
    stamp: str
    demo: bool
    begun: int
    seen: int
    marks: tuple[str, ...] = ()

    @property
    def bearer(self) -> Bearer:
        """The officer, as a token would name one."""
        return Bearer(
            self.agency,
            self.card,
            self.card,
            session=self.id,
            stamp=self.stamp,
            marks=self.marks,
            begun=self.begun,
        )


_PARTS = frozenset(each.name for each in fields(Session))


@dataclass(frozen=True, slots=True)
class Terms:
    """How sessions are kept: the hub's address in browsers (None: this machine), and how long they last, in seconds.

    `client_secrets` is the directory of what proves the hub to agencies' providers, which may lie in
    `provider_networks` besides public addresses.
    """

    url: str | None = None
    idle: int = 900
    age: int = 8 * 3600
    client_secrets: Path | None = None
    provider_networks: tuple[Network, ...] | None = None


class Sessions:
    """Begins, reads, renews and ends the sessions of one graph. In demo mode (`demo`) there are those of the demo."""

    def __init__(
        self,
        graph: Graph,
        ring: KeyRing,
        secret: bytes,
        terms: Terms,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        *,
        demo: bool = False,
    ) -> None:
        self.terms = terms
        self._graph, self._now, self._new_id, self._demo = graph, now, new_id, demo
        self._ring, self._seal = ring, Seal(ring, _PURPOSE, secret)
        #: Under the generation of the keys too: a key that is gone opens nothing, also not what it opened before.
        self._opened: SegmentedCache[tuple[int, str], Session] = SegmentedCache(MOST_OPENED)

    def begin(self, admitted: Admitted, *, demo: bool, marks: tuple[str, ...] = ()) -> Session:
        """A new session, with a new id, for an officer who was let in just now."""
        caller, now = admitted.caller, self._seconds()
        return Session(
            self._new_id(),
            caller.agency,
            caller.card,
            session_checks.stamp(admitted.rights.facts),
            demo,
            now,
            now,
            marks,
        )

    def cookie(self, session: Session) -> str:
        """What the browser carries."""
        return self._seal.close(asdict(session))

    def read(self, cookie: str) -> Session:
        """The session of a cookie that has not run out; admission tells if it was ended. Raises Unauthenticated."""
        known = (self._ring.generation, cookie)
        session = self._opened.get(known)
        if session is None:
            session = self._open_cookie(cookie)
            self._opened.put(known, session, 1)
        now = self._seconds()
        if now - session.begun >= self.terms.age:
            raise Unauthenticated(
                f"The session has ended: it began {self.terms.age // 3600} hours ago or more.",
                hint=session_checks.SIGN_IN_AGAIN,
                reason="expired",
            )
        if now - session.seen >= self.terms.idle:
            raise Unauthenticated(
                f"The session has ended: it was not used for {self.terms.idle // 60} minutes.",
                hint=session_checks.SIGN_IN_AGAIN,
                reason="idle",
            )
        return session

    def renewed(self, session: Session) -> Session | None:
        """The session as used now; None where that was noted a moment ago."""
        now = self._seconds()
        least = min(RENEW_SECONDS, self.terms.idle // 10)
        return replace(session, seen=now) if now - session.seen >= least else None

    def until(self, session: Session) -> datetime:
        """When it ends in any case."""
        return self._now() + timedelta(seconds=session.begun + self.terms.age - self._seconds())

    async def end(self, session: Session) -> None:
        """End a session everywhere; every copy of its cookie is worth nothing from then on."""
        kept = KeepOwn(At("ended", ENDED), {"id": session.id}, {"until": session.begun + self.terms.age})
        write = writing(ForgetSpent(ENDED, self._seconds()), kept)
        await self._graph.write([write], operation="session.end")

    async def end_marked(self, token: str, marks: tuple[str, ...], token_seconds: int) -> bool:
        """End all sessions with one of these marks that began until now; False where the token did so before.

        `token` is a mark of what asks for it, which is remembered for as long as it could come again.
        """
        now = self._seconds()
        values = {"before": now, "until": now + self.terms.age}
        write = writing(
            ForgetSpent(ENDED, now),
            KeepOnce(At("token", ENDED), {"id": token}, {"until": now + token_seconds}),
            *(KeepOwn(At(f"mark{place}", ENDED), {"id": mark}, values) for place, mark in enumerate(marks)),
            returns="RETURN count(*) AS marked",
        )
        (rows,) = await self._graph.write([write], operation="session.end_marked")
        return bool(rows[0]["marked"])

    def _open_cookie(self, cookie: str) -> Session:
        things = self._seal.open(cookie)
        # Another version of the hub may have sealed it, with other parts.
        if things is None or things.keys() != _PARTS or (things["demo"] and not self._demo):
            raise Unauthenticated(
                "The session does not belong to this hub.", hint=session_checks.SIGN_IN_AGAIN, reason="unknown"
            )
        return Session(**things | {"marks": tuple(things["marks"])})

    def _seconds(self) -> int:
        return int(self._now().timestamp())
