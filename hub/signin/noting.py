"""Sign-ins, refused sign-ins and sign-outs in the audit log: an intent and an outcome each, like a question's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from hub.access.callers import Bearer
from hub.api.recording import Recorder
from hub.audit.hashing import keyed_hash
from hub.audit.records import Ending, Intent, Outcome
from hub.graph import Graph
from schema.errors import LinkageError, NotAllowed, QuestionError

#: What the log calls operations that are no GraphQL documents.
KIND = "session"
Event = Literal["signIn", "signOut", "signedOut"]
#: Where nobody was named.
NOBODY = "-"
KNOWN = "RETURN EXISTS { MATCH (o:RegisteredOfficer {cardNo: $card, agency: $agency}) } AS known"


@dataclass(frozen=True)
class Notes:
    """Writes what became of sessions, before anybody learns of it; without a recorder nothing, as for questions."""

    recorder: Recorder | None
    graph: Graph

    async def write(self, event: Event, who: Bearer, way: str, problem: LinkageError | None = None) -> None:
        """Note that somebody signed in or out, was signed out or refused; `way` says how.

        Raises AuditUnavailable, GraphError.
        """
        if self.recorder is None:
            return
        card = who.card
        told = problem is not None or event == "signedOut"
        if told and card != NOBODY and not await self._known(who):
            # What a provider calls a card may be anything, somebody's number too.
            card = keyed_hash(card, self.recorder.key)
        log, at = self.recorder.log, self.recorder.now()
        ticket = await log.intent(
            Intent(
                at=at,
                agency=who.agency,
                card=card,
                operation_kind=KIND,
                operation_name=event,
                document_sha256=hashlib.sha256(way.encode()).hexdigest(),
            )
        )
        refused = isinstance(problem, QuestionError | NotAllowed)
        ending: Ending = "ANSWERED" if problem is None else "REFUSED" if refused else "FAILED"
        errors = () if problem is None else (problem.code,)
        await log.outcome(ticket, Outcome(at=self.recorder.now(), outcome=ending, errors=errors))

    async def _known(self, who: Bearer) -> bool:
        parameters = {"card": who.card, "agency": who.agency}
        return bool(await self.graph.ask_one(KNOWN, parameters, operation="session.known"))
