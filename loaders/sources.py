"""Which agencies there are, and which feed a file belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import loaders.agencies
from loaders.declare import Feed, Source
from schema.discover import Declared
from schema.errors import IntakeError

AGENCY = Declared(
    "AGENCY",
    Source,
    "Write AGENCY = Source(code=…, agency=…, name=…, zh=…, kind=…, feeds=(Feed(…),)); see docs/for-partners.md.",
    lambda source: f"'{source.code}'",
    lambda source: source.code,
)


@cache
def sources() -> tuple[Source, ...]:
    """Every agency declared under loaders/agencies, by code."""
    return tuple(source for _, source in AGENCY.walk(loaders.agencies))


def source(code: str) -> Source:
    """The agency of that code, or the one declared in the file of that path."""
    if code.endswith(".py"):
        return AGENCY.read(Path(code))
    for declared in sources():
        if declared.code == code:
            return declared
    known = ", ".join(s.code for s in sources())
    raise IntakeError(
        f"No agency has the code '{code}'.", hint=f"Use one of {known}, or add loaders/agencies/{code}.py."
    )


def feed_of(among: Iterable[Source], path: Path) -> tuple[Source, Feed]:
    """The agency and feed a file belongs to, by its name; IntakeError where none or several fit.

    A feed of files of any name takes what no other feed does, where no further agency is named.
    """
    among = tuple(among)
    fits = [(s, f) for s in among for f in s.feeds if any(fnmatchcase(path.name, p) for p in f.patterns)]
    fits = [(s, f) for s, f in fits if not f.any_name] or (fits if len(among) == 1 else [])
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(f"{s.code}.{f.name}" for s, f in fits)
        raise IntakeError(f"{path.name} could be a file of {names}.", hint="Rename it, or make the patterns differ.")
    patterns = ", ".join(p for s in among for f in s.feeds if not f.any_name for p in f.patterns)
    raise IntakeError(
        f"{path.name} does not match the files of any declared feed.", hint=f"Name it as one of {patterns}."
    )
