"""Verbs are files: a new one is one file, and help reads their words without loading them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from typer.main import get_command

from hub.cli import app
from hub.shell.verbs import Verb, verbs_of
from schema.errors import DeclarationError

ROOT = Path(__file__).parents[2]
HEAVY = {"strawberry", "graphql", "neo4j", "starlette", "uvicorn", "cryptography", "pypinyin", "openpyxl"}
GREET = '''"""`hub greet`: a verb as a newcomer writes it."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = ("hub greet --name 世界",)


def greet(name: Annotated[str, typer.Option(help="Whom.")] = "world") -> None:
    """Say hello."""
    typer.echo(f"hello, {name}")
'''


@pytest.mark.slow
def test_a_new_verb_is_one_file(tmp_path: Path) -> None:
    for name in ("hub", "schema"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("static", "__pycache__"))
    (tmp_path / "hub" / "commands" / "greet.py").write_text(GREET, "utf-8")

    def hub(*arguments: str) -> str:
        command = [sys.executable, "-m", "hub.cli", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True).stdout

    assert " greet " in hub("--help")
    assert "Say hello." in hub("--help")
    assert "hub greet --name 世界" in hub("greet", "--help")
    assert hub("greet", "--name", "you") == "hello, you\n"


@pytest.mark.parametrize("group", [(), ("audit",), ("agency",), ("demo",)])
def test_help_loads_no_verb_but_the_one_that_is_asked_for(group: tuple[str, ...]) -> None:
    code = f"import sys\nfrom hub.cli import app\ntry: app([*{group}, '--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    modules = set(done.stdout.split())

    assert done.returncode == 0
    if group == ("demo",):
        assert "demo.commands.demo" in modules
        assert "demo.commands.token" not in modules
    else:
        verbs = {each.module for each in _all_verbs() if not each.group}
        assert not (HEAVY | verbs) & modules


def _all_verbs() -> list[Verb]:
    packages = ["hub.commands", *(each.value for each in entry_points(group="linkage_hub.verbs"))]
    tops = [each for package in packages for each in verbs_of(package)]
    return [*tops, *(inner for top in tops if top.group for inner in verbs_of(top.module))]


@pytest.mark.parametrize("verb", _all_verbs(), ids=lambda each: each.module)
def test_each_verb_can_be_loaded_and_says_what_it_does(verb: Verb) -> None:
    assert verb.summary().endswith(".")
    assert verb.load().help


def test_verbs_are_listed_by_name() -> None:
    names = list(get_command(app).commands)  # type: ignore[attr-defined]  # a group

    assert names == sorted(names)
    assert {"demo", "import", "serve"} <= set(names)
    assert "sign-in" in {each.name for each in _all_verbs()}


def test_a_module_without_the_function_of_its_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lost_verb.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(DeclarationError) as caught:
        Verb("lost_verb", tmp_path / "lost_verb.py", False).load()

    assert "lost_verb" in (caught.value.hint or "")
