"""Who signs the heads: Ed25519 with SHA-256, or SM2 with SM3; and the keys in their files."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hub.audit import sm2, verify_standalone
from hub.audit.tree import Digest
from hub.support.base64_text import to_text
from hub.support.disk import Disk
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


class FileSigner(Signer, Protocol):
    """A signer whose private key is in the hub's memory and in a file; one of a hardware module has no `secret`."""

    @property
    def secret(self) -> bytes:
        """The 32 bytes of the private key, for its file."""
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
    def secret(self) -> bytes:
        """The 32 bytes of the private key."""
        return self.private.private_bytes_raw()

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
    def secret(self) -> bytes:
        """The 32 bytes of the private key."""
        return self.private.to_bytes(32, "big")

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return sm2.sign(self.private, self.public, message, self.nonce)


def signer_of(algorithm: str, private: bytes) -> FileSigner:
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
        """The signer of this directory, with a key that is made when there is none; raises SetupError.

        To open a log, use `hub.audit.key_succession`, which makes no key where one was lost.
        """
        found = self.there(algorithm)
        if found is None:
            return self.keep(self.new(algorithm), None, replace=False)
        self.publish(found)
        return found

    def there(self, algorithm: str) -> Signer | None:
        """The signer whose key is in this directory, if there is one; raises SetupError."""
        private = self._read(_PRIVATE.format(algorithm))
        try:
            return None if private is None else signer_of(algorithm, private)
        except ValueError:
            raise SetupError(
                f"The key that signs the audit log ({algorithm}) is damaged.",
                hint=(
                    "Restore it from the backup. Without it the hub cannot sign the log with the "
                    "key that the agencies know."
                ),
            ) from None

    def new(self, algorithm: str) -> FileSigner:
        """A signer with a new key, which is not kept yet."""
        return signer_of(
            algorithm, secrets.token_bytes(32) if algorithm == ED25519 else sm2.new_key().to_bytes(32, "big")
        )

    def keep(self, signer: FileSigner, said: Mapping[str, object] | None, *, replace: bool) -> Signer:
        """Keep a new key, with what is said of it; the signer that then has its place.

        Without `replace` the first of several processes wins.
        """
        path = self.home / _PRIVATE.format(signer.algorithm)
        with self._writable():
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if replace:
                # First, so that no key ever signs before its predecessor is known.
                self.publish(signer, said)
                Disk().create(path, signer.secret.hex().encode())
                return signer
            Disk().publish(path, signer.secret.hex().encode())
        found = self.there(signer.algorithm)
        assert found is not None  # noqa: S101 - published above
        self.publish(found, said if found.public == signer.public else None)
        return found

    @property
    def has_identifiers(self) -> bool:
        """Whether there is a key under which identifiers are hashed."""
        return (self.home / _IDENTIFIERS).exists()

    def identifiers(self) -> bytes:
        """The key under which identifiers are hashed, made when there is none."""
        return self._secret(_IDENTIFIERS, secrets.token_bytes(32))

    def public(self) -> dict[str, dict[str, Any]]:
        """All public keys that ever signed here, by fingerprint, each with the key before it."""
        try:
            found: dict[str, dict[str, Any]] = json.loads((self.home / _PUBLIC).read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def publish(self, signer: Signer, said: Mapping[str, object] | None = None) -> None:
        """Have the public key stand among those that ever signed here, with what is said of it."""
        known = self.public()
        name = fingerprint(signer)
        entry = {"algorithm": signer.algorithm, "publicKey": to_text(signer.public), **(said or {})}
        if name not in known:
            text = json.dumps({**known, name: entry}, indent=1, sort_keys=True)
            with self._writable():
                Disk().create(self.home / _PUBLIC, text.encode(), mode=0o644)

    def _secret(self, name: str, new: bytes) -> bytes:
        with self._writable():
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (self.home / name).exists():
                Disk().publish(self.home / name, new.hex().encode())
        found = self._read(name)
        assert found is not None  # noqa: S101 - published above
        return found

    def _read(self, name: str) -> bytes | None:
        try:
            with self._writable():
                return bytes.fromhex((self.home / name).read_text("ascii"))
        except FileNotFoundError:
            return None
        except ValueError:
            raise SetupError(f"The key file {name} is damaged.", hint="Restore it from the backup.") from None

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as problem:
            raise SetupError(
                f"The keys of the audit log cannot be written: {problem.strerror}.",
                hint="Make the directory HUB_AUDIT_KEYS writable for the hub's user, and for no other.",
            ) from None
