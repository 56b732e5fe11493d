"""Statements kept in `.cypher` files beside the module that asks them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load(package: str | None, name: str) -> str:
    """The statement in `<name>.cypher` of a package, without its header comments."""
    text = (files(package or "hub") / f"{name}.cypher").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))
