"""Seals small values that browsers carry for the hub: only the hub can read or make them (JWE, AES-256-GCM)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from hub.signin.session_keys import KeyRing

_HEAD = {"alg": "dir", "enc": "A256GCM"}
_ALGORITHMS = list(_HEAD.values())
#: What a browser keeps of one cookie.
LONGEST = 4096


class Seal:
    """Seals and opens what serves one purpose; what was sealed for another one does not open."""

    def __init__(self, ring: KeyRing, purpose: str, graph: bytes) -> None:
        """Take the purpose's keys from the ring, which all hubs over one graph share, and from the graph's secret."""
        self._ring, self._purpose, self._graph = ring, purpose, graph
        self._derived: dict[bytes, OctKey] = {}

    def close(self, things: Mapping[str, Any]) -> str:
        """The sealed text."""
        key = self._key(self._ring.sealing.secret)
        return jwe.encrypt_compact(dict(_HEAD), orjson.dumps(things), key, algorithms=_ALGORITHMS)

    def open(self, text: str) -> dict[str, Any] | None:
        """What was sealed, or None where this hub did not seal it, or for another purpose."""
        if len(text) > LONGEST or not text.isascii():
            return None
        # The newest first: nearly all is sealed with it.
        opened = (self._open_with(text, key.secret) for key in reversed(self._ring.keys))
        return next((things for things in opened if things is not None), None)

    def _open_with(self, text: str, secret: bytes) -> dict[str, Any] | None:
        try:
            opened = jwe.decrypt_compact(text, self._key(secret), algorithms=_ALGORITHMS)
            things = orjson.loads(opened.plaintext or b"")
        # Whatever a stranger may have put there.
        except (JoseError, ValueError, LookupError, TypeError, RecursionError):
            return None
        return things if isinstance(things, dict) else None

    def _key(self, secret: bytes) -> OctKey:
        """The purpose's own key of a version."""
        if secret not in self._derived:
            info = f"linkage-hub {self._purpose}".encode()
            # Both are needed: what a backup of the graph holds makes no session, nor does one of another graph count.
            self._derived[secret] = OctKey.import_key(HKDF(SHA256(), 32, salt=self._graph, info=info).derive(secret))
        return self._derived[secret]
