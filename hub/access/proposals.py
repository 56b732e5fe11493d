"""Changes of the register that one administrator proposes and a second one confirms (R-PD-12).

Keys and sign-in of an agency, and the roles of administrators: one person who sets them alone could speak for anybody.
Until a second administrator has confirmed a proposal, nothing of it counts. It is for what was registered when it was
made: if that has changed meanwhile, it is made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hub.access import public_keys, register_writes
from hub.access.register_writes import ACTIVE, PROPOSAL, ChangeStamp, RegisterChange
from hub.access.registry import Registry, no_agency, no_officer
from hub.access.roles import ADMINISTRATORS
from hub.errors import NotAllowed
from hub.graph.statements import load
from schema.errors import Conflict, NotFound
from schema.statements.own import AddOwn, SetOwn
from schema.statements.write import At, Found, Read, writing
from schema.values import TEXT

KEYS, SIGN_IN, ROLES = "setAgencyKeys", "setAgencySignIn", "setOfficerRoles"
PENDING, CONFIRMED, WITHDRAWN, EXPIRED = "PENDING", "CONFIRMED", "WITHDRAWN", "EXPIRED"
#: A proposal that nobody has confirmed by then is made again.
DAYS = 7


@dataclass(frozen=True)
class Proposals:
    """The proposals of one register; its administrator proposes, confirms and withdraws."""

    registry: Registry

    async def of(self, *, agency: str | None = None, card: str | None = None) -> list[dict[str, Any]]:
        """Those that wait for a second administrator, about an agency or an officer."""
        return await self.all(agency=agency, card=card, pending=True)

    async def all(
        self, *, id_: str | None = None, agency: str | None = None, card: str | None = None, pending: bool = False
    ) -> list[dict[str, Any]]:
        """All of them, newest first, or those of one id, agency or officer, or those that wait."""
        given = {"id": id_, "agency": agency, "card": card, "pending": pending, "now": self.registry.now()}
        text = load(__package__, "proposals")
        found = await self.registry.graph.ask_one(text, given, operation="registry.proposals")
        # The database keeps no nulls.
        return [{"agency": None, "card": None, **each} for each in found or ()]

    async def keys(self, code: str, content: Mapping[str, Any], id_: str) -> None:
        """Propose the issuer and keys of an agency; raises NotFound."""
        await self._propose_for_agency(KEYS, code, content, id_, content["issuer"])

    async def sign_in(self, code: str, content: Mapping[str, Any], id_: str) -> None:
        """Propose the sign-in of an agency; raises NotFound."""
        await self._propose_for_agency(SIGN_IN, code, content, id_, None)

    async def roles(self, card: str, roles: list[str], id_: str) -> bool:
        """Propose the roles of an officer; False where no administrator's role is at stake, and one person is enough.

        Raises NotFound, Conflict.
        """
        self.registry.not_oneself(card)
        found = await self.registry.officers(card=card)
        if not found:
            raise no_officer()
        if not ADMINISTRATORS.intersection((*found[0]["roles"], *roles)):
            return False
        await self._propose(ROLES, {"card": card, "code": None, "issuer": None}, {"roles": roles}, id_)
        return True

    async def confirm(self, id_: str, caller_agency: str) -> None:
        """Let a proposal of another administrator take effect; raises NotFound, NotAllowed, Conflict."""
        proposal = await self._waiting_proposal(id_)
        self.registry.not_oneself(proposal["card"])
        if proposal["proposedBy"] == self.registry.by:
            raise NotAllowed(
                "The administrator who proposed a change cannot confirm it.",
                hint="Ask a second administrator (R-PD-12).",
            )
        if proposal["agency"] is not None and proposal["agency"] == caller_agency:
            raise Conflict(
                "You cannot change your own agency's registration.", hint="The hub's operator does it at the shell."
            )
        await self._check_proposer(proposal["proposedBy"])
        content = json.loads(proposal["content"])
        change = _change(proposal, content, self.registry.stamp)
        if not await self.registry.write(change.confirmed(id_, self.registry.stamp), "registry.confirm"):
            raise Conflict(
                "The registration that the proposal changes was itself changed since the proposal was made.",
                hint="Withdraw the proposal and make it again.",
            )

    async def withdraw(self, id_: str, reason: str) -> None:
        """Take a proposal back, or refuse it; raises NotFound, Conflict."""
        await self._waiting_proposal(id_)
        values = {"state": WITHDRAWN, "reason": TEXT.parse(reason), **self.registry.stamp.decided}
        write = writing(
            Read("MATCH (p:RegistrationProposal {id: $id, state: 'PENDING'})"),
            SetOwn(At("p", PROPOSAL), values),
            parameters={"id": id_},
        )
        await self.registry.write(write, "registry.withdraw")

    async def _propose_for_agency(
        self, change: str, code: str, content: Mapping[str, Any], id_: str, issuer: str | None
    ) -> None:
        await self._propose(change, {"code": code, "card": None, "issuer": issuer}, content, id_)

    async def _propose(self, change: str, concerned: Mapping[str, Any], content: Mapping[str, Any], id_: str) -> None:
        now = self.registry.now()
        proposal = {
            # The id says what the proposal is about, so an audit record of its confirmation says it too.
            "id": f"{change}/{concerned['code'] or concerned['card']}/{id_}",
            "change": change,
            "agency": concerned["code"],
            "card": concerned["card"],
            "content": json.dumps(content, sort_keys=True),
            "state": PENDING,
            "proposedBy": self.registry.by,
            "proposedAt": now,
            "until": now + timedelta(days=DAYS),
        }
        write = writing(
            Read(load(__package__, "base_of_proposal")),
            AddOwn(At("p", PROPOSAL), {**proposal, "base": Found("base")}),
            returns="RETURN p.id AS id",
            parameters={"change": change, **concerned},
        )
        if not await self.registry.write(write, "registry.propose"):
            raise no_agency(str(concerned["code"]), "or the issuer is another agency's")

    async def _waiting_proposal(self, id_: str) -> dict[str, Any]:
        """The proposal of an id, which waits; raises NotFound, Conflict."""
        found = await self.all(id_=id_)
        if not found:
            raise NotFound(
                "There is no proposal with that id.",
                hint="registrationProposals lists the proposals that wait for confirmation.",
            )
        if found[0]["state"] != PENDING:
            raise Conflict(f"The proposal is {found[0]['state']}.", hint="Propose the change again.")
        return found[0]

    async def _check_proposer(self, card: str) -> None:
        """Raise Conflict where the proposer may propose nothing any more: what a key that was lost proposed is void."""
        found = await self.registry.officers(card=card)
        today = self.registry.now().date().isoformat()
        valid = (
            bool(found)
            and found[0]["state"] == ACTIVE
            and bool(ADMINISTRATORS.intersection(found[0]["roles"]))
            and (found[0]["validFrom"] or today) <= today <= (found[0]["validUntil"] or today)
        )
        if not valid:
            raise Conflict(
                "The administrator who proposed the change no longer holds the role, or is suspended.",
                hint="Withdraw the proposal; an administrator proposes it again.",
            )


def _change(proposal: Mapping[str, Any], content: Mapping[str, Any], stamp: ChangeStamp) -> RegisterChange:
    """What a proposal changes, if what it is to replace is there still."""
    base = proposal["base"]
    if proposal["change"] == ROLES:
        return register_writes.roles(proposal["card"], content["roles"], base, stamp)
    setting = register_writes.keys if proposal["change"] == KEYS else register_writes.sign_in
    return setting(proposal["agency"], content, base, stamp)


def as_api(proposal: Mapping[str, Any]) -> dict[str, Any]:
    """A proposal as administrators read it: what would change, and keys by their thumbprints."""
    content = json.loads(proposal["content"])
    keys = proposal["change"] == KEYS
    sign_in = proposal["change"] == SIGN_IN
    names = ("id", "change", "agency", "card", "state", "proposedBy", "proposedAt", "until", "decidedBy", "decidedAt")
    return {
        **{name: proposal.get(name) for name in (*names, "reason")},
        "issuer": content["issuer"] if keys else None,
        "keys": public_keys.fingerprints(content["jwks"]) if keys else [],
        "certificateBound": content["bound"] if keys else None,
        "signInIssuer": content["issuer"] if sign_in else None,
        "signInClient": content["client"] if sign_in else None,
        "signInClaim": content["claim"] if sign_in else None,
        "signInScope": content["scope"] if sign_in else None,
        "roles": content.get("roles"),
    }
