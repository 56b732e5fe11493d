"""Who signs the heads: Ed25519 with SHA-256, or SM2 with SM3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.audit import sm2, verify_standalone
from hub.audit.tree import Digest

ED25519 = "ed25519"
SM2 = "sm2"
ALGORITHMS = (ED25519, SM2)


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


class KeptSigner(Signer, Protocol):
    """A signer that a file of the hub leads back to."""

    @property
    def kept(self) -> str:
        """What its file holds: the private key in hex, or where it is (`hub/audit/key_places.py`)."""
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

    @property
    def kept(self) -> str:
        """The private key in hex."""
        return self.private.private_bytes_raw().hex()

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

    @property
    def kept(self) -> str:
        """The private key in hex."""
        return self.private.to_bytes(32, "big").hex()

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return sm2.sign(self.private, self.public, message, self.nonce)


def signer_of(algorithm: str, private: bytes) -> Ed25519Signer | Sm2Signer:
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
