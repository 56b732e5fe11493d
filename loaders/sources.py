"""Which agencies there are, and which feed a file belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import loaders.agencies
from loaders.declare import Feed, Source
from loaders.mapping.ftm import shapes as ftm_shapes
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
    for found in (*sources(), ftm_shapes.SOURCE):
        if found.code == code:
            return found
    known = ", ".join(s.code for s in (*sources(), ftm_shapes.SOURCE))
    raise IntakeError(
        f"No agency has the code '{code}'.", hint=f"Use one of {known}, or add loaders/agencies/{code}.py."
    )


def feed_of(among: Iterable[Source], path: Path) -> tuple[Source, Feed]:
    """The agency and feed a file belongs to, by its name; IntakeError where none or several fit."""
    among = tuple(among)
    fits = [(s, f) for s in among for f in s.feeds if any(fnmatchcase(path.name, p) for p in f.patterns)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(f"{s.code}.{f.name}" for s, f in fits)
        raise IntakeError(f"{path.name} could be a file of {names}.", hint="Rename it, or make the patterns differ.")
    patterns = ", ".join(p for s in among for f in s.feeds for p in f.patterns)
    raise IntakeError(f"{path.name} is no file of a declared feed.", hint=f"Name it as one of {patterns}.")
