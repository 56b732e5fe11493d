"""The keys that seal sessions: in one file beside the graph, in versions, so that they change and no id does.

They are apart from the key of global ids, which lies in the graph and in every backup of it: a reader of a backup
can make no session. All hubs and workers over one graph read the same file. A new version seals only some seconds
after it was written, when every hub has read it, and those before open what they sealed for as long as a session lasts.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.support.disk import Disk
from schema.errors import SetupError

FILE = "session-keys.json"
BYTES = 32
#: Running hubs look at the file this often.
LOOK_SECONDS = 5.0
#: A new version seals so long after it was written.
AHEAD_SECONDS = 30
#: The longest that a session may last by its setting; an older version opens nothing any more.
KEEP_SECONDS = 86_400
_LOG = logging.getLogger("hub.signin")


@dataclass(frozen=True, slots=True)
class SessionKey:
    """One version: its secret, and the second from which it seals."""

    version: int
    secret: bytes = field(repr=False)
    since: int = 0


@dataclass
class KeyRing:
    """The versions that are in force, the oldest first; `generation` tells that they were changed."""

    keys: tuple[SessionKey, ...]
    now: Callable[[], float] = time.time
    generation: int = 0

    @classmethod
    def of(cls, secret: bytes) -> KeyRing:
        """A ring with one version, which is in no file."""
        return cls((SessionKey(1, secret),))

    @classmethod
    def new(cls) -> KeyRing:
        """A ring of this process alone."""
        return cls.of(secrets.token_bytes(BYTES))

    @property
    def sealing(self) -> SessionKey:
        """The newest version that seals already."""
        now = self.now()
        begun = [each for each in self.keys if each.since <= now]
        return begun[-1] if begun else self.keys[0]

    def take(self, keys: tuple[SessionKey, ...]) -> None:
        """Go on with these versions."""
        if keys != self.keys:
            self.keys, self.generation = keys, self.generation + 1


@dataclass(frozen=True)
class KeyFile:
    """The file of the versions, readable to its owner alone."""

    path: Path

    def ring(self) -> KeyRing:
        """What the file holds; a first version is made where there is no file. Raises SetupError."""
        try:
            if not self.path.exists():
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                # The first of several processes makes it.
                Disk().publish(self.path, _file_content([SessionKey(1, secrets.token_bytes(BYTES))]))
        except OSError as problem:
            raise _unusable(f"cannot be kept: {problem.strerror}") from None
        return KeyRing(self.read())

    def read(self) -> tuple[SessionKey, ...]:
        """The versions, the oldest first; raises SetupError."""
        try:
            found: dict[str, Any] = json.loads(self.path.read_text("ascii"))
            keys = [SessionKey(int(k["version"]), bytes.fromhex(k["key"]), int(k["since"])) for k in found["keys"]]
        except OSError as problem:
            raise _unusable(f"cannot be read: {problem.strerror}") from None
        except (ValueError, LookupError, TypeError):
            raise _unusable("cannot be read") from None
        if not keys or any(len(each.secret) < BYTES for each in keys):
            raise _unusable("hold no key that can be used")
        return tuple(sorted(keys, key=lambda each: each.version))

    def rotate(self, now: int, *, end: bool = False) -> SessionKey:
        """Write a new version and return it; with `end` those before are gone, and their sessions with them."""
        before = self.ring().keys
        since = now if end else now + AHEAD_SECONDS
        made = SessionKey(before[-1].version + 1, secrets.token_bytes(BYTES), since)
        kept = () if end else _still_open(before, now)
        try:
            Disk().create(self.path, _file_content([*kept, made]))
        except OSError as problem:
            raise _unusable(f"cannot be written: {problem.strerror}") from None
        return made


async def follow(ring: KeyRing, file: KeyFile) -> None:
    """Read the file again and again, so that a running hub takes new versions and forgets those that are gone."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await look(ring, file)


async def look(ring: KeyRing, file: KeyFile) -> None:
    """Read the file once; where it cannot be read, the ring stays as it is."""
    try:
        ring.take(await asyncio.to_thread(file.read))
    except SetupError as problem:
        _LOG.error("the keys of sessions cannot be read again", extra={"code": problem.code})


def _still_open(keys: tuple[SessionKey, ...], now: int) -> list[SessionKey]:
    """The versions that sealed something within the longest life of a session."""
    followed = zip(keys, [*(each.since for each in keys[1:]), now], strict=True)
    return [key for key, until in followed if until > now - KEEP_SECONDS]


def _file_content(keys: Iterable[SessionKey]) -> bytes:
    entries = [{"version": each.version, "key": each.secret.hex(), "since": each.since} for each in keys]
    return json.dumps({"keys": entries}, indent=1).encode("ascii")


def _unusable(what: str) -> SetupError:
    return SetupError(
        f"The keys of the sessions {what}.",
        hint=(
            "Check the file that HUB_SESSION_KEYS names. If you remove it, the hub makes a new "
            "one, and all sessions end."
        ),
        variable="HUB_SESSION_KEYS",
    )
