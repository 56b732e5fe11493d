"""Who signs the heads: Ed25519 with SHA-256, or SM2 with SM3; and the keys in their files."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.audit import sm2, verify_standalone
from hub.audit.disk import Disk
from hub.audit.tree import Digest
from schema.errors import SetupError

ED25519 = "ed25519"
SM2 = "sm2"
ALGORITHMS = (ED25519, SM2)
_PRIVATE = "signing-{}.key"
_PUBLIC = "keys.json"
_IDENTIFIERS = "identifiers.key"


def sm3(data: bytes) -> bytes:
    """SM3 by the library that brings its own OpenSSL; the system's may lack it."""
    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize()


DIGESTS: dict[str, Digest] = {ED25519: verify_standalone.sha256, SM2: sm3}


class Signer(Protocol):
    """Signs heads; its algorithm also decides the tree's hash."""

    @property
    def algorithm(self) -> str:
        """`ed25519` or `sm2`."""
        ...

    @property
    def public(self) -> bytes:
        """The public key: 32 bytes of Ed25519, or 64 bytes x, y of SM2."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        ...


@dataclass(frozen=True)
class Ed25519Signer:
    """Signs with Ed25519 (RFC 8032)."""

    private: Ed25519PrivateKey = field(repr=False)
    algorithm: str = ED25519

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return self.private.sign(message)


@dataclass(frozen=True)
class Sm2Signer:
    """Signs with SM2 (GB/T 32918.2)."""

    private: int = field(repr=False)
    public: bytes
    nonce: Callable[[], int] = field(default=sm2.new_key, repr=False)
    algorithm: str = SM2

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return sm2.sign(self.private, self.public, message, self.nonce)


def signer_of(algorithm: str, private: bytes) -> Signer:
    """The signer with this private key of 32 bytes; ValueError where it is none."""
    if algorithm == ED25519:
        return Ed25519Signer(Ed25519PrivateKey.from_private_bytes(private))
    number = int.from_bytes(private, "big")
    if algorithm != SM2 or len(private) != 32 or not 0 < number < verify_standalone.SM_N - 1:
        raise ValueError("not a private key")
    return Sm2Signer(number, sm2.public_key(number))


def fingerprint(signer: Signer) -> str:
    """What the signer's key is called: 16 hex digits."""
    return verify_standalone.fingerprint(signer.algorithm, signer.public)


def verify(algorithm: str, public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is good; what the standalone verifier does, faster."""
    if algorithm != ED25519:
        return verify_standalone.sm2_verify(public, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Keys:
    """The directory of the hub's audit keys, readable for the hub alone."""

    home: Path

    def signer(self, algorithm: str) -> Signer:
        """The hub's signer, with a key that is made when there is none; raises SetupError."""
        new = secrets.token_bytes(32) if algorithm == ED25519 else sm2.new_key().to_bytes(32, "big")
        try:
            signer = signer_of(algorithm, self._secret(_PRIVATE.format(algorithm), new))
        except ValueError:
            raise SetupError(
                f"The key that signs the audit log ({algorithm}) is damaged.",
                hint="Restore it from the backup. Without it the log cannot go on under the key that agencies know.",
            ) from None
        self._publish(signer)
        return signer

    def identifiers(self) -> bytes:
        """The key under which identifiers are hashed, made when there is none."""
        return self._secret(_IDENTIFIERS, secrets.token_bytes(32))

    def public(self) -> dict[str, dict[str, str]]:
        """All public keys that ever signed here, by fingerprint."""
        try:
            found: dict[str, dict[str, str]] = json.loads((self.home / _PUBLIC).read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def _publish(self, signer: Signer) -> None:
        known = self.public()
        entry = {"algorithm": signer.algorithm, "publicKey": base64.b64encode(signer.public).decode()}
        if known.get(fingerprint(signer)) != entry:
            text = json.dumps({**known, fingerprint(signer): entry}, indent=1, sort_keys=True)
            Disk().create(self.home / _PUBLIC, text.encode(), mode=0o644)

    def _secret(self, name: str, new: bytes) -> bytes:
        path = self.home / name
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return bytes.fromhex(path.read_text("ascii"))
            except FileNotFoundError:
                Disk().publish(path, new.hex().encode())
                return bytes.fromhex(path.read_text("ascii"))
        except OSError as problem:
            raise SetupError(
                f"The keys of the audit log cannot be kept: {problem.strerror}.",
                hint="Make the directory of HUB_AUDIT_KEYS writable for the hub alone.",
            ) from None
        except ValueError:
            raise SetupError(f"The key file {name} is damaged.", hint="Restore it from the backup.") from None
