"""SM2 signatures by a library of the system: OpenSSL 3, or Tongsuo, which has the same functions.

The package `cryptography` brings an OpenSSL of its own and does not hand on its SM2, so the library is called by its C
functions. Those that are used are the same since OpenSSL 1.1.1, on which Tongsuo 8.3 rests; what differs between the
two is asked of the library.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import weakref
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_size_t, c_void_p
from dataclasses import dataclass, field
from typing import Any

from hub.audit.verify_standalone import sm2_verify
from schema.errors import SetupError

#: An unencrypted PKCS#8 key on the SM2 curve (RFC 5915 within RFC 5958): before the private key, and before x and y.
_BEFORE_PRIVATE = bytes.fromhex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420")
_BEFORE_PUBLIC = bytes.fromhex("a14403420004")
#: Whom the signature is by, as the standard has it where nothing else is agreed (GB/T 32918.2).
_IDENTITY = b"1234567812345678"
#: Numbers of the header files of OpenSSL 1.1.1.
_EVP_PKEY_SM2, _SET1_ID = 1172, 0x100B
_LONGEST_DER = 80
_POINTERS = (
    "EVP_MD_CTX_new",
    "EVP_PKEY_CTX_new",
    "EVP_sm3",
    "d2i_AutoPrivateKey",
)


class OpenSsl:
    """The library at a path, or the system's own; raises SetupError where it is none that signs with SM2."""

    def __init__(self, path: str | None = None) -> None:
        self.path = path or ctypes.util.find_library("crypto") or "libcrypto.so.3"
        try:
            self._c: Any = ctypes.CDLL(self.path)
            for name in _POINTERS:
                getattr(self._c, name).restype = c_void_p
            self._c.d2i_AutoPrivateKey.argtypes = [c_void_p, POINTER(c_char_p), c_long]
            self._c.EVP_PKEY_CTX_new.argtypes = [c_void_p, c_void_p]
            self._c.EVP_MD_CTX_set_pkey_ctx.argtypes = [c_void_p, c_void_p]
            self._c.EVP_DigestSignInit.argtypes = [c_void_p, c_void_p, c_void_p, c_void_p, c_void_p]
            self._c.EVP_DigestSign.argtypes = [c_void_p, c_char_p, POINTER(c_size_t), c_char_p, c_size_t]
            for name in ("EVP_PKEY_free", "EVP_MD_CTX_free", "EVP_PKEY_CTX_free"):
                getattr(self._c, name).argtypes = [c_void_p]
                getattr(self._c, name).restype = None
            self._c.OpenSSL_version.restype = c_char_p
        except (OSError, AttributeError):
            raise _without_sm2(self.path) from None

    @property
    def version(self) -> str:
        """What the library calls itself."""
        said: bytes = self._c.OpenSSL_version(0)
        return said.decode()

    def key(self, private: bytes, public: bytes) -> Key:
        """The key in the library's memory, after it has signed something that verifies; raises SetupError."""
        der = _BEFORE_PRIVATE + private + _BEFORE_PUBLIC + public
        made = self._c.d2i_AutoPrivateKey(None, byref(c_char_p(der)), len(der))
        if not made:
            raise _without_sm2(self.path)
        key = Key(self, made)
        weakref.finalize(key, self._c.EVP_PKEY_free, made)
        # OpenSSL 3 knows by the curve what the key is for; before, it had to be said.
        if hasattr(self._c, "EVP_PKEY_set_alias_type"):
            self._c.EVP_PKEY_set_alias_type.argtypes = [c_void_p, c_int]
            self._c.EVP_PKEY_set_alias_type(made, _EVP_PKEY_SM2)
        if not sm2_verify(public, b"linkage-hub", self.sign(made, b"linkage-hub")):
            raise _without_sm2(self.path)
        return key

    def sign(self, key: int, message: bytes) -> bytes:
        """The 64 bytes r, s of a signature by a key of the library; raises SetupError."""
        # Each signature has contexts of its own, so that threads do not meet in one.
        context, about = self._c.EVP_MD_CTX_new(), self._c.EVP_PKEY_CTX_new(key, None)
        try:
            self._c.EVP_MD_CTX_set_pkey_ctx(context, about)
            der, size = ctypes.create_string_buffer(_LONGEST_DER), c_size_t(_LONGEST_DER)
            done = (
                self._identify(about) > 0
                and self._c.EVP_DigestSignInit(context, None, self._c.EVP_sm3(), None, key) > 0
                and self._c.EVP_DigestSign(context, der, byref(size), message, len(message)) > 0
            )
        finally:
            self._c.EVP_MD_CTX_free(context)
            self._c.EVP_PKEY_CTX_free(about)
        if not done:
            raise _without_sm2(self.path)
        return _plain(der.raw[: size.value])

    def _identify(self, about: int) -> int:
        if hasattr(self._c, "EVP_PKEY_CTX_set1_id"):
            self._c.EVP_PKEY_CTX_set1_id.argtypes = [c_void_p, c_char_p, c_size_t]
            said: int = self._c.EVP_PKEY_CTX_set1_id(about, _IDENTITY, len(_IDENTITY))
            return said
        self._c.EVP_PKEY_CTX_ctrl.argtypes = [c_void_p, c_int, c_int, c_int, c_int, c_char_p]
        told: int = self._c.EVP_PKEY_CTX_ctrl(about, -1, -1, _SET1_ID, len(_IDENTITY), _IDENTITY)
        return told


@dataclass(eq=False)
class Key:
    """A private key in the memory of a library, which forgets it with this object."""

    library: OpenSsl
    handle: int = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r, s of a signature."""
        return self.library.sign(self.handle, message)


def _plain(der: bytes) -> bytes:
    """The two numbers of a DER signature, 32 bytes each."""
    numbers, at = [], 2
    for _ in range(2):
        size = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2 : at + 2 + size], "big").to_bytes(32, "big"))
        at += 2 + size
    return b"".join(numbers)


def _without_sm2(path: str) -> SetupError:
    return SetupError(
        f"The library {path} does not sign with SM2.",
        hint="Name another one with HUB_AUDIT_OPENSSL, or sign without one: HUB_AUDIT_KEY_PROVIDER=file.",
        variable="HUB_AUDIT_OPENSSL",
    )
