"""How records and heads stand in a segment: one line each, with a checksum that tells a torn line from a whole one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

RECORD = b"R"
HEAD = b"H"
#: Kind, space, eight digits, space.
PREFIX = 11


def line(kind: bytes, payload: bytes) -> bytes:
    """A line: kind, CRC-32 of kind and payload, payload (JSON, so without a line feed in it)."""
    return b"%s %08x %s\n" % (kind, zlib.crc32(payload, zlib.crc32(kind)), payload)


def payload(text: bytes) -> bytes | None:
    """What a line without its line feed carries, or None where it is not whole."""
    found = text[PREFIX:]
    if text[:2] not in (b"R ", b"H ") or text[PREFIX - 1 : PREFIX] != b" ":
        return None
    return found if text[2 : PREFIX - 1] == b"%08x" % zlib.crc32(found, zlib.crc32(text[:1])) else None


def forward(data: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Each line with where it begins; what follows the last line feed is not a line."""
    while (end := data.find(b"\n", start)) >= 0:
        yield start, data[start:end]
        start = end + 1


def hits(data: bytes, *needles: bytes, backwards: bool) -> Iterator[bytes]:
    """Each line that holds one of the needles, first to last or last to first; an empty needle is in every line."""
    return _backwards(data, needles) if backwards else _forwards(data, needles)


def _backwards(data: bytes, needles: tuple[bytes, ...]) -> Iterator[bytes]:
    end = data.rfind(b"\n")
    # Where each needle stands last; looked for again only when that is not before `end` any more.
    places = dict.fromkeys(needles, len(data))
    while end >= 0:
        for needle, place in places.items():
            if place >= 0 and place + len(needle) > end:
                places[needle] = data.rfind(needle, 0, end)
        found = max(places.values())
        if found < 0:
            return
        begin = data.rfind(b"\n", 0, found) + 1
        stop = data.find(b"\n", found, end)
        yield data[begin : end if stop < 0 else stop]
        end = begin - 1


def _forwards(data: bytes, needles: tuple[bytes, ...]) -> Iterator[bytes]:
    start, places = 0, dict.fromkeys(needles, -1)
    while True:
        for needle in [needle for needle, place in places.items() if place < start]:
            places[needle] = data.find(needle, start)
            if places[needle] < 0:
                del places[needle]
        end = data.find(b"\n", min(places.values())) if places else -1
        if end < 0:
            return
        yield data[data.rfind(b"\n", 0, end) + 1 : end]
        start = end + 1
