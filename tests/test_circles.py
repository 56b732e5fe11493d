"""No package or module of the product imports in a circle: at each level, what is imported never imports back.

import-linter holds the order of the storeys that `pyproject.toml` names; this holds the rooms that it does not name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import grimp
import pytest

PRODUCT = ("schema", "loaders", "hub", "demo")


@cache
def imports() -> grimp.ImportGraph:
    """The imports of the product, those for the type checker alone left out."""
    return grimp.build_graph(*PRODUCT, exclude_type_checking_imports=True, cache_dir=None)


def parents() -> list[str]:
    """Every package that holds packages; '' holds the four of the product."""
    graph = imports()
    return sorted({module.rpartition(".")[0] for module in graph.modules if graph.find_children(module)})


def child(of: str, module: str) -> str | None:
    """The child of a package in which a module lies; None where it lies elsewhere."""
    prefix = f"{of}." if of else ""
    return prefix + module.removeprefix(prefix).partition(".")[0] if module.startswith(prefix) else None


def arrows(of: str) -> dict[str, dict[str, str]]:
    """For each child of a package: the children that it imports, each with one import as a proof."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    graph = imports()
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            one, other = child(of, importer), child(of, imported)
            if one is not None and other is not None and one != other:
                found[one][other] = f"{importer} imports {imported}"
    return found


def reached(start: str, steps: dict[str, dict[str, str]]) -> set[str]:
    """Everything that is imported by something, directly or through others."""
    found: set[str] = set()
    pending = [start]
    while pending:
        for step in steps.get(pending.pop(), {}):
            if step not in found:
                found.add(step)
                pending.append(step)
    return found


def circles(steps: dict[str, dict[str, str]]) -> set[str]:
    """The imports that lie in circles."""
    reach = {name: reached(name, steps) for name in steps}
    return {proof for one, others in steps.items() for other, proof in others.items() if one in reach.get(other, ())}


@pytest.mark.parametrize("of", parents(), ids=lambda of: of or "the product")
def test_nothing_imports_in_a_circle(of: str) -> None:
    assert sorted(circles(arrows(of))) == []


def test_a_circle_would_be_found() -> None:
    steps = {"a": {"b": "a.x imports b.y"}, "b": {"c": "b.z imports c"}, "c": {"a": "c imports a.x"}, "d": {"a": "-"}}

    assert circles(steps) == {"a.x imports b.y", "b.z imports c", "c imports a.x"}
