"""Who asks: the officer and agency behind a bearer token (a JWT of the agency's own issuer)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from hub.access.profile import Profile
from schema.errors import SetupError, Unauthenticated

AUDIENCE = "linkage-hub"
#: Only signatures with a public key; 'none' and shared secrets are never taken.
ALGORITHMS = ["Ed25519", "ES256", "PS256"]
DEMO_ISSUER = "urn:linkage-hub:demo"
#: A demo token is good for a day's work.
DEMO_SECONDS = 24 * 3600
_HINT = "Send a header 'Authorization: Bearer <token>' with a current token of your agency's issuer."


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer of an agency, as the token says it."""

    agency: str
    card: str
    name: str

    def profile(self) -> Profile:
        """What the caller may see."""
        return Profile(agency=self.agency, card=self.card)


@dataclass(frozen=True)
class Issuer:
    """Somebody whose tokens are taken: its keys, and the agency it speaks for (None: any; the demo's own issuer)."""

    name: str
    keys: KeySet
    agency: str | None


class Issuers:
    """The registered issuers; tells the caller of a token or refuses it."""

    def __init__(self, issuers: Mapping[str, Issuer], now: Callable[[], int]) -> None:
        self._issuers = issuers
        self._claims = jwt.JWTClaimsRegistry(
            now=now,
            leeway=30,
            iss={"essential": True},
            sub={"essential": True},
            aud={"essential": True, "value": AUDIENCE},
            exp={"essential": True},
            agency={"essential": True},
        )

    def caller(self, header: str | None) -> Caller:
        """The caller behind an Authorization header; raises Unauthenticated."""
        if not header:
            raise Unauthenticated("The request carries no token.", hint=_HINT)
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated("The Authorization header is not a bearer token.", hint=_HINT)
        try:
            return self._caller(token.strip())
        # Whatever is wrong with a stranger's token, also one that is nested without end: it is not valid.
        except (JoseError, ValueError, LookupError, TypeError, RecursionError) as problem:
            raise Unauthenticated(f"The token is not valid: {_reason(problem)}.", hint=_HINT) from None

    def _caller(self, token: str) -> Caller:
        issuer = self._issuers.get(_unverified_issuer(token))
        if issuer is None:
            raise ValueError("its issuer is not registered")
        decoded = jwt.decode(token, issuer.keys, algorithms=ALGORITHMS)
        self._claims.validate(decoded.claims)
        agency, card = str(decoded.claims["agency"]), str(decoded.claims["sub"])
        if issuer.agency is not None and issuer.agency != agency:
            raise ValueError("its issuer does not speak for that agency")
        return Caller(agency=agency, card=card, name=str(decoded.claims.get("name", card)))


def from_file(path: Path) -> dict[str, Issuer]:
    """The issuers in a JSON file: [{"issuer": …, "agency": …, "jwks": {"keys": […]}}]; raises SetupError."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            entry["issuer"]: Issuer(entry["issuer"], KeySet.import_key_set(entry["jwks"]), entry["agency"])
            for entry in entries
        }
    except (OSError, ValueError, KeyError, TypeError, JoseError):
        raise SetupError(
            "The file named by HUB_ISSUERS cannot be read as a list of issuers.",
            hint='Write [{"issuer": "https://…", "agency": "<agency code>", "jwks": {"keys": [{…}]}}].',
        ) from None


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
    """The registration of the demo's own issuer."""
    return {DEMO_ISSUER: Issuer(DEMO_ISSUER, KeySet([key]), None)}


def demo_token(key: OKPKey, caller: Caller, now: int) -> str:
    """A token of the demo's own issuer for an invented officer."""
    claims = {
        "iss": DEMO_ISSUER,
        "sub": caller.card,
        "aud": AUDIENCE,
        "agency": caller.agency,
        "name": caller.name,
        "iat": now,
        "exp": now + DEMO_SECONDS,
    }
    return jwt.encode({"alg": "Ed25519", "kid": "demo"}, claims, key, algorithms=ALGORITHMS)


def _unverified_issuer(token: str) -> str:
    # Only to choose the keys; everything in the token is checked against them before it is believed.
    payload = token.split(".")[1]
    claims: Any = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(claims["iss"])


def _reason(problem: Exception) -> str:
    if isinstance(problem, JoseError):
        return str(problem.description or problem.error).rstrip(".")
    if type(problem) is ValueError and str(problem).startswith("its issuer"):
        return str(problem)
    return "it cannot be read"
