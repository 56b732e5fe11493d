"""What the page for developers names is there: files, folders, and what to look for in them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "for-developers.md").read_text(encoding="utf-8")
_PATH = re.compile(r"`((?:hub|schema|loaders|demo|tests|docs)/[\w./-]*)`")
_LOOK_FOR = re.compile(rf"{_PATH.pattern} \(`([\w.]+)`\)")
#: Files that the page itself adds to a copy of the repository.
ADDED = set(re.findall(r"^# ((?:hub|schema|loaders|tests)/\S+)$", PAGE, re.MULTILINE))


def section(heading: str) -> str:
    """A section of the page."""
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows(heading: str) -> list[str]:
    """The rows of the table of a section, without its head."""
    return re.findall(r"^\| (?!question \||---)(.+) \|$", section(heading), re.MULTILINE)


def names(path: Path) -> set[str]:
    """What a module defines: its classes with their methods, functions and values."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
            found |= {f"{node.name}.{method.name}" for method in methods}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found


def test_ten_questions_are_answered_each_by_a_file_and_what_to_look_for() -> None:
    questions = rows("Ten questions of a newcomer")

    assert len(questions) == 10
    assert [row for row in questions if not _LOOK_FOR.search(row)] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(_LOOK_FOR.findall(PAGE))))
def test_what_to_look_for_is_in_the_file(path: str, name: str) -> None:
    assert name in names(ROOT / path)


def test_every_file_and_folder_that_the_page_names_is_there() -> None:
    named = set(_PATH.findall(PAGE))

    assert len(named) > 50
    assert {each for each in named if not (ROOT / each).exists()} - ADDED - _patterns(named) == set()


def _patterns(named: set[str]) -> set[str]:
    """Paths in which a word in capitals stands for a name."""
    return {each for each in named if re.search(r"/[A-Z]+[/.]", each) or each.endswith("/NAME/")}


def test_every_room_of_the_hub_is_on_the_map() -> None:
    there = {
        f"hub/{path.name}" for path in (ROOT / "hub").iterdir() if path.is_dir() and (path / "__init__.py").exists()
    }
    place = section("Where is it?")

    assert {room for room in there if f"`{room}/" not in place} == set()


@pytest.mark.parametrize(
    "heading",
    ["an entity, a link, a feed, a purpose", "a capability", "a procedure", "a verb", "a setting"],
)
def test_the_page_says_how_to_add_each_thing_and_which_test_does_it(heading: str) -> None:
    said = section(f"How to add {heading}")

    assert re.search(r"`tests/[\w/]+\.py`", said)
