"""`hub explain`: a question's statements, what fills them, and its price, for those who build the hub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.pinned_statements import compiled, fictional, names, question
from typer.testing import CliRunner

from hub.cli import app

NESTED = "{ cases { nodes { caseNumber debtors { totalCount } } } }"


@pytest.fixture(autouse=True)
def one_api(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each verb builds the API; these tests share one."""
    monkeypatch.setattr("hub.commands.explain.build_api", lambda _: fictional())


def explained(*arguments: str, given: str | None = None) -> str:
    done = CliRunner().invoke(app, ["explain", *arguments], input=given)
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", names())
def test_it_prints_the_statements_that_the_database_gets(name: str) -> None:
    text, variables = question(name)

    shown = explained(text, "--variables", json.dumps(variables))

    assert all(statement.text in shown for statement in compiled(text, variables))
    assert "Price: " in shown


def test_it_says_what_comes_from_where() -> None:
    shown = explained(NESTED, "--purpose", "case_inquiry")

    assert "- rings that the answer depends on: case, controlled, debtors, holders, kin, parties" in shown
    assert "- from the caller's rights: $see_case, " in shown
    assert "- kept for all requests that are built alike" in shown


def test_values_of_variables_are_slots_and_a_search_is_compiled_for_each_request() -> None:
    many = "query($n: Int!) { persons(first: $n) { nodes { name } } }"
    search = "query($s: String!) { search(text: $s) { hits { score } } }"

    assert "- from the variables of each request: $" in explained(many, "--variables", '{"n": 5}')
    assert "- compiled for each request: search" in explained(search, "--variables", '{"s": "chen"}')


def test_what_the_purpose_does_not_open_is_refused_as_the_hub_refuses_it() -> None:
    assert "Refused: " in explained("{ auditRecords { more } }", "--purpose", "CASE_INQUIRY")
    assert "A service answers it" in explained("{ auditRecords { more } }", "--purpose", "AUDIT")


def test_a_question_comes_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "question.graphql").write_text(NESTED, encoding="utf-8")

    assert explained(str(tmp_path / "question.graphql")) == explained("-", given=NESTED) == explained(NESTED)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{ cases }"], "must have a selection"),
        (["nothing-here"], "neither a question nor a file"),
        (["{ me { card } }", "--purpose", "CURIOSITY"], "no purpose with that name"),
        (["{ me { card } }", "--variables", "{"], "not JSON"),
        (["{ me { card } }", "--variables", "[]"], "not a JSON object"),
    ],
)
def test_what_cannot_be_explained_says_what_to_write(arguments: list[str], words: str) -> None:
    done = CliRunner().invoke(app, ["explain", *arguments])

    assert done.exit_code == 1
    assert words in done.stderr
    assert "→ " in done.stderr
