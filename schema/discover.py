"""Declarations that are found, not listed: each file of a folder declares one thing under a variable that all share.

Entities, links, agencies, purposes and capabilities are found in this way; a partner's file outside the package is read
by the same rules.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

from schema.errors import DeclarationError, InvalidArgument, LinkageError

T = TypeVar("T")


@dataclass(frozen=True)
class Declared(Generic[T]):
    """How the files of one folder declare a thing: the variable, its type, and after what a file is named.

    `how` says what to write. `name` gives the name of a thing, `file` that of its file without the ending; where they
    are None, a file may have any name.
    """

    variable: str
    type: type[T]
    how: str
    name: Callable[[T], str] | None = None
    file: Callable[[T], str] | None = None

    def walk(self, package: ModuleType, inside: str | None = None) -> Iterator[tuple[str, T]]:
        """What the modules of a package declare, by name; with `inside`, the modules of that name in its folders.

        Raises DeclarationError.
        """
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
            if inside is not None and not info.ispkg:
                continue
            module = importlib.import_module(".".join(filter(None, (package.__name__, info.name, inside))))
            yield info.name, self.of(module, info.name, module.__name__.replace(".", "/"))

    def read(self, path: Path, *, named: bool = True) -> T:
        """What a file outside the package declares; raises InvalidArgument or DeclarationError.

        Without `named` the file may have any name.
        """
        spec = importlib.util.spec_from_file_location(f"linkage_{path.stem}", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise InvalidArgument(f"There is no Python file {path.name}.", hint="Give the path of a .py file.")
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except LinkageError:
            raise
        except Exception as problem:
            raise DeclarationError(
                f"{path.name} cannot be read: {type(problem).__name__}: {problem}.", hint=self.how
            ) from None
        return self.of(module, path.stem if named else None, path.stem)

    def of(self, module: ModuleType, file: str | None, place: str) -> T:
        """What a module declares, checked against the name of its file; raises DeclarationError."""
        found = getattr(module, self.variable, None)
        if not isinstance(found, self.type):
            raise DeclarationError(f"{place}.py declares no {self.variable}.", hint=self.how)
        if file is not None and self.name is not None and self.file is not None and file != self.file(found):
            raise DeclarationError(
                f"{file}.py declares the {self.variable.lower()} {self.name(found)}.",
                hint=f"Name the file {self.file(found)}.py.",
            )
        return found
