"""The documents tell the truth: every example in them is executed, every list compared with what it lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Partner
from typer.main import get_command

from hub.cli import app
from hub.settings import SETTINGS
from hub.testing import SeededGraph
from schema.document import markdown
from schema.model import MODEL

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, str, str]]:
    """Every GraphQL question in the documents with the answer that stands below it."""
    for page in PAGES:
        blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
        for i, (language, text) in enumerate(blocks):
            if language == "graphql":
                following = blocks[i + 1] if i + 1 < len(blocks) else ("", "")
                assert following[0] == "json", f"{page.name}: the question {text[:60]!r} has no answer below it"
                yield f"{page.name}:{i}", text, following[1]


@pytest.fixture(scope="module")
def judge(hub_graph: SeededGraph) -> Iterator[Partner]:
    """The judge of the story."""
    with Partner(hub_graph) as partner:
        yield partner


@pytest.mark.parametrize(("question", "answer"), [pytest.param(q, a, id=name) for name, q, a in examples()])
def test_each_question_has_the_answer_below_it(judge: Partner, question: str, answer: str) -> None:
    assert judge.body(question) == json.loads(answer)


def test_the_model_page_is_what_the_model_says() -> None:
    # make sdl writes it anew
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == markdown(MODEL)


def test_operators_find_every_setting_with_its_default() -> None:
    page = (ROOT / "docs" / "for-operators.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        default = "–" if setting.default is None else f"`{setting.default}`"
        assert f"| `{setting.name}` | {default} | {setting.description} |" in page


def test_only_verbs_that_exist_are_written() -> None:
    verbs = set(get_command(app).commands)  # type: ignore[attr-defined]  # a group
    for page in PAGES:
        for line in re.findall(r"^(?:\.venv/bin/)?hub ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert line in verbs, f"{page.name}: hub {line}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_make_target_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"
