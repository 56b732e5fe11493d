"""Signs officers in and out: an admitted officer gets a session, and the audit log records every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.access.admission import Admission, Admitted
from hub.access.callers import Bearer
from hub.graph.client import Graph
from hub.signin.records import SignInRecords
from hub.signin.sessions import Session, Sessions
from schema.errors import LinkageError

AGENCIES = (
    "RETURN COLLECT { MATCH (a:RegisteredAgency) WHERE a.signIn IS NOT NULL AND a.state = 'ACTIVE' "
    "RETURN {code: a.code, name: a.name} ORDER BY a.code } AS agencies"
)


@dataclass(frozen=True)
class SessionService:
    """Where sessions begin and end."""

    graph: Graph
    admission: Admission
    sessions: Sessions
    notes: SignInRecords

    async def sign_in(
        self, agency: str, card: str, way: str, *, demo: bool = False, marks: tuple[str, ...] = ()
    ) -> tuple[Session, Admitted]:
        """A session for an identified officer; raises Unauthenticated where the register does not know the officer."""
        who = Bearer(agency, card, card)
        try:
            admitted = await self.admission.admit(who, None)
        except LinkageError as problem:
            await self.notes.write("signIn", who, way, problem)
            raise
        session = self.sessions.begin(admitted, demo=demo, marks=marks)
        await self.notes.write("signIn", who, way)
        return session, admitted

    async def look(self, session: Session) -> Admitted:
        """The officer of a session that stands; raises Unauthenticated."""
        return await self.admission.admit(session.bearer, None)

    async def sign_out(self, session: Session, way: str) -> None:
        """End a session."""
        await self.sessions.end(session)
        await self.notes.write("signOut", session.bearer, way)

    def as_json(self, session: Session, admitted: Admitted) -> dict[str, Any]:
        """What a browser learns of its session."""
        caller = admitted.caller
        return {
            "officer": {
                "card": caller.card,
                "name": caller.name,
                "agency": caller.agency,
                "agencyName": admitted.rights.facts["agency"]["name"],
                "agencyKind": caller.kind,
                "roles": sorted(caller.roles),
            },
            "demo": session.demo,
            "idleSeconds": self.sessions.terms.idle,
            "until": self.sessions.until(session).isoformat(timespec="seconds"),
        }

    async def agencies(self) -> list[dict[str, str]]:
        """The agencies whose officers can sign in."""
        found = await self.graph.ask_one(AGENCIES, {}, operation="session.agencies")
        return [dict(each) for each in found or ()]
