"""Which columns a file names, compared with those that its feed maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from loaders.declare import Feed
from schema.errors import HeaderMismatch

#: How many lines are looked at for a header that stands lower than the feed says.
HEADER_WITHIN = 20


def mapped(feed: Feed) -> tuple[set[str], set[str]]:
    """The columns of the row that must be in the header, and those that may."""
    must = {c.name for c, each in feed.columns() if not c.optional and not each}
    return must, {c.name for c, each in feed.columns() if not each} - must


def check_header(name: str, header: Sequence[object], feed: Feed, hint: str = "") -> tuple[str, ...]:
    """The header's column names, or HeaderMismatch: none, missing ones, or one that is read and stands there twice."""
    # What could not be decoded must not reach a report either.
    names = [str(cell or "").encode("utf-8", "replace").decode().strip().lstrip("\ufeff") for cell in header]
    while names and not names[-1]:
        names.pop()
    must, may = mapped(feed)
    if not names:
        raise HeaderMismatch(f"{name} is empty: it has no header.", hint=f"Its {_line(feed)} must name {_list(must)}.")
    if not (must | may) & set(names):
        raise HeaderMismatch(
            f"{name} has no header: its {_line(feed)} holds none of the columns that feed {feed.name} declares.",
            hint=hint or f"Add a first line that names {_list(must)}.",
        )
    # Which of two is meant matters only for a column that the feed reads.
    twice = sorted({n for n in names if n in must | may and names.count(n) > 1})
    if twice:
        raise HeaderMismatch(f"{name} has two columns named {_list(twice)}.", hint="Rename or remove one of them.")
    lacking = must - set(names)
    if lacking:
        raise HeaderMismatch(
            f"{name} lacks the column {_list(lacking)}.",
            hint=hint or "Add it, or declare it as optional('…') where the agency may leave it out.",
            missing=sorted(lacking),
        )
    return tuple(names)


def header_at(rows: Iterable[tuple[int, Sequence[object] | None]], feed: Feed) -> str:
    """The hint for a file whose columns are named in another line than the feed says; empty where in none."""
    must, may = mapped(feed)
    for line, cells in islice(rows, HEADER_WITHIN):
        names = {str(cell or "").strip() for cell in cells or ()}
        if line != feed.header and names & (must | may) and must <= names:
            return f"Line {line} names the columns: write header={line} in feed {feed.name}."
    return ""


def _line(feed: Feed) -> str:
    return "first line" if feed.header == 1 else f"line {feed.header}"


def ignored(header: Sequence[str], feed: Feed) -> tuple[str, ...]:
    """The columns of a file that its feed does not map; said in the report, so that nothing is silent."""
    must, may = mapped(feed)
    return tuple(dict.fromkeys(n for n in header if n and n not in must | may))


def _list(names: Any) -> str:
    shown = sorted(names)
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")
