"""What the client takes: the media type and the coding of an answer (RFC 9110 §12.5)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

try:
    from compression import zstd  # type: ignore[import-not-found,unused-ignore]  # Python 3.14 has it
except ImportError:
    from backports import zstd

GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
#: Smaller answers gain nothing: with their head they fit into one packet either way.
WORTH_BYTES = 1_000
_TYPES = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "*/*": JSON, "application/*": JSON}


@lru_cache(maxsize=256)
def media_type(accept: str) -> str | None:
    """The media type to answer in: the client's best of the two served; None where it takes neither."""
    if not accept.strip():
        return JSON
    best: tuple[float, int, str] | None = None
    for name, weight in _wishes(accept):
        served = _TYPES.get(name)
        if served is None or weight <= 0:
            continue
        # Between equals the type made for GraphQL wins; a wildcard is the least of wishes.
        rank = (weight, 0 if "*" in name else 2 if served == GRAPHQL_JSON else 1, served)
        best = rank if best is None or rank > best else best
    return None if best is None else best[2]


@lru_cache(maxsize=256)
def coding(accept_encoding: str) -> str | None:
    """The coding to compress an answer in, as the client prefers it; None to send it as it is."""
    wishes = dict(_wishes(accept_encoding))
    other = wishes.get("*", 0.0)
    plain = wishes.get("identity", other or 0.001)
    best = max(CODINGS, key=lambda name: (wishes.get(name, other), -list(CODINGS).index(name)))
    weight = wishes.get(best, other)
    return best if weight > 0 and weight >= plain else None


def compress(body: bytes, name: str) -> bytes:
    """The body in a coding."""
    return CODINGS[name](body)


def _gzip(body: bytes) -> bytes:
    # Bits 31: with the header and trailer of gzip.
    squeezed = zlib.compressobj(5, zlib.DEFLATED, 31)
    return squeezed.compress(body) + squeezed.flush()


def _zstd(body: bytes) -> bytes:
    packed: bytes = zstd.compress(body, 3)
    return packed


#: Between equals the first wins: it is smaller and quicker.
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {"zstd": _zstd, "gzip": _gzip}


def _wishes(header: str) -> Iterator[tuple[str, float]]:
    """The members of a list with their weights; one that cannot be read has none."""
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            weight = float(quality)
        except ValueError:
            weight = 0.0
        # Written this way round, "nan" counts as nothing too.
        yield name, weight if 0 <= weight <= 1 else 0.0
