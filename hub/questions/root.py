"""A root field compiled into one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.questions.block import Finish
from hub.questions.compiler import Compiler
from hub.questions.selection import Selected
from hub.questions.shape import Root
from schema.errors import LinkageError


@dataclass(frozen=True, slots=True)
class Statement:
    """One compiled root field: Cypher that returns at most one record with one value, `answer`."""

    key: str
    text: str
    parameters: Mapping[str, Any]
    finish: Finish = None
    missing: LinkageError | None = None

    def answer(self, value: Any) -> Any:
        """The value of the root field, from what the database returned; None, or `missing`, where there is nothing."""
        if value is None and self.missing is not None:
            raise self.missing
        return value if self.finish is None or value is None else self.finish(value)


def compile_root(root: Root, compiler: Compiler, selected: Selected) -> Statement:
    """The statement of a selected root field."""
    if root.compile is None:
        raise TypeError(f"'{root.name}' is answered without a statement")
    lines, expr = root.compile(compiler, selected)
    text = "\n".join([*lines, f"RETURN {expr.text} AS answer"])
    parameters = {**compiler.names.parameters, **compiler.profile.used(text)}
    return Statement(selected.key, text, parameters, expr.finish, compiler.missing)
