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

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.access.roles import ADMINISTRATORS, ROLE
from hub.access.safe_urls import is_safe
from hub.cypher import load
from hub.graph import Graph
from schema.entities.agency import AGENCY_KIND
from schema.errors import Conflict, InvalidArgument, NotFound
from schema.values import DIVISION_CODE, NAME, TEXT, Realm

ACTIVE, SUSPENDED = "ACTIVE", "SUSPENDED"
#: What makes the register's keys unique, and so look-ups by them fast.
CONSTRAINTS = (
    "CREATE CONSTRAINT registered_agency IF NOT EXISTS FOR (a:RegisteredAgency) REQUIRE a.code IS UNIQUE",
    "CREATE CONSTRAINT registered_officer IF NOT EXISTS FOR (o:RegisteredOfficer) REQUIRE o.cardNo IS UNIQUE",
    "CREATE CONSTRAINT registered_issuer IF NOT EXISTS FOR (a:RegisteredAgency) REQUIRE a.issuer IS UNIQUE",
)
_SIGN_IN = ("client", "claim", "scope")
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k", "oth"})


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
        """Register an agency or change what is registered of it; answers whether it is new. Raises InvalidValue."""
        parameters = {
            "code": TEXT.parse(code),
            "name": NAME.parse(name),
            "kind": AGENCY_KIND.parse(kind),
            "division": DIVISION_CODE.parse(division, self.realm),
            "validFrom": valid_from,
            "validUntil": valid_until,
        }
        rows = await self._write("register_agency", parameters)
        return bool(rows[0]["new"])

    async def keys(self, code: str, issuer: str, jwks: Mapping[str, Any], *, bound: bool = False) -> None:
        """Set an agency's issuer and public keys; raises InvalidArgument, NotFound."""
        _check_keys(issuer, jwks)
        text = json.dumps(jwks, sort_keys=True)
        rows = await self._write("set_agency_keys", {"code": code, "issuer": issuer, "jwks": text, "bound": bound})
        if not rows:
            raise NotFound(
                f"No agency {code} is registered, or the issuer is another agency's.",
                hint="Register it first: hub agency add. Each agency has an issuer of its own.",
            )

    async def sign_in(
        self, code: str, issuer: str | None, client: str | None, *, claim: str = "sub", scope: str = "openid"
    ) -> None:
        """Set the provider at which an agency's officers sign in, or none; raises InvalidArgument, NotFound."""
        if issuer is not None:
            _check_sign_in(issuer, client, claim, scope)
        given = {"client": client, "claim": claim, "scope": scope} if issuer else dict.fromkeys(_SIGN_IN)
        if not await self._write("set_sign_in", {"code": code, "issuer": issuer, **given}):
            raise NotFound(f"No agency {code} is registered.", hint="Register it first: hub agency add.")

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
        """Register an officer, with roles where they are given; raises InvalidArgument, NotFound, Conflict."""
        card = TEXT.parse(card)
        self._not_oneself(card)
        if roles is not None:
            checked_roles(roles)
        parameters = {
            "card": card,
            "agency": agency,
            "name": NAME.parse(name),
            "validFrom": valid_from,
            "validUntil": valid_until,
        }
        rows = await self._write("register_officer", parameters)
        if not rows:
            raise NotFound(f"No agency {agency} is registered.", hint="Register it first: hub agency add.")
        if rows[0]["agency"] != agency:
            raise Conflict(
                "The card is registered with another agency.",
                hint="Suspend it there; a new card is issued by the new agency.",
            )
        if roles is not None:
            await self.roles(card, roles)

    async def roles(self, card: str, roles: Collection[str]) -> None:
        """Set an officer's roles; raises InvalidArgument, NotFound."""
        self._not_oneself(card)
        if not await self._write("set_roles", {"card": card, "roles": checked_roles(roles)}):
            raise NotFound("No officer of that card is registered.", hint="Register it first: hub officer add.")

    async def state(self, state: str, *, code: str | None = None, card: str | None = None, reason: str) -> None:
        """Suspend or restore an agency or an officer; it takes effect at the next request. Raises NotFound."""
        self._not_oneself(card)
        parameters = {"code": code, "card": card, "state": state, "reason": TEXT.parse(reason)}
        if not await self._write("set_state", parameters):
            raise NotFound("Nothing of that code or card is registered.", hint="List what is: hub agency list.")

    async def _write(self, name: str, parameters: dict[str, Any]) -> list[Mapping[str, Any]]:
        stamped = {**parameters, "at": self.now(), "by": self.by}
        (rows,) = await self.graph.write([(load(__package__, name), stamped)], operation=f"registry.{name}")
        return list(rows)

    def _not_oneself(self, card: str | None) -> None:
        if card is not None and card == self.by:
            raise Conflict("Nobody changes the own registration.", hint="Ask another administrator.")


def checked_roles(roles: Collection[str]) -> list[str]:
    """The roles in order, each once; raises InvalidArgument for an unknown one or for two that one may not hold."""
    found = sorted({ROLE.parse(role) for role in roles})
    administrators = ADMINISTRATORS.intersection(found)
    if administrators and len(found) > 1:
        raise InvalidArgument(
            f"{', '.join(sorted(administrators))} cannot be held together with another role.",
            hint="System, security and audit administrators are three persons (R-PD-12), and no case officers.",
            argument="roles",
        )
    return found


def _without_keys(agency: Mapping[str, Any]) -> dict[str, Any]:
    keys = json.loads(agency["jwks"])["keys"] if agency["jwks"] else ()
    shown = {name: value for name, value in agency.items() if name != "jwks"}
    return shown | {"keys": [str(key.get("kid", key["kty"])) for key in keys]}


def _check_keys(issuer: str, jwks: Mapping[str, Any]) -> None:
    if not issuer or len(issuer) > 300:
        raise InvalidArgument("The issuer is empty or too long.", hint="Use a URL of 1 to 300 characters.")
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(keys, list) or not keys:
        raise InvalidArgument("The key set has no keys.", hint='Give {"keys": [{"kty": "OKP", …}]}.', argument="jwks")
    if any(not isinstance(key, Mapping) or _PRIVATE.intersection(key) or key.get("kty") == "oct" for key in keys):
        raise InvalidArgument(
            "The key set holds a private or shared key.", hint="Give public keys alone.", argument="jwks"
        )
    try:
        KeySet.import_key_set({"keys": [dict(key) for key in keys]})
    except (JoseError, ValueError, KeyError, TypeError):
        raise InvalidArgument(
            "The key set cannot be read.", hint="Give public keys as RFC 7517 has them.", argument="jwks"
        ) from None


def _check_sign_in(issuer: str, client: str | None, claim: str, scope: str) -> None:
    if not is_safe(issuer) or "?" in issuer:
        raise InvalidArgument(
            "The issuer is no address that officers can sign in at.",
            hint="Give its URL as the provider writes it, such as https://id.court.example.",
            argument="issuer",
        )
    for name, value in (("clientId", client), ("claim", claim)):
        if not value or len(value) > 200 or not value.isprintable():
            raise InvalidArgument(f"'{name}' is empty or too long.", hint="Use 1 to 200 characters.", argument=name)
    if "openid" not in scope.split() or len(scope) > 200 or not scope.isprintable():
        raise InvalidArgument("The scope lacks openid.", hint="Write it as 'openid profile'.", argument="scope")
