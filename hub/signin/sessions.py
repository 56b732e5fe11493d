"""Sessions: a sealed cookie says whose it is and since when; the graph says which were ended before their time.

No hub remembers a session, so all workers and hubs over one graph take the same cookie. Whether it was ended comes with
the rights of each operation (`hub.access.standing`), at no round trip of its own. That the officer is still there, the
cookie says itself: it is given anew while it is used, and one that was not for a while is worth nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

from hub.access import standing
from hub.access.admission import Admitted
from hub.access.callers import Bearer
from hub.caching import SegmentedCache
from hub.cypher import load
from hub.graph import Graph
from hub.signin.sealing import Seal
from schema.errors import Unauthenticated

#: Name of the cookie, without the prefix it has under TLS.
COOKIE = "linkage"
#: What makes ended sessions unique, and so looking one up fast.
CONSTRAINTS = (
    "CREATE CONSTRAINT ended_session IF NOT EXISTS FOR (e:EndedSession) REQUIRE e.id IS UNIQUE",
    "CREATE INDEX ended_session_until IF NOT EXISTS FOR (e:EndedSession) ON (e.until)",
)
#: Cookies that were opened and are remembered; opening one takes a fifth of a millisecond.
MOST_OPENED = 20_000
#: A cookie that is used is given anew when it is this old, and not with every answer.
RENEW_SECONDS = 60
_PURPOSE = "session v1"


@dataclass(frozen=True, slots=True)
class Session:
    """Whose it is, what it stands on, when it began and when it was used last, in seconds.

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

    `client_secrets` is the directory of what proves the hub to agencies' providers.
    """

    url: str | None = None
    idle: int = 900
    age: int = 8 * 3600
    client_secrets: Path | None = None


class Sessions:
    """Begins, reads, renews and ends the sessions of one graph. In demo mode (`demo`) there are those of the demo."""

    def __init__(
        self,
        graph: Graph,
        secret: bytes,
        terms: Terms,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        *,
        demo: bool = False,
    ) -> None:
        self.terms = terms
        self._graph, self._now, self._new_id, self._demo = graph, now, new_id, demo
        self._seal = Seal(secret, _PURPOSE)
        self._opened: SegmentedCache[str, Session] = SegmentedCache(MOST_OPENED)

    def begin(self, admitted: Admitted, *, demo: bool, marks: tuple[str, ...] = ()) -> Session:
        """A new session, with a new id, for an officer who was let in just now."""
        caller, now = admitted.caller, self._seconds()
        return Session(
            self._new_id(), caller.agency, caller.card, standing.stamp(admitted.rights.facts), demo, now, now, marks
        )

    def cookie(self, session: Session) -> str:
        """What the browser carries."""
        return self._seal.close(asdict(session))

    def read(self, cookie: str) -> Session:
        """The session of a cookie that has not run out; admission tells if it was ended. Raises Unauthenticated."""
        session = self._opened.get(cookie)
        if session is None:
            session = self._open(cookie)
            self._opened.put(cookie, session, 1)
        now = self._seconds()
        if now - session.begun >= self.terms.age:
            raise Unauthenticated(
                f"The session has ended: it began {self.terms.age // 3600} hours ago or more.",
                hint=standing.SIGN_IN_AGAIN,
                reason="expired",
            )
        if now - session.seen >= self.terms.idle:
            raise Unauthenticated(
                f"The session has ended: it was not used for {self.terms.idle // 60} minutes.",
                hint=standing.SIGN_IN_AGAIN,
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
        parameters = {"id": session.id, "until": session.begun + self.terms.age, "now": self._seconds()}
        await self._graph.write([(load(__package__, "end_session"), parameters)], operation="session.end")

    async def end_marked(self, token: str, marks: tuple[str, ...], token_seconds: int) -> bool:
        """End all sessions with one of these marks that began until now; False where the token did so before.

        `token` is a mark of what asks for it, which is remembered for as long as it could come again.
        """
        now = self._seconds()
        parameters = {
            "token": token,
            "tokenUntil": now + token_seconds,
            "marks": list(marks),
            "now": now,
            "until": now + self.terms.age,
        }
        statement = load(__package__, "end_marked_sessions")
        (rows,) = await self._graph.write([(statement, parameters)], operation="session.end_marked")
        return bool(rows[0]["marked"])

    def _open(self, cookie: str) -> Session:
        things = self._seal.open(cookie)
        # Another version of the hub may have sealed it, with other parts.
        if things is None or things.keys() != _PARTS or (things["demo"] and not self._demo):
            raise Unauthenticated("The session is none of this hub's.", hint=standing.SIGN_IN_AGAIN, reason="unknown")
        return Session(**things | {"marks": tuple(things["marks"])})

    def _seconds(self) -> int:
        return int(self._now().timestamp())
