"""The demo's own issuer, and the registration of its invented agencies and officers. Exists in demo mode alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from demo.city.register import AGENCIES, DEMO_OFFICERS, Officer
from hub.access.registry import Registry
from hub.access.tokens import ALGORITHMS, AUDIENCE, Issuer

DEMO_ISSUER = "urn:linkage-hub:demo"
#: A demo token is good for a day's work.
DEMO_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """An invented officer one can act as, with the roles held."""

    card: str
    name: str
    agency: str
    roles: tuple[str, ...]


_BY_POST = {"JUDGE": ("JUDGE",), "BUREAU_CHIEF": ("BUREAU_CHIEF",), "PRESIDENT": ("PRESIDENT",)}
_BY_AGENCY = {
    "POLICE": ("POLICE",),
    "TRAFFIC_POLICE": ("TRAFFIC_POLICE",),
    "PROCURATORATE": ("PROCURATOR",),
    "HONOURS_OFFICE": ("HONOURS", "SCREENER"),
    "COORDINATION_BODY": ("COORDINATOR",),
    "BANK": ("OPERATOR", "SCREENER"),
}


def _roles(officer: Officer) -> tuple[str, ...]:
    if officer.post == "ASSISTANT":
        return ("ASSISTANT", "PARTY_PORTAL")
    return _BY_POST.get(officer.post) or _BY_AGENCY.get(officer.agency_kind, ("OPERATOR",))


#: Whom a demo can act as: one officer for each kind of agency, four posts at the story's court, and those who run it.
OFFICERS: tuple[DemoOfficer, ...] = (
    *(DemoOfficer(o.card, o.name, o.agency, _roles(o)) for o in DEMO_OFFICERS),
    DemoOfficer("示0102-S-090", "纪明", "示0102", ("AUDITOR",)),
    DemoOfficer("示01-X-001", "程系统", "示01", ("SYSTEM_ADMINISTRATOR",)),
    DemoOfficer("示01-X-002", "安如山", "示01", ("SECURITY_ADMINISTRATOR",)),
    DemoOfficer("示01-X-003", "沈查", "示01", ("AUDIT_ADMINISTRATOR",)),
)


async def register(registry: Registry) -> None:
    """Register the invented agencies and officers that are not registered yet; who is suspended stays so."""
    agencies, officers = await registry.known()
    for agency in AGENCIES:
        if agency.code not in agencies:
            await registry.agency(agency.code, agency.name, agency.kind, agency.division)
    for officer in OFFICERS:
        if officer.card not in officers:
            await registry.officer(officer.card, officer.agency, officer.name, officer.roles)


def officer_of(card: str) -> DemoOfficer | None:
    """The demo officer of a card."""
    return next((each for each in OFFICERS if each.card == card), None)


def demo_key(data: Path) -> OKPKey:
    """The key of the demo's own issuer, made on first use and kept in the data directory for its owner alone."""
    path = data / "demo-issuer.json"
    if path.exists():
        return OKPKey.import_key(json.loads(path.read_text(encoding="utf-8")))
    key = OKPKey.generate_key("Ed25519", parameters={"kid": "demo", "use": "sig"})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(key.as_dict(private=True)), encoding="utf-8")
    return key


def demo_issuer(key: OKPKey) -> dict[str, Issuer]:
    """The demo's own issuer; it speaks for every invented agency."""
    return {DEMO_ISSUER: Issuer(DEMO_ISSUER, KeySet([key]), None, seconds=DEMO_SECONDS)}


def demo_token(key: OKPKey, officer: DemoOfficer, now: int) -> str:
    """A token of the demo's own issuer for an invented officer."""
    claims = {
        "iss": DEMO_ISSUER,
        "sub": officer.card,
        "aud": AUDIENCE,
        "agency": officer.agency,
        "name": officer.name,
        "iat": now,
        "exp": now + DEMO_SECONDS,
    }
    return jwt.encode({"alg": "Ed25519", "kid": "demo"}, claims, key, algorithms=ALGORITHMS)
