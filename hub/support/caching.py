"""A cache bounded by weight that a flood of things asked once cannot empty (segmented LRU)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import RLock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")

#: The part of the weight that is kept for what was asked for more than once.
PROTECTED = 0.8
#: Whatever weighs more than this part of the whole is not kept at all.
LARGEST = 0.1


class SegmentedCache(Generic[Key, Kept]):
    """Keeps values up to a weight. What is new is on probation; only what is asked for again is protected.

    New values push out others on probation, so that any number of them leaves what is in use alone.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._used: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._new_weight = self._used_weight = 0
        self.hits = self.misses = 0
        # Long work is done in threads, and looks things up there too.
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._new) + len(self._used)

    @property
    def weight(self) -> int:
        """What all kept values weigh."""
        return self._new_weight + self._used_weight

    def get(self, key: Key) -> Kept | None:
        """The value kept under a key, or None."""
        with self._lock:
            return self._used_or_probation(key)

    def _used_or_probation(self, key: Key) -> Kept | None:
        found = self._used.get(key)
        if found is not None:
            self._used.move_to_end(key)
            self.hits += 1
            return found[0]
        found = self._new.pop(key, None)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._new_weight -= found[1]
        self._used[key] = found
        self._used_weight += found[1]
        self._shrink()
        return found[0]

    def put(self, key: Key, value: Kept, weight: int) -> None:
        """Keep a value, in place of the one that was kept under its key."""
        with self._lock:
            self.drop(key)
            if weight > self._most * LARGEST:
                return
            self._new[key] = (value, weight)
            self._new_weight += weight
            self._shrink()

    def drop(self, key: Key) -> None:
        """Forget what is kept under a key."""
        found = self._new.pop(key, None)
        if found is not None:
            self._new_weight -= found[1]
        found = self._used.pop(key, None)
        if found is not None:
            self._used_weight -= found[1]

    def clear(self) -> None:
        """Forget everything."""
        self._new.clear()
        self._used.clear()
        self._new_weight = self._used_weight = 0

    def _shrink(self) -> None:
        while self._used_weight > self._most * PROTECTED:
            # On probation again, where it may yet be asked for.
            key, found = self._used.popitem(last=False)
            self._used_weight -= found[1]
            self._new[key] = found
            self._new_weight += found[1]
        while self.weight > self._most and self._new:
            _, (_, weight) = self._new.popitem(last=False)
            self._new_weight -= weight
