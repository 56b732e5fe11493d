"""`hub documents`: what is registered was checked, and what is withdrawn is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command_line import hub

TEXT = "query Plate($plate: PlateNo!) { vehicle(plate: $plate) { brand } }\n"


def test_a_document_is_registered_listed_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "plate.graphql"
    file.write_text(TEXT, encoding="utf-8")
    data = str(tmp_path / "data")

    added = hub("documents", "add", str(file), HUB_DATA=data)
    again = hub("documents", "add", str(file), "--name", "other", HUB_DATA=data)
    listed = hub("documents", "list", "--json", HUB_DATA=data)
    removed = hub("documents", "remove", "plate", HUB_DATA=data)
    twice = hub("documents", "remove", "plate", HUB_DATA=data)

    identifier = added.stdout.strip()
    assert added.returncode == 0
    assert identifier.startswith("sha256:")
    assert (again.returncode, again.stdout) == (0, added.stdout)
    (found,) = map(json.loads, listed.stdout.splitlines())
    assert (found["name"], found["text"], f"sha256:{found['sha256']}") == ("plate", TEXT.strip(), identifier)
    assert found["added_by"]
    assert found["added_at"]
    assert removed.returncode == 0
    assert twice.returncode == 1
    assert "\n  → " in twice.stderr
    assert hub("documents", "list", HUB_DATA=data).stdout == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{ nothing }", "line 1, column 3"),
        ("{ persons(", "Syntax Error"),
        ("{ ...A } fragment A on Query { ...A }", "itself"),
        ("{ " + "a: __typename " * 200 + "}", "aliases"),
    ],
)
def test_a_document_that_could_not_run_is_not_registered(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.graphql"
    file.write_text(text, encoding="utf-8")

    done = hub("documents", "add", str(file), HUB_DATA=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "\n  → " in done.stderr
    assert not list(tmp_path.glob("documents*"))


def test_help_shows_examples() -> None:
    done = hub("documents", "--help")

    assert done.returncode == 0
    assert "hub documents add" in done.stdout
