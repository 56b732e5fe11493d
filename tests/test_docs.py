"""The documents tell the truth: every example in them is executed, every list compared with what it lists."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.partner import EVERYTHING, JUDGE, Partner
from typer.main import get_command

from hub.cli import app
from hub.settings import SETTINGS
from hub.testing import SeededGraph
from schema.document import markdown
from schema.model import MODEL
from schema.outline import text as outline

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Who asks, and on which basis, where the page says it; else the judge of the story, who sees all of the invented city.
_WHO = re.compile(r"As\s+`([^`]+)`,\s+for\s+`(\w+)`(?:\s+on\s+`([^`]+)`(?:\s+by\s+`([^`]+)`)?)?:")


@dataclass(frozen=True)
class Example:
    """A question in a document, who asks it, and the answer that stands below it."""

    question: str
    answer: str
    card: str = JUDGE
    basis: Mapping[str, str] = field(default_factory=lambda: EVERYTHING)


def examples() -> Iterator[tuple[str, Example]]:
    """Every GraphQL question in the documents with each answer that stands below it."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        question, answered, behind, count, asked_by = "", True, 0, 0, ""
        for block in _BLOCK.finditer(text):
            language, body = block.groups()
            if language == "graphql":
                assert answered, f"{page.name}: the question {question[:60]!r} has no answer below it"
                question, answered, asked_by = body, False, text[behind : block.start()]
            elif language == "json" and question:
                count, answered = count + 1, True
                yield f"{page.name}:{count}", _example(question, body, asked_by + text[behind : block.start()])
            else:
                assert answered, f"{page.name}: the question {question[:60]!r} has no answer below it"
                question = ""
            behind = block.end()
        assert answered, f"{page.name}: the question {question[:60]!r} has no answer below it"


def _example(question: str, answer: str, before: str) -> Example:
    said = _WHO.findall(before)
    if not said:
        return Example(question, answer)
    card, *basis = said[-1]
    named = zip(("purpose", "case", "document"), basis, strict=True)
    return Example(question, answer, card, {name: value for name, value in named if value})


@pytest.mark.parametrize("example", [pytest.param(each, id=name) for name, each in examples()])
def test_each_question_has_the_answer_below_it(hub_graph: SeededGraph, example: Example) -> None:
    expected = json.loads(example.answer)
    with Partner(hub_graph, example.card, example.basis) as partner:
        body = partner.whole(example.question)
    told = body.pop("extensions", {})
    # Cost and receipt differ from one time to the next; a page may show the rest.
    assert {name: told.get(name) for name in expected.get("extensions", {})} == expected.pop("extensions", {})
    assert body == expected


def test_the_model_page_is_what_the_model_says() -> None:
    # make sdl writes it again
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == markdown(MODEL)


def test_the_outline_for_programs_is_what_the_model_says() -> None:
    # make sdl writes it again
    assert (ROOT / "schema" / "model.json").read_text(encoding="utf-8") == outline(MODEL)


def test_operators_find_every_setting_with_its_default() -> None:
    page = (ROOT / "docs" / "for-operators.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        default = "–" if setting.default is None else f"`{setting.default}`"
        assert f"| `{setting.name}` | {default} | {setting.description} |" in page


def test_only_verbs_that_exist_are_written() -> None:
    verbs = set(get_command(app).commands)  # type: ignore[attr-defined]  # a group
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = "\n".join(body for _, body in _BLOCK.findall(text))
        named = {
            *re.findall(r"^(?:\.venv/bin/)?hub ([a-z]+)\b", blocks, re.MULTILINE),
            *re.findall(r"`(?:\.venv/bin/)?hub ([a-z]+)\b", text),
        }
        assert named <= verbs, f"{page.name}: {named - verbs}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_files_of_the_repository_that_are_named_exist() -> None:
    for page in PAGES:
        for name in re.findall(
            r"`((?:hub|demo|loaders|schema|tests|workbench|benchmarks|docs)/[\w./-]+)`", page.read_text("utf-8")
        ):
            assert "NAME" in name or (ROOT / name).exists(), f"{page.name}: {name}"


def test_what_the_life_of_a_question_names_stands_in_the_modules() -> None:
    page = (ROOT / "docs" / "for-developers.md").read_text(encoding="utf-8")
    life = page[page.index("## The life of a question") : page.index("## How to add a capability")]
    named = re.findall(r"`([\w/]+)\.py` \(`([\w.]+)`\)", life)
    assert named
    for module, name in named:
        found = importlib.import_module(module.replace("/", "."))
        for part in name.split("."):
            found = getattr(found, part)
    assert not re.findall(r"`\w+\.py`", life), "modules are named with their folder"


def test_the_index_of_decisions_lists_each_with_its_title() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = {path.name: path.read_text("utf-8").splitlines()[0].removeprefix("# ") for path in folder.glob("*.md")}
    del pages["README.md"]

    assert sorted(re.findall(r"^\| \[([^]]+)\]\(([^)]+)\) \|", index, re.MULTILINE)) == sorted(
        (title, name) for name, title in pages.items()
    )


def test_each_decision_has_a_status_and_the_one_that_replaces_it() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[[^]]+\]\(([\w-]+)\.md\) \| [\d-]+ \| (.+?) \|$", index, re.MULTILINE)
    for name, listed in rows:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
        status = re.search(
            r"^\*\*Status:\*\* (accepted|superseded by \[([\w-]+)\]\(\2\.md\)), \d{4}-\d\d-\d\d\.$", text, re.MULTILINE
        )
        assert status, (
            f"{name}: write '**Status:** accepted, DATE.' or '**Status:** superseded by [NAME](NAME.md), DATE.'"
        )
        successor = status[2]
        assert listed == ("accepted" if successor is None else f"superseded by [{successor}]({successor}.md)"), name
        if successor is not None:
            after = re.search(
                r"^\*\*Status:\*\* accepted", (folder / f"{successor}.md").read_text("utf-8"), re.MULTILINE
            )
            assert after, f"{name}: {successor} is not accepted"


def test_every_make_target_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"
