"""Which agencies there are, and which feed a file belongs to."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import loaders.agencies
from loaders import ftm_shapes
from loaders.declare import Feed, Source
from schema.errors import DeclarationError, IntakeError

HOW = "Write AGENCY = Source(code=…, agency=…, name=…, zh=…, kind=…, feeds=(Feed(…),)); see docs/for-partners.md."


@cache
def sources() -> tuple[Source, ...]:
    """Every agency declared under loaders/agencies, by code."""
    found = []
    for info in sorted(pkgutil.iter_modules(loaders.agencies.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{loaders.agencies.__name__}.{info.name}")
        found.append(_declared(module, info.name))
    return tuple(found)


def load_source(path: Path) -> Source:
    """The agency a file outside the package declares, as a partner hands it in."""
    spec = importlib.util.spec_from_file_location(f"linkage_agency_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise IntakeError(f"There is no agency file {path.name}.", hint="Give the path of a .py file.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, NameError, TypeError, ImportError) as error:
        raise DeclarationError(f"{path.name} cannot be read: {error}.", hint=HOW) from error
    return _declared(module, path.stem)


def source(code: str) -> Source:
    """The agency of that code, or the one declared in the file of that path."""
    if code.endswith(".py"):
        return load_source(Path(code))
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


def _declared(module: object, name: str) -> Source:
    found = getattr(module, "AGENCY", None)
    if not isinstance(found, Source):
        raise DeclarationError(f"{name}.py declares no AGENCY.", hint=HOW)
    if found.code != name:
        raise DeclarationError(f"{name}.py declares the agency '{found.code}'.", hint=f"Name the file {found.code}.py.")
    return found
