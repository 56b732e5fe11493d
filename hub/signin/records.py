"""Sign-ins, refused sign-ins and sign-outs in the audit log: an intent and an outcome each, like a question's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hub.access.callers import Bearer
from hub.audit.actor import NOBODY, Actor
from hub.audit.hashing import keyed_hash
from hub.audit.records import Ending
from hub.errors import NotAllowed
from hub.graph.client import Graph
from hub.operations.recording import Recorder
from schema.errors import LinkageError, QuestionError

#: What the log calls operations that are no GraphQL documents.
KIND = "session"
Event = Literal["signIn", "signOut", "signedOut"]
KNOWN = "RETURN EXISTS { MATCH (o:RegisteredOfficer {cardNo: $card, agency: $agency}) } AS known"


@dataclass(frozen=True)
class SignInRecords:
    """Writes what became of sessions, before anybody learns of it."""

    recorder: Recorder
    graph: Graph

    async def write(self, event: Event, who: Bearer, way: str, problem: LinkageError | None = None) -> None:
        """Note that somebody signed in or out, was signed out or refused; `way` says how.

        Raises AuditUnavailable, GraphError.
        """
        card = who.card
        told = problem is not None or event == "signedOut"
        if told and card != NOBODY and not await self._is_registered(who):
            # What a provider calls a card may be anything, somebody's number too.
            card = keyed_hash(card, self.recorder.key)
        journal = self.recorder.journal
        record = await journal.open(journal.intent(Actor.officer(who.agency, card), KIND, event, way))
        refused = isinstance(problem, QuestionError | NotAllowed)
        ending: Ending = "ANSWERED" if problem is None else "REFUSED" if refused else "FAILED"
        errors = () if problem is None else (problem.code,)
        await record.close(ending, errors=errors)

    async def _is_registered(self, who: Bearer) -> bool:
        parameters = {"card": who.card, "agency": who.agency}
        return bool(await self.graph.ask_one(KNOWN, parameters, operation="session.known"))
