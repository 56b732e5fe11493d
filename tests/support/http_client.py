"""Tokens of a registered issuer and of strangers, and a client that posts questions."""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey

from hub.access.registry import Registry
from hub.access.tokens import ALGORITHMS, AUDIENCE
from support.world import NOW, POLICE

SECONDS = int(NOW.timestamp())
ISSUER = "https://police.example"
CARD = "J01-0042"
MAX_BODY = 20_000
#: The basis that shows everything of an invented city.
EVERYTHING = '{"purpose": "DEMONSTRATION"}'

# Where this checkout lies: no answer may tell.
HERE = str(Path(__file__).parents[2])


@dataclass
class Signer:
    """Makes tokens; what is given replaces a claim, and None removes it."""

    key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519", parameters={"kid": "a"}))
    stranger: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519", parameters={"kid": "a"}))
    curve: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", parameters={"kid": "b"}))

    def claims(self, **changed: Any) -> dict[str, Any]:
        """The claims of a good token."""
        claims = {"iss": ISSUER, "sub": CARD, "aud": AUDIENCE, "agency": POLICE, "name": "赵明"}
        claims |= {"iat": SECONDS, "nbf": SECONDS, "exp": SECONDS + 600} | changed
        return {name: value for name, value in claims.items() if value is not None}

    def good(self, **changed: Any) -> str:
        """A token of the registered issuer."""
        return jwt.encode({"alg": "Ed25519", "kid": "a"}, self.claims(**changed), self.key, algorithms=ALGORITHMS)

    def headers(self) -> dict[str, str]:
        """Those of a question in JSON with a good token, on the basis that shows everything."""
        return {
            "Authorization": f"Bearer {self.good()}",
            "Content-Type": "application/json",
            "Linkage-Basis": EVERYTHING,
        }

    def forged(self) -> str:
        """Signed with a key that is not the issuer's."""
        return jwt.encode({"alg": "Ed25519", "kid": "a"}, self.claims(), self.stranger, algorithms=ALGORITHMS)

    def symmetric(self) -> str:
        """Signed with HS256, the public key taken for a shared secret."""
        parts = [{"alg": "HS256", "kid": "a"}, self.claims()]
        body = ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts)
        digest = hmac.digest(self.key.as_pem(private=False), body.encode(), "sha256")
        return f"{body}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


async def register(registry: Registry, tokens: Signer) -> None:
    """Register the issuer's agency with its keys, another one without, and an officer of each."""
    for agency in (POLICE, "other"):
        await registry.agency(agency, "示范市公安局", "POLICE", "9901")
    keys = {"keys": [tokens.key.as_dict(private=False), tokens.curve.as_dict(private=False)]}
    await registry.keys(POLICE, ISSUER, keys)
    await registry.officer(CARD, POLICE, "赵明", ["POLICE"])
    await registry.officer("other-0001", "other", "钱亮", ["POLICE"])


@dataclass
class Poster:
    """Posts questions with a good token, on the basis that shows everything of an invented city."""

    client: httpx.AsyncClient
    token: str
    basis: str | None = EVERYTHING

    async def __call__(self, query: str, variables: Any = None, **headers: str) -> httpx.Response:
        """The response to a question."""
        body: dict[str, Any] = {"query": query}
        if variables is not None:
            body["variables"] = variables
        return await self.post(body, **headers)

    async def post(self, body: dict[str, Any], **headers: str) -> httpx.Response:
        """The response to a body."""
        own = {"Authorization": f"Bearer {self.token}"} | ({"Linkage-Basis": self.basis} if self.basis else {})
        return await self.client.post("/graphql", json=body, headers=own | headers)

    async def error(self, query: str, variables: Any = None) -> dict[str, Any]:
        """The single error of a question; what every error must be is checked on the way."""
        response = await self(query, variables)
        errors = response.json()["errors"]
        assert len(errors) == 1, errors
        clear(errors[0], response.text)
        return dict(errors[0])


def clear(error: dict[str, Any], whole: str) -> None:
    """What holds for every error: a code, a message, and nothing of the inside."""
    assert error["message"].strip()
    assert error["extensions"]["code"].isupper()
    for inside in ("MATCH (", "RETURN ", "Traceback", "neo4j", "Neo.", 'File "', HERE, "graphql-core"):
        assert inside not in whole
