"""Budgets that several processes of one hub charge together, in memory that they share.

Made before the processes fork. A table of buckets, found by the hash of who asks, in rows of a few places; a row that
is full gives away the place used longest ago. A lock on the file behind it goes with its process, however that ends.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import tempfile
import time
import weakref
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b

from hub.access.quotas import MOST_BUCKETS, Bucket, Quotas, Remaining

#: Who (a hash), what is left, and when that was so; a time of 0 means nobody.
_PLACE = struct.Struct("=16sdd")
PLACES = 8
ROWS = 4_096


class SharedQuotas(Quotas):
    """Quotas as one process has them, but for all that were forked since these were made."""

    def __init__(
        self,
        officer: int,
        agency: int,
        *,
        now: Callable[[], float] = time.monotonic,
        rows: int = ROWS,
        seconds: float = 60.0,
        what: str = "units",
    ) -> None:
        super().__init__(officer, agency, now=now, seconds=seconds, what=what)
        self._rows = rows
        size = rows * PLACES * _PLACE.size
        with tempfile.TemporaryFile() as file:
            file.truncate(size)
            self._table = mmap.mmap(file.fileno(), size)
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)

    def charge(self, agency: str, card: str, units: int) -> Remaining:
        """Take the units from both budgets, or from none; raises BudgetExhausted where one has too little."""
        with self._shared_buckets(agency, card):
            return super().charge(agency, card, units)

    def debit(self, agency: str, card: str, units: int) -> None:
        """Take the units whether they are there or not: for what was done already."""
        with self._shared_buckets(agency, card):
            super().debit(agency, card, units)

    @contextmanager
    def _shared_buckets(self, agency: str, card: str) -> Iterator[None]:
        """Take both buckets as the processes left them, and leave them to the others as they are then."""
        keys: tuple[tuple[str, ...], ...] = (("agency", agency), ("officer", agency, card))
        hashes = [_hash(key) for key in keys]
        # Held for some ten microseconds: waiting for it does not hold up the loop.
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            places: dict[int, bytes] = {}
            for key, who in zip(keys, hashes, strict=True):
                at, found = self._find(who, places)
                places[at] = who
                self._buckets.pop(key, None)
                if found is not None:
                    self._buckets[key] = found
            try:
                yield
            finally:
                for key, (at, who) in zip(keys, places.items(), strict=True):
                    bucket = self._buckets.pop(key, None)
                    if bucket is not None:
                        _PLACE.pack_into(self._table, at, who, bucket.level, bucket.at)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _find(self, who: bytes, given: Collection[int]) -> tuple[int, Bucket | None]:
        """Where the bucket is, or where it may be put except in a place just given, and the bucket."""
        first = int.from_bytes(who[:4], "big") % self._rows * PLACES * _PLACE.size
        oldest, since = -1, float("inf")
        for at in range(first, first + PLACES * _PLACE.size, _PLACE.size):
            known, level, moment = _PLACE.unpack_from(self._table, at)
            if known == who and moment:
                return at, Bucket(level, moment)
            if moment < since and at not in given:
                oldest, since = at, moment
        return oldest, None


@lru_cache(maxsize=MOST_BUCKETS)
def _hash(key: tuple[str, ...]) -> bytes:
    return blake2b("\0".join(key).encode(), digest_size=16).digest()
