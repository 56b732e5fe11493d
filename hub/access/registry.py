"""The register of agencies and officers: who may ask at all, with which keys and roles (R-AS-03, R-PD-12).

It lies in the graph beside the entities and apart from them: no feed of a partner can write into it. Rules that hold
for everybody who changes it, at the command line and through the API, stand here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from hub.access import public_keys, register_writes
from hub.access.register_writes import ChangeStamp
from hub.access.rights_dependence import AGENCY, OFFICER
from hub.access.roles import ADMINISTRATORS, ROLE
from hub.access.safe_urls import LOOPBACK, is_literal, is_safe
from hub.errors import NotAllowed
from hub.graph.client import Graph
from hub.graph.statements import load
from schema.entities.agency import AGENCY_KIND
from schema.errors import Conflict, InvalidArgument, NotFound
from schema.statements.write import Write
from schema.values import DIVISION_CODE, NAME, TEXT, Realm


@dataclass(frozen=True)
class Registry:
    """Changes the register; `by` is the card of who changes it, or the name of the hub's own shell."""

    graph: Graph
    realm: Realm
    now: Callable[[], datetime]
    by: str

    async def known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The codes of all registered agencies, and the cards of all registered officers."""
        text = (
            "RETURN {agencies: COLLECT { MATCH (a:RegisteredAgency) RETURN a.code }, "
            "officers: COLLECT { MATCH (o:RegisteredOfficer) RETURN o.cardNo }} AS known"
        )
        found = await self.graph.ask_one(text, {}, operation="registry.known") or {}
        return frozenset(found["agencies"]), frozenset(found["officers"])

    async def agencies(self, code: str | None = None) -> list[dict[str, Any]]:
        """The registered agencies, or the one of a code; of their keys the identifiers alone."""
        text = load(__package__, "registered_agencies")
        found = await self.graph.ask_one(text, {"code": code}, operation="registry.agencies")
        return [_without_keys(each) for each in found or ()]

    async def officers(self, agency: str | None = None, card: str | None = None) -> list[dict[str, Any]]:
        """The registered officers: all, those of an agency, or the one of a card."""
        text = load(__package__, "registered_officers")
        parameters = {"agency": agency, "card": card}
        found = await self.graph.ask_one(text, parameters, operation="registry.officers")
        return [dict(each) for each in found or ()]

    async def agency(
        self,
        code: str,
        name: str,
        kind: str,
        division: str,
        *,
        valid_from: date | None = None,
        valid_until: date | None = None,
    ) -> bool:
        """Register an agency or change what is registered of it; answers whether it is new.

        Raises InvalidValue, InvalidArgument, and NotAllowed where it would count no more from today on.
        """
        _check_days(valid_from, valid_until)
        values = {
            "name": NAME.parse(name),
            "kind": AGENCY_KIND.parse(kind),
            "division": DIVISION_CODE.parse(division, self.realm),
            "validFrom": valid_from,
            "validUntil": valid_until,
        }
        write = register_writes.agency(TEXT.parse(code), values, self.now().date(), self.stamp)
        rows = await self.write(write, "registry.register_agency")
        if rows[0]["ends"]:
            raise _a_suspension("hub agency suspend", "suspendAgency")
        return bool(rows[0]["new"])

    async def keys(self, code: str, issuer: str, jwks: Mapping[str, Any], *, bound: bool = False) -> None:
        """Set an agency's issuer and public keys; raises InvalidArgument, NotFound."""
        content = keys_content(issuer, jwks, bound=bound)
        change = register_writes.keys(code, content, None, self.stamp)
        if not await self.write(change.write(), "registry.set_agency_keys"):
            raise no_agency(code, "or the issuer is another agency's")

    async def sign_in(
        self, code: str, issuer: str | None, client: str | None, *, claim: str = "sub", scope: str = "openid"
    ) -> None:
        """Set the provider at which an agency's officers sign in, or none; raises InvalidArgument, NotFound."""
        content = sign_in_content(issuer, client, claim=claim, scope=scope)
        change = register_writes.sign_in(code, content, None, self.stamp)
        if not await self.write(change.write(), "registry.set_sign_in"):
            raise no_agency(code)

    async def officer(
        self,
        card: str,
        agency: str,
        name: str,
        roles: Collection[str] | None = None,
        *,
        valid_from: date | None = None,
        valid_until: date | None = None,
    ) -> None:
        """Register an officer, with roles where they are given.

        Raises InvalidArgument, NotFound, Conflict, and NotAllowed where the officer would count no more from today on.
        """
        _check_days(valid_from, valid_until)
        card = TEXT.parse(card)
        self.not_oneself(card)
        if roles is not None:
            checked_roles(roles)
        values = {"name": NAME.parse(name), "validFrom": valid_from, "validUntil": valid_until}
        write = register_writes.officer(card, agency, values, self.now().date(), ADMINISTRATORS, self.stamp)
        rows = await self.write(write, "registry.register_officer")
        if not rows:
            raise no_agency(agency)
        if rows[0]["agency"] != agency:
            raise Conflict(
                "The card is registered with another agency.",
                hint="Suspend it there; a new card is issued by the new agency.",
            )
        if rows[0]["ends"]:
            raise _a_suspension("hub officer suspend", "suspendOfficer")
        if roles is not None:
            await self.roles(card, roles)

    async def roles(self, card: str, roles: Collection[str], *, guarded: Collection[str] = ()) -> None:
        """Set an officer's roles; raises InvalidArgument, and NotFound also where a guarded role is at stake."""
        self.not_oneself(card)
        change = register_writes.roles(card, checked_roles(roles), None, self.stamp, guarded=guarded)
        if not await self.write(change.write(), "registry.set_roles"):
            raise no_officer()

    async def state(self, state: str, *, code: str | None = None, card: str | None = None, reason: str) -> None:
        """Suspend or restore an agency, an officer or both; it takes effect at the next request. Raises NotFound."""
        self.not_oneself(card)
        said = TEXT.parse(reason)
        changes = [
            register_writes.state(label, key, state, said, self.stamp).write()
            for label, key in ((AGENCY, code), (OFFICER, card))
            if key is not None
        ]
        if not any(await self.graph.write(changes, operation="registry.set_state")):
            raise NotFound(
                "No agency or officer with that code or card is registered.",
                hint="List them with: hub agency list, hub officer list.",
            )

    @property
    def stamp(self) -> ChangeStamp:
        """Now, and who changes the register."""
        return ChangeStamp(self.now(), self.by)

    async def write(self, write: Write, operation: str) -> list[dict[str, Any]]:
        """Change the register by one statement; the rows that it returns."""
        (rows,) = await self.graph.write([write], operation=operation)
        return rows

    def not_oneself(self, card: str | None) -> None:
        """Raise Conflict where an administrator is about to change the own registration."""
        if card is not None and card == self.by:
            raise Conflict("You cannot change your own registration.", hint="Ask another administrator.")


def checked_roles(roles: Collection[str]) -> list[str]:
    """The roles in order, each once; raises InvalidArgument for an unknown one or for two that one may not hold."""
    found = sorted({ROLE.parse(role) for role in roles})
    administrators = ADMINISTRATORS.intersection(found)
    if administrators and len(found) > 1:
        raise InvalidArgument(
            f"{', '.join(sorted(administrators))} cannot be held together with another role.",
            hint=(
                "System, security and audit administrator are three different persons, and none of "
                "them is a case officer (R-PD-12)."
            ),
            argument="roles",
        )
    return found


def _without_keys(agency: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in agency.items() if name != "jwks"}
    return shown | {"keys": public_keys.names(agency["jwks"])}


def no_agency(code: str, why: str = "") -> NotFound:
    """That there is no such agency to change."""
    return NotFound(
        f"No agency {code} is registered{', ' if why else ''}{why}.",
        hint="Register it first: hub agency add. Each agency has an issuer of its own.",
    )


def no_officer() -> NotFound:
    """That there is no such officer to change."""
    return NotFound("No officer with that card is registered.", hint="Register it first: hub officer add.")


def _a_suspension(verb: str, field: str) -> NotAllowed:
    return NotAllowed(
        "These days end the registration earlier than now registered. That is a suspension, and needs a reason.",
        hint=f"The SECURITY_ADMINISTRATOR suspends: {field}, or {verb} at the hub's shell.",
    )


def _check_days(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise InvalidArgument(
            "The last day is before the first.", hint="Exchange validFrom and validUntil.", argument="validUntil"
        )


def keys_content(issuer: str, jwks: Mapping[str, Any], *, bound: bool) -> dict[str, Any]:
    """An agency's issuer and keys as they are stored; raises InvalidArgument."""
    public_keys.check(issuer, jwks)
    return {"issuer": issuer, "jwks": json.dumps(jwks, sort_keys=True), "bound": bound}


def sign_in_content(issuer: str | None, client: str | None, *, claim: str, scope: str) -> dict[str, Any]:
    """An agency's sign-in as it is stored; raises InvalidArgument."""
    if issuer is None:
        return dict.fromkeys(("issuer", "client", "claim", "scope"))
    _check_sign_in(issuer, client, claim, scope)
    return {"issuer": issuer, "client": client, "claim": claim, "scope": scope}


def _check_sign_in(issuer: str, client: str | None, claim: str, scope: str) -> None:
    host = urlsplit(issuer).hostname if is_safe(issuer) else None
    # One that is an address has no certificate that anybody checks, and is most often one of a network within.
    if host is None or "?" in issuer or (is_literal(host) and host not in LOOPBACK):
        raise InvalidArgument(
            "The issuer is not an address at which officers can sign in.",
            hint="Give its URL as the provider writes it, such as https://id.court.example.",
            argument="issuer",
        )
    for name, value in (("clientId", client), ("claim", claim)):
        if not value or len(value) > 200 or not value.isprintable():
            raise InvalidArgument(f"'{name}' is empty or too long.", hint="Use 1 to 200 characters.", argument=name)
    if "openid" not in scope.split() or len(scope) > 200 or not scope.isprintable():
        raise InvalidArgument("The scope lacks openid.", hint="Write it as 'openid profile'.", argument="scope")
