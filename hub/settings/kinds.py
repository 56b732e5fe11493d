"""The kinds of value that a setting may have: each is a reader, and says what it takes."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

Value = TypeVar("Value")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# The schemes of the Bolt protocol; the driver's others are previews.
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")


class Misfit(ValueError):
    """A value that a setting cannot have; the text says what it can have."""


def number(low: float, high: float) -> Callable[[str], float]:
    """A number within bounds, both included."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise Misfit(f"Write a number from {low:g} to {high:g}.") from None
        # Written this way round, "nan" is refused too.
        if not low <= value <= high:
            raise Misfit(f"Write a number from {low:g} to {high:g}.")
        return value

    return read


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number within bounds, both included."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise Misfit(f"Write a whole number from {low} to {high}.")
        return int(text)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """One of some words, in either case."""
    return meaning_of({each: each for each in choices})


def meaning_of(words: Mapping[str, Value]) -> Callable[[str], Value]:
    """What one of some words means; the words are taken in either case."""

    def read(text: str) -> Value:
        if text.lower() not in words:
            raise Misfit(f"Write one of: {', '.join(words)}.")
        return words[text.lower()]

    return read


def heap(text: str) -> str:
    """A size as Java writes it."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}[mg]", text.lower()):
        raise Misfit("Write a size such as 512m or 2g.")
    return text.lower()


def uri(text: str) -> str:
    """The address of a Neo4j server."""
    if not re.fullmatch(rf"({'|'.join(map(re.escape, SCHEMES))})://[^\s/@]+/?", text):
        raise Misfit("Write an address such as bolt://host:7687 or neo4j+s://host:7687, without user and password.")
    return text


def secret(text: str) -> str:
    """A secret that nobody guesses: 16 characters at least, none of them blank."""
    if not re.fullmatch(r"[!-~]{16,512}", text):
        raise Misfit("Write 16 to 512 letters, digits and signs, without spaces.")
    return text


def networks(text: str) -> tuple[Network, ...]:
    """Networks, with commas between them."""
    try:
        return tuple(ipaddress.ip_network(each.strip()) for each in text.split(",") if each.strip())
    except ValueError:
        raise Misfit("Write networks such as 10.20.0.0/16, with commas between them.") from None


def origin(text: str) -> str:
    """The address of a site in browsers: scheme, host and port; without TLS on this machine alone."""
    found = text.lower().rstrip("/")
    if not _ORIGIN.fullmatch(found):
        raise Misfit(
            "Write an address such as https://hub.example, without a path; http is allowed for this machine only."
        )
    return found
