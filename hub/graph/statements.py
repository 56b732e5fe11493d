"""Statements kept in `.cypher` files beside the module that asks them.

They call the predicates of `schema.validity` by name, as in `WHERE stands(r)`; the text of the predicate is put there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from schema.validity import ended, on_the_list, stands

_PREDICATES: Mapping[str, Callable[..., str]] = {"stands": stands, "ended": ended, "on_the_list": on_the_list}
_CALL = re.compile(rf"\b({'|'.join(_PREDICATES)})\(([\w, ]+)\)")


@cache
def load(package: str | None, name: str) -> str:
    """The statement in `<name>.cypher` of a package, without its header comments."""
    text = (files(package or "hub") / f"{name}.cypher").read_text(encoding="utf-8")
    return expanded("\n".join(line for line in text.splitlines() if not line.startswith("//")))


def expanded(text: str) -> str:
    """A statement with the predicates written out that it calls."""
    return _CALL.sub(lambda call: _PREDICATES[call[1]](*call[2].split(", ")), text)
