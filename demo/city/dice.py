"""Chance without state: every number follows from seed, stream and index, so nothing drawn need be remembered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def _mix(z: int) -> int:
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
    return z ^ (z >> 31)


@lru_cache(maxsize=256)
def _start(seed: int, stream: str) -> int:
    # crc32 rather than hash(): the latter changes with PYTHONHASHSEED.
    return _mix((seed * _GOLDEN + crc32(stream.encode())) & _MASK)


class Draw:
    """The draws that belong to one thing, such as vehicle 17: a splitmix64 sequence of its own."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, stream: str, index: int) -> None:
        self._state = _mix((_start(seed, stream) + index * 0xD1342543DE82EF95) & _MASK)

    def bits(self) -> int:
        """Return 64 random bits."""
        z = self._state = (self._state + _GOLDEN) & _MASK
        # _mix once more, written out: this is the innermost step of everything.
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
        return z ^ (z >> 31)

    def below(self, n: int) -> int:
        """Return a number from 0 up to, not including, n."""
        return (self.bits() >> 11) % n

    def between(self, low: int, high: int) -> int:
        """Return a number from low to high, both included."""
        return low + self.below(high - low + 1)

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return (self.bits() >> 11) * 2.0**-53

    def chance(self, probability: float) -> bool:
        """Return true with this probability."""
        return (self.bits() >> 11) * 2.0**-53 < probability

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices, all equally likely."""
        return choices[self.below(len(choices))]

    def skewed(self, n: int, power: int = 3) -> int:
        """Return a number below n of which small ones are far likelier: what makes hubs."""
        return int(n * self.unit() ** power)


def scatter(index: int, size: int, seed: int) -> int:
    """Map 0 … size-1 onto itself one to one, so that neighbouring things do not get neighbouring numbers."""
    factor = 48271
    # A factor without a common divisor makes the map one to one.
    while _common_divisor(factor, size) != 1:
        factor += 2
    return (index * factor + seed * 7919) % size


def _common_divisor(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a
