"""Ed25519 keys in a hardware module, which signs with them and never hands them out (PKCS#11 3.0, CKM_EDDSA).

The file of such a key says where it is: its id in the module, and the public key, so that a backup can be compared
without the module. SM2 is not there: PKCS#11 has no mechanism for it, each vendor has numbers of its own, and none
could be tried (docs/decisions/where-signing-keys-are.md).
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from hub.audit.keys import MODULE, FileKeys
from hub.audit.signing import ED25519, KeptSigner, verify
from hub.errors import AuditUnavailable, KeyElsewhere
from schema.errors import SetupError

#: The curve of Ed25519, as modules name it: its identifier (RFC 8410), or for older ones its name (PKCS#11 3.0).
_CURVES = (bytes.fromhex("06032b6570"), b"\x13\x0cedwards25519")
_LABEL = "linkage-hub audit"
_TRIED = b"linkage-hub"
_PUBLIC_BYTES = 32
Answer = TypeVar("Answer")


@dataclass
class Module:
    """A token of a module, as this process uses it: one session, which one thread uses at a time."""

    path: str
    token: str
    pin: str = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _session: Any = field(default=None, repr=False)
    _process: int = 0

    def run(self, work: Callable[[Any], Answer]) -> Answer:
        """Do something in the session; once more in a new one where the module has lost it.

        Raises SetupError where the package, the module or the token is missing, or the PIN is wrong.
        """
        try:
            import pkcs11
        except ImportError:
            raise SetupError(
                "The package python-pkcs11 is missing.", hint="Install the hub with it: pip install linkage-hub[pkcs11]"
            ) from None
        with self._lock:
            try:
                fresh = self._session is None or self._process != os.getpid()
                if fresh:
                    self._open(pkcs11)
                try:
                    return work(self._session)
                except pkcs11.exceptions.NoSuchKey:
                    raise
                except pkcs11.exceptions.PKCS11Error:
                    if fresh:
                        raise
                    self._open(pkcs11)
                    return work(self._session)
            except pkcs11.exceptions.NoSuchKey:
                raise KeyElsewhere(
                    f"The key that signs the audit log is not in the token {self.token}.",
                    hint="Name the token that holds it (HUB_AUDIT_PKCS11_TOKEN). Lost: hub audit rotate --lost …",
                ) from None
            except (pkcs11.exceptions.PKCS11Error, RuntimeError, OSError) as problem:
                self._session = None
                # The name of the class alone: some modules put what they were given into the text.
                raise SetupError(
                    f"The hardware module does not sign: {type(problem).__name__}.",
                    hint="Check HUB_AUDIT_PKCS11_MODULE, HUB_AUDIT_PKCS11_TOKEN and HUB_AUDIT_PKCS11_PIN.",
                    variable="HUB_AUDIT_PKCS11_MODULE",
                ) from None

    def _open(self, pkcs11: Any) -> None:
        # Loaded once for a process: what a fork brought along belongs to the parent, and a lost session to the past.
        library = pkcs11.lib(self.path)
        if self._process:
            library.reinitialize()
        self._process = os.getpid()
        self._session = library.get_token(token_label=self.token).open(rw=True, user_pin=self.pin)


@dataclass(frozen=True)
class ModuleSigner:
    """Signs with a key in a module."""

    module: Module
    key: bytes
    public: bytes
    algorithm: str = ED25519

    @property
    def kept(self) -> str:
        """Where the key is."""
        return f"{MODULE}{self.key.hex()} {self.public.hex()}"

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of a signature; raises AuditUnavailable."""
        try:
            return self.module.run(lambda session: _signed(session, self.key, message))
        except SetupError as problem:
            raise AuditUnavailable(
                "The audit log cannot be signed, so nothing is answered.",
                hint="Ask again later; the hub's operator must look after the hardware module.",
                reason=problem.message,
            ) from None


@dataclass(frozen=True)
class ModuleKeys:
    """Private keys in a module; those that a file still holds can be opened, so that they vouch for their successor."""

    module: Module

    def new(self, algorithm: str) -> KeptSigner:
        """A signer with a key that the module makes; raises SetupError."""
        if algorithm != ED25519:
            raise SetupError(
                "The hub signs with SM2 in no hardware module.",
                hint="Set HUB_AUDIT_SIGNATURE=ed25519, or HUB_AUDIT_KEY_PROVIDER=openssl.",
                variable="HUB_AUDIT_KEY_PROVIDER",
            )
        key = secrets.token_bytes(8)
        return self._tried(ModuleSigner(self.module, key, self.module.run(lambda session: _made(session, key))))

    def open(self, algorithm: str, kept: str) -> KeptSigner:
        """The signer that a file leads to; raises ValueError, SetupError, and KeyElsewhere where the key is gone."""
        if not self.has(kept):
            return FileKeys().open(algorithm, kept)
        key, public = map(bytes.fromhex, kept.removeprefix(MODULE).split(" "))
        return self._tried(ModuleSigner(self.module, key, public))

    def has(self, kept: str) -> bool:
        """Whether the file says where in the module the key is."""
        return kept.startswith(MODULE)

    def _tried(self, signer: ModuleSigner) -> ModuleSigner:
        signature = self.module.run(lambda session: _signed(session, signer.key, _TRIED))
        if not verify(ED25519, signer.public, _TRIED, signature):
            raise KeyElsewhere(
                f"The key of the audit log in the token {self.module.token} is another one than it was.",
                hint="Name the token that holds it (HUB_AUDIT_PKCS11_TOKEN).",
            )
        return signer


@cache
def module(path: str, token: str, pin: str) -> Module:
    """The token as this process uses it; one session for all who ask, since a module knows one user at a time."""
    return Module(path, token, pin)


def _signed(session: Any, key: bytes, message: bytes) -> bytes:
    from pkcs11 import Mechanism, ObjectClass

    found = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=key)
    signature: bytes = found.sign(message, mechanism=Mechanism.EDDSA)
    return signature


def _made(session: Any, key: bytes) -> bytes:
    """The public key of a new pair in the token, whose private key is sensitive and cannot be read out."""
    from pkcs11 import Attribute, KeyType, Mechanism
    from pkcs11.exceptions import PKCS11Error

    for place, curve in enumerate(_CURVES, 1):
        asked = session.create_domain_parameters(KeyType.EC_EDWARDS, {Attribute.EC_PARAMS: curve}, local=True)
        hidden = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
        try:
            public, _ = asked.generate_keypair(
                id=key,
                label=_LABEL,
                store=True,
                mechanism=Mechanism.EC_EDWARDS_KEY_PAIR_GEN,
                private_template=hidden,
            )
        except PKCS11Error:
            if place == len(_CURVES):
                raise
            continue
        # With or without the two bytes of an OCTET STRING before it.
        return bytes(public[Attribute.EC_POINT][-_PUBLIC_BYTES:])
    raise AssertionError("there is a curve to try")
