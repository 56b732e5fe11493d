"""How the hub proves to a provider that it is the client registered there: by a secret or key in a file, or not at all.

The files lie in the directory that HUB_CLIENT_SECRETS names, one for an agency, called by its code: a private key (a
JWK) signs an assertion (private_key_jwt), anything else is a shared secret. None of it is in the graph or in a log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from hub.errors import SignInFailed
from hub.signin.providers import Provider

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60
_BY_TYPE = {"RSA": "PS256", "EC": "ES256", "OKP": "Ed25519"}


@dataclass(frozen=True, slots=True)
class ClientProof:
    """What a token request carries beside its form: fields of the form, or user and password."""

    form: Mapping[str, str]
    auth: tuple[str, str] | None = None


@dataclass(frozen=True)
class ClientProofs:
    """Knows the secrets of the hub as a client."""

    folder: Path | None
    now: Callable[[], int]
    random: Callable[[], str]

    def proof(self, provider: Provider, metadata: Mapping[str, Any]) -> ClientProof:
        """What proves it to this provider; reads a file. Raises SignInFailed."""
        public = {"client_id": provider.client}
        secret = self._secret(provider.agency)
        if secret is None:
            return ClientProof(public)
        if secret.startswith("{"):
            assertion = self._assertion(provider, secret)
            return ClientProof({**public, "client_assertion_type": ASSERTION, "client_assertion": assertion})
        methods = metadata.get("token_endpoint_auth_methods_supported")
        if isinstance(methods, list) and "client_secret_basic" not in methods and "client_secret_post" in methods:
            return ClientProof({**public, "client_secret": secret})
        # Both are form-encoded before they become user and password (RFC 6749, 2.3.1).
        return ClientProof({}, (quote(provider.client, safe=""), quote(secret, safe="")))

    def _secret(self, agency: str) -> str | None:
        if self.folder is None or Path(agency).name != agency or agency.startswith("."):
            return None
        try:
            return (self.folder / agency).read_text("utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            raise _unusable() from None

    def _assertion(self, provider: Provider, text: str) -> str:
        try:
            (key,) = KeySet.import_key_set({"keys": [json.loads(text)]}).keys
            if not isinstance(key, RSAKey | ECKey | OKPKey) or not key.is_private:
                raise _unusable()
            algorithm = _BY_TYPE[key.key_type]
            head = {"alg": algorithm} | ({"kid": key.kid} if key.kid else {})
            claims = {
                "iss": provider.client,
                "sub": provider.client,
                "aud": provider.issuer,
                "jti": self.random(),
                "iat": self.now(),
                "exp": self.now() + ASSERTION_SECONDS,
            }
            return jwt.encode(head, claims, key, algorithms=[algorithm])
        except (JoseError, ValueError, LookupError, TypeError):
            raise _unusable() from None


def _unusable() -> SignInFailed:
    return SignInFailed(
        "The hub cannot use its client secret for the agency's sign-in.",
        hint="Ask the hub's operator to check the agency's file in HUB_CLIENT_SECRETS.",
        reason="unavailable",
    )
