"""A file that only the holder of a passphrase can read, and nobody can shorten or change unnoticed.

A line of JSON says how the key is derived. Parts of a megabyte follow, each encrypted with AES-256-GCM under its
number, so that none can be moved or left out, and whether it is the last, so that none can be missing at the end.
"""

from __future__ import annotations

import base64
import io
import json
import os
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from schema.errors import InvalidArgument

FORMAT = "linkage-hub backup 1"
PART = 1 << 20
_TAG = 16
#: 64 MB and a tenth of a second for each guess at the passphrase.
_COST = {"n": 1 << 16, "r": 8, "p": 1}
_LENGTH = 4
_LONGEST_HEADER = 4_096


class Sealing(io.RawIOBase):
    """Encrypts what is written to it; `close` writes the last part, without which nobody takes the file."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        super().__init__()
        salt = os.urandom(16)
        header = {"format": FORMAT, "kdf": "scrypt", "salt": base64.b64encode(salt).decode(), **_COST}
        self._header = json.dumps(header).encode() + b"\n"
        self._file, self._cipher = file, _cipher(passphrase, salt, _COST)
        self._buffer, self._number = bytearray(), 0
        file.write(self._header)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        given = memoryview(data).cast("B")
        self._buffer += given
        while len(self._buffer) > PART:
            self._put(bytes(self._buffer[:PART]), last=False)
            del self._buffer[:PART]
        return len(given)

    def finish(self) -> None:
        """Write the last part."""
        self._put(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _put(self, data: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), data, self._header)
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        self._number += 1


class Opening(io.RawIOBase):
    """Reads back what was sealed; raises InvalidArgument for what is none, was changed, or has another passphrase."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        super().__init__()
        self._file = file
        self._header = file.readline(_LONGEST_HEADER)
        try:
            header = json.loads(self._header)
            if header["format"] != FORMAT or header["kdf"] != "scrypt":
                raise ValueError(header["format"])
            cost = {name: int(header[name]) for name in _COST}
            if cost["n"] * cost["r"] * cost["p"] > 1 << 24:
                raise ValueError("cost")
            self._cipher = _cipher(passphrase, base64.b64decode(header["salt"]), cost)
        except (ValueError, KeyError, TypeError):
            raise InvalidArgument(
                "The file is not a backup of the hub.", hint="Name a file that hub backup wrote."
            ) from None
        self._buffer, self._number, self._last = memoryview(b""), 0, False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, into: Any) -> int:
        """Hand out some bytes; none are left at the end."""
        target = memoryview(into).cast("B")
        while not self._buffer and not self._last:
            self._buffer = memoryview(self._next())
        count = min(len(target), len(self._buffer))
        target[:count] = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return count

    def drain(self) -> None:
        """Read to the end, which proves that the file is whole."""
        while not self._last:
            self._next()

    def _next(self) -> bytes:
        length = int.from_bytes(self._file.read(_LENGTH), "big")
        sealed = self._file.read(length) if _TAG <= length <= PART + _TAG else b""
        for last in (False, True) if len(sealed) == length else ():
            try:
                found = self._cipher.decrypt(_nonce(self._number, last=last), sealed, self._header)
            except (InvalidTag, ValueError):
                continue
            if last and self._file.read(1):
                # Nobody sealed what follows.
                break
            self._number, self._last = self._number + 1, last
            return found
        if self._number:
            raise InvalidArgument("The backup is damaged or incomplete.", hint="Use another copy of it.")
        raise InvalidArgument(
            "The backup cannot be opened: the passphrase is wrong, or the file is damaged.",
            hint="Set HUB_BACKUP_KEY to the passphrase with which the backup was made.",
        )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(passphrase: str, salt: bytes, cost: dict[str, int]) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, **cost).derive(passphrase.encode()))
