"""Verbs are files: each module of a folder of verbs is one verb, and each package in it is a group of verbs.

The module of a verb holds a function of its own name. The signature of the function is what the command line reads, its
docstring is the help. `EXAMPLES` holds lines for the end of the help. The package of a group has its help as docstring.
`import_.py` is the verb `import`, `sign_in.py` is `sign-in`; a module with a name such as `_register.py` is no verb.

A verb is loaded when it is used. The help of a group reads the docstrings without loading the modules.
"""

from __future__ import annotations

import ast
import gc
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from schema.errors import DeclarationError


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb or a group of verbs stands."""

    module: str
    path: Path
    group: bool

    @property
    def function(self) -> str:
        """The name of the verb's function."""
        return self.module.rpartition(".")[2]

    @property
    def name(self) -> str:
        """The name of the verb at the command line."""
        return self.function.rstrip("_").replace("_", "-")

    def summary(self) -> str:
        """The help, read without loading the module."""
        tree = ast.parse(self.path.read_text("utf-8"))
        functions = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == self.function]
        return ast.get_docstring(tree if self.group else functions[0]) or "" if self.group or functions else ""

    def load(self) -> Any:
        """The command of typer; raises DeclarationError where the module lacks the verb's function."""
        module = _load_verb(self.module)
        epilog = examples(*getattr(module, "EXAMPLES", ()))
        if self.group:
            return Verbs([self.module], name=self.name, help=module.__doc__, epilog=epilog)
        function = getattr(module, self.function, None)
        if function is None:
            raise DeclarationError(
                f"{self.module} holds no verb.", hint=f"Write the function {self.function} with the verb's signature."
            )
        alone = typer.Typer(add_completion=False)
        alone.command(self.name, epilog=epilog)(function)
        return typer.main.get_command(alone)


class Summaries(Mapping[str, TyperCommand]):
    """The verbs by name, each as a command that knows its help and nothing else."""

    def __init__(self, verbs: Mapping[str, Verb]) -> None:
        self._verbs = verbs

    def __getitem__(self, name: str) -> TyperCommand:
        """A command that shows the verb in the help of its group."""
        return TyperCommand(name, help=self._verbs[name].summary())

    def __iter__(self) -> Iterator[str]:
        """All names."""
        return iter(self._verbs)

    def __len__(self) -> int:
        """How many verbs there are."""
        return len(self._verbs)


class Verbs(TyperGroup):
    """The verbs of some packages."""

    def __init__(self, packages: Sequence[str], **more: Any) -> None:
        self._verbs = {each.name: each for package in packages for each in verbs_of(package)}
        listed = {name: self._verbs[name] for name in sorted(self._verbs)}
        super().__init__(**more | {"commands": cast("Any", Summaries(listed)), "no_args_is_help": True})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Load the verb that the arguments name."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, self._verbs[name].load() if name in self._verbs else command, rest


def verbs_of(package: str) -> Iterator[Verb]:
    """The verbs and groups in the folder of a package."""
    for folder in import_module(package).__path__:
        for found in pkgutil.iter_modules([folder]):
            if not found.name.startswith("_"):
                path = Path(folder, found.name, "__init__.py") if found.ispkg else Path(folder, f"{found.name}.py")
                yield Verb(f"{package}.{found.name}", path, found.ispkg)


def examples(*lines: str) -> str | None:
    """The end of a help text; an empty line between two keeps each on its own."""
    return "\n\n".join(("Examples:", *(f"  {line}" for line in lines))) if lines else None


def _load_verb(name: str) -> Any:
    """The module of a verb."""
    # Almost nothing that a verb loads is garbage; looking for it takes a tenth of the time, now and later.
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()
