"""Keys in files as always, with which a library of the system computes SM2, in constant time."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.audit.keys import FileKeys
from hub.audit.openssl_sm2 import Key, OpenSsl
from hub.audit.signing import ED25519, SM2, KeptSigner


@dataclass(frozen=True)
class OpenSslSigner:
    """Signs with SM2 (GB/T 32918.2) by the library."""

    key: Key = field(repr=False)
    public: bytes
    kept: str = field(repr=False)
    algorithm: str = SM2

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature."""
        return self.key.sign(message)


@dataclass(frozen=True)
class OpenSslKeys:
    """Private keys in files, and in the library's memory while it signs.

    Ed25519 is signed by the OpenSSL of `cryptography` anyway, so that is as without.
    """

    library: OpenSsl
    files: FileKeys = field(default_factory=FileKeys)

    def new(self, algorithm: str) -> KeptSigner:
        """A signer with a random key; raises SetupError where the library does not sign."""
        return self._by_library(self.files.new(algorithm))

    def open(self, algorithm: str, kept: str) -> KeptSigner:
        """The signer of a private key in hex; raises ValueError and SetupError."""
        return self._by_library(self.files.open(algorithm, kept))

    def has(self, kept: str) -> bool:
        """Whether the file holds the key itself."""
        return self.files.has(kept)

    def _by_library(self, ours: KeptSigner) -> KeptSigner:
        if ours.algorithm == ED25519:
            return ours
        return OpenSslSigner(self.library.key(bytes.fromhex(ours.kept), ours.public), ours.public, ours.kept)
