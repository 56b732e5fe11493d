"""Seals small things that browsers carry for the hub: nobody else can read or make them (JWE, AES-256-GCM)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEAD = {"alg": "dir", "enc": "A256GCM"}
_ALGORITHMS = list(_HEAD.values())
#: What a browser keeps of one cookie.
LONGEST = 4096


class Seal:
    """Seals and opens what serves one purpose; what was sealed for another one does not open."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        """Derive the purpose's key from the graph's secret, which all hubs over one graph share."""
        key = HKDF(SHA256(), 32, salt=None, info=f"linkage-hub {purpose}".encode()).derive(secret)
        self._key = OctKey.import_key(key)

    def close(self, things: Mapping[str, Any]) -> str:
        """The sealed text."""
        return jwe.encrypt_compact(dict(_HEAD), orjson.dumps(things), self._key, algorithms=_ALGORITHMS)

    def open(self, text: str) -> dict[str, Any] | None:
        """What was sealed, or None where this hub did not seal it, or for another purpose."""
        if len(text) > LONGEST or not text.isascii():
            return None
        try:
            opened = jwe.decrypt_compact(text, self._key, algorithms=_ALGORITHMS)
            things = orjson.loads(opened.plaintext or b"")
        # Whatever a stranger may have put there.
        except (JoseError, ValueError, LookupError, TypeError, RecursionError):
            return None
        return things if isinstance(things, dict) else None
