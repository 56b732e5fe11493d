"""The audit keys of a hub in their directory, and who makes and opens those that sign."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from hub.audit import sm2, verify_standalone
from hub.audit.signing import ED25519, KeptSigner, Signer, fingerprint, signer_of
from hub.errors import KeyElsewhere
from hub.support.base64_text import to_text
from hub.support.disk import Disk
from schema.errors import SetupError

#: What the file of a key begins with that is in a hardware module.
MODULE = "pkcs11 "
_PRIVATE = "signing-{}.key"
_PUBLIC = "keys.json"
_IDENTIFIERS = "identifiers.key"
#: Public keys by fingerprint: the algorithm and the key of each, and what is said of its succession.
PublicKeys: TypeAlias = dict[str, dict[str, Any]]


def fingerprint_of_kept(algorithm: str, kept: str) -> str:
    """What the key is called that a file holds or leads to; raises ValueError for a damaged file."""
    if kept.startswith(MODULE):
        return verify_standalone.fingerprint(algorithm, bytes.fromhex(kept.split(" ")[-1]))
    return fingerprint(signer_of(algorithm, bytes.fromhex(kept)))


class KeyProvider(Protocol):
    """Where the private keys of signers are, and who computes with them."""

    def new(self, algorithm: str) -> KeptSigner:
        """A signer with a new key, which is in no file yet; raises SetupError."""
        ...

    def open(self, algorithm: str, kept: str) -> KeptSigner:
        """The signer that a file leads to; raises ValueError for a damaged file, SetupError where it leads nowhere."""
        ...

    def has(self, kept: str) -> bool:
        """Whether what a file leads to is where this provider puts new keys."""
        ...


class FileKeys:
    """Private keys in files, and in the hub's memory while it signs; SM2 is computed in Python."""

    def new(self, algorithm: str) -> KeptSigner:
        """A signer with a random key."""
        return signer_of(
            algorithm, secrets.token_bytes(32) if algorithm == ED25519 else sm2.new_key().to_bytes(32, "big")
        )

    def open(self, algorithm: str, kept: str) -> KeptSigner:
        """The signer of a private key in hex; raises ValueError, or KeyElsewhere where it is in a hardware module."""
        if not self.has(kept):
            raise KeyElsewhere(
                "The key that signs the audit log is in a hardware module.",
                hint="Set HUB_AUDIT_KEY_PROVIDER=pkcs11. Where the module is lost: hub audit rotate --lost --reason …",
            )
        return signer_of(algorithm, bytes.fromhex(kept))

    def has(self, kept: str) -> bool:
        """Whether the file holds the key itself."""
        return not kept.startswith(MODULE)


@dataclass(frozen=True)
class Keys:
    """The directory of the hub's audit keys, readable for the hub alone; `provider` says where signing keys are."""

    home: Path
    provider: KeyProvider = field(default_factory=FileKeys)

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
        """The signer that this directory leads to, if there is one; raises SetupError."""
        try:
            kept = self._text(_PRIVATE.format(algorithm))
            return None if kept is None else self.provider.open(algorithm, kept)
        except ValueError:
            raise SetupError(
                f"The key that signs the audit log ({algorithm}) is damaged.",
                hint=(
                    "Restore it from the backup. Without it the hub cannot sign the log with the "
                    "key that the agencies know."
                ),
            ) from None

    def placed(self, algorithm: str) -> bool:
        """Whether the key, where there is one, is where the provider puts new keys; raises SetupError."""
        kept = self._text(_PRIVATE.format(algorithm))
        return kept is None or self.provider.has(kept)

    def new(self, algorithm: str) -> KeptSigner:
        """A signer with a new key, which is not kept yet; raises SetupError."""
        return self.provider.new(algorithm)

    def keep(self, signer: KeptSigner, said: Mapping[str, object] | None, *, replace: bool) -> Signer:
        """Keep a new key, with what is said of it; the signer that then has its place.

        Without `replace` the first of several processes wins.
        """
        path = self.home / _PRIVATE.format(signer.algorithm)
        with self._writable():
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if replace:
                # First, so that no key ever signs before its predecessor is known.
                self.publish(signer, said)
                Disk().create(path, signer.kept.encode())
                return signer
            Disk().publish(path, signer.kept.encode())
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

    def public(self) -> PublicKeys:
        """All public keys that ever signed here, by fingerprint, each with the key before it."""
        try:
            found: PublicKeys = json.loads((self.home / _PUBLIC).read_text("utf-8"))
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
        text = self._text(name)
        try:
            return None if text is None else bytes.fromhex(text)
        except ValueError:
            raise SetupError(f"The key file {name} is damaged.", hint="Restore it from the backup.") from None

    def _text(self, name: str) -> str | None:
        try:
            with self._writable():
                return (self.home / name).read_text("ascii")
        except FileNotFoundError:
            return None

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
