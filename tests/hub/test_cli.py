"""The verbs: help, results on standard output, problems in words on standard error, exit codes."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from graphql import build_schema
from support.command_line import hub
from support.world import wipe

from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from hub.migration.versions import VERSION
from hub.process.sockets import check_said_twice
from hub.settings import Settings
from hub.testing import SeededGraph
from schema.errors import SetupError

VERBS = (
    "demo",
    "serve",
    "init",
    "load",
    "import",
    "backup",
    "restore",
    "generate",
    "token",
    "sdl",
    "documents",
    "doctor",
    "agency",
    "officer",
    "purpose",
    "audit",
    "session",
)
JUDGE = "示0102-A-017"


@pytest.fixture(scope="session")
def village(hub_graph: SeededGraph) -> Path:
    """The files of the village that the session's hub shows."""
    return hub_graph.data / "city" / "village-7"


def server(endpoint: Endpoint, **more: str) -> dict[str, str]:
    """Settings for a hub on this database."""
    return {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password,
        "NEO4J_DATABASE": endpoint.database,
        **more,
    }


async def aside(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a verb while the loop of the session's graph goes on."""
    return await asyncio.to_thread(partial(hub, *arguments, **settings))


def in_words(text: str) -> bool:
    """Whether a message is for people: a cross, a hint, no frames."""
    return text.startswith("✗ ") and "\n  → " in text and "Traceback" not in text


def test_help_names_every_verb() -> None:
    done = hub("--help")

    assert done.returncode == 0
    assert [verb for verb in VERBS if f" {verb} " not in done.stdout] == []


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_examples(verb: str) -> None:
    done = hub(verb, "--help")

    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"hub {verb}" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    """So it is quick on any machine; how quick is for the machine to say."""
    code = "import sys; sys.argv = ['hub', '--help']\nfrom hub.cli import app\ntry: app()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert not {"strawberry", "neo4j", "starlette", "uvicorn", "pypinyin", "openpyxl"} & set(done.stdout.split())


def test_no_verb_shows_help_and_an_unknown_one_is_misuse() -> None:
    assert "demo" in hub().stdout
    assert hub("dance").returncode == 2


def test_sdl_prints_a_schema() -> None:
    done = hub("sdl")

    assert done.returncode == 0
    assert build_schema(done.stdout).query_type is not None


def test_a_token_is_printed_alone_and_is_taken(hub_graph: SeededGraph) -> None:
    import httpx

    done = hub("token", JUDGE, HUB_DATA=str(hub_graph.data))

    assert (done.returncode, done.stderr) == (0, "")
    (token,) = done.stdout.splitlines()
    answer = httpx.post(
        f"{hub_graph.url}/graphql", headers={"Authorization": f"Bearer {token}"}, json={"query": "{ __typename }"}
    )
    assert answer.status_code == 200


def test_an_unknown_card_shows_those_there_are(tmp_path: Path) -> None:
    done = hub("token", "X-1", HUB_DATA=str(tmp_path))

    assert (done.returncode, done.stdout) == (2, "")
    assert JUDGE in done.stderr


def test_there_is_no_token_where_there_is_no_demo(tmp_path: Path) -> None:
    done = hub("token", JUDGE, HUB_DATA=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert in_words(done.stderr)
    assert not list(tmp_path.iterdir())


def test_a_setting_that_cannot_be_is_explained() -> None:
    done = hub("demo", PORT="many")

    assert done.returncode == 1
    assert done.stderr == "✗ The value of PORT cannot be used.\n  → Write a whole number from 0 to 65535.\n"


@pytest.mark.parametrize("verb", ["demo", "serve"])
def test_a_port_in_use_is_told_before_any_slow_work(verb: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = hub(verb, PORT=str(port), HUB_DATA=str(tmp_path))

    assert done.returncode == 1
    assert in_words(done.stderr)
    assert str(port) in done.stderr
    assert f"PORT={port + 1}" in done.stderr
    # What takes long is printed as a step, and leaves something in the directory.
    assert "…" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_generating_twice_gives_the_same_bytes_and_overwrites_nothing(tmp_path: Path, village: Path) -> None:
    out = tmp_path / "village"

    done = hub("generate", "village", str(out), "--seed", "7")

    assert done.returncode == 0
    assert {each.name: each.read_bytes() for each in out.iterdir()} == {
        each.name: each.read_bytes() for each in village.iterdir()
    }
    again = hub("generate", "village", str(out))
    assert again.returncode == 1
    assert in_words(again.stderr)


def test_an_unknown_size_is_explained(tmp_path: Path) -> None:
    for verb in (("generate", "moon", str(tmp_path / "x")), ("demo", "--size", "moon")):
        done = hub(*verb, PORT="0", HUB_DATA=str(tmp_path))

        assert done.returncode == 1
        assert done.stderr.startswith("✗ There is no size 'moon'.\n  → Use one of village, town")


@pytest.mark.parametrize(
    "arguments",
    [(), ("police",), ("police", "x.csv", "--city", "."), ("--city", "/nowhere"), ("police", "x", "--as-of", "May")],
)
def test_a_load_that_makes_no_sense_is_misuse(arguments: tuple[str, ...]) -> None:
    assert hub("load", *arguments).returncode == 2


def test_a_dry_run_needs_no_database_and_its_counts_add_up(village: Path, hub_graph: SeededGraph) -> None:
    done = hub("load", "--city", str(village), "--dry-run", "--json", HUB_MODE="demo")

    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert all(each["rows"] == each["landed"] + each["quarantined"] for each in reports)
    dirty = {each["file"]: each["quarantined"] for each in reports if each["quarantined"]}
    files = hub_graph.truth["files"]
    assert dirty == {name: len(each["dirty"]) for name, each in files.items() if each["dirty"]}
    assert f"! {sum(dirty.values())} rows did NOT land" in done.stderr


def test_invented_people_are_not_loaded_as_real_ones(village: Path) -> None:
    done = hub("load", "--city", str(village), "--dry-run")

    assert done.returncode == 1
    assert in_words(done.stderr)
    assert "HUB_MODE=demo" in done.stderr


def test_a_file_that_is_not_there_is_explained() -> None:
    done = hub("load", "police.residents", "nowhere.csv", "--dry-run")

    assert done.returncode == 1
    assert in_words(done.stderr)


@pytest.fixture
async def clear(graph: Graph) -> AsyncIterator[Graph]:
    """The session's graph as a new one, and left so."""
    await wipe(graph)
    yield graph
    await wipe(graph)


@pytest.mark.usefixtures("clear")
async def test_init_load_and_quarantine(endpoint: Endpoint, village: Path) -> None:
    """A production graph from nothing: version, a file with a bad row, its quarantine, the same file again."""
    settings = server(endpoint, HUB_MODE="demo")
    early = await aside("load", "police", str(village / "police_residents.csv"), **settings)
    assert early.returncode == 1
    assert early.stderr == "✗ The graph is not initialised.\n  → Run: hub init\n"

    first, second = await aside("init", **settings), await aside("init", **settings)
    assert first.stdout == f"The graph is now at schema version {VERSION} (before: none).\n"
    assert second.stdout == f"The graph is at schema version {VERSION} already.\n"

    loaded = await aside("load", "police", str(village / "police_residents.csv"), "--json", **settings)
    assert loaded.returncode == 0
    report = json.loads(loaded.stdout)
    assert report["rows"] == report["landed"] + report["quarantined"]
    assert report["quarantined"] > 0
    shown = await aside("load", "--quarantine", report["batch"], "--json", **settings)
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(rows) == report["quarantined"]
    assert all(row["reason"] for row in rows)
    table = await aside("load", "--quarantine", report["batch"], **settings)
    assert f"{len(rows)} rows of police_residents.csv" in table.stderr

    again = await aside("load", "police", str(village / "police_residents.csv"), **settings)
    assert "loaded before" in again.stdout
    assert (await aside("load", "--quarantine", "none", **settings)).returncode == 1


async def test_serve_refuses_a_graph_of_another_version(clear: Graph, endpoint: Endpoint) -> None:
    settings = server(endpoint, HUB_MODE="demo", PORT="0")
    assert "Run: hub init" in (await aside("serve", **settings)).stderr

    for found, hint in ((VERSION - 1 or -1, "hub init"), (VERSION + 1, "newer hub")):
        await clear.write(
            [("MERGE (m:HubMeta {name: 'hub'}) SET m.version = $found", {"found": found})], operation="test"
        )
        done = await aside("serve", **settings)
        assert done.returncode == 1
        assert in_words(done.stderr)
        assert hint in done.stderr


def test_a_demo_is_not_served_as_production(hub_graph: SeededGraph) -> None:
    done = hub("serve", **server(hub_graph.endpoint, PORT="0"))

    assert done.returncode == 1
    assert done.stderr.startswith("✗ The graph holds the invented people of a demo.")


@pytest.mark.usefixtures("clear")
async def test_a_graph_of_production_is_not_served_as_a_demo(endpoint: Endpoint) -> None:
    production = server(endpoint, PORT="0")
    await aside("init", **production)

    done = await aside("serve", **production, HUB_MODE="demo")

    assert done.returncode == 1
    assert in_words(done.stderr)
    assert "not a demo" in done.stderr


ANYWHERE = "0.0.0.0"  # noqa: S104 - refused, not listened on


@pytest.mark.parametrize("verb", ["demo", "serve"])
def test_a_demo_is_opened_to_a_network_by_nobody_who_says_so_once(verb: str, tmp_path: Path) -> None:
    done = hub(verb, HOST=ANYWHERE, PORT="0", HUB_MODE="demo", HUB_DATA=str(tmp_path))

    assert done.returncode == 1
    assert in_words(done.stderr)
    assert f"HUB_DEMO_HOST={ANYWHERE}" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("host", [ANYWHERE, "::", "192.0.2.1", "hub.example", "127.0.0.1.example"])
def test_a_demo_on_another_address_than_loopback_is_said_twice(host: str) -> None:
    settings = {"HOST": host, "HUB_MODE": "demo"}
    for other in ("", "127.0.0.1", f"{host}0"):
        with pytest.raises(SetupError):
            check_said_twice(Settings.from_env({**settings, "HUB_DEMO_HOST": other}))

    check_said_twice(Settings.from_env({**settings, "HUB_DEMO_HOST": host}))
    check_said_twice(Settings.from_env({"HOST": host}))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_demo_on_loopback_needs_no_second_word(host: str) -> None:
    check_said_twice(Settings.from_env({"HOST": host, "HUB_MODE": "demo"}))


def test_a_database_that_is_down_is_waited_for_and_then_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    done = hub(
        "serve", "--wait", "1", NEO4J_URI=f"bolt://127.0.0.1:{port}", NEO4J_PASSWORD="x", HUB_MODE="demo", PORT="0"
    )

    assert done.returncode == 3
    assert in_words(done.stderr)


def test_a_wrong_password_is_told_at_once(hub_graph: SeededGraph) -> None:
    settings = server(hub_graph.endpoint, PORT="0", HUB_MODE="demo") | {"NEO4J_PASSWORD": "wrong-secret"}
    done = hub("serve", **settings)

    assert done.returncode == 1
    assert in_words(done.stderr)
    assert "NEO4J_PASSWORD" in done.stderr
    assert "wrong-secret" not in done.stderr


def test_a_mistake_of_ours_is_one_line(tmp_path: Path) -> None:
    code = (
        "import hub.commands.sdl as sdl\n"
        "def broken(): raise ZeroDivisionError('990102198506150019')\n"
        "sdl.sdl = broken\n"
        "import sys; sys.argv = ['hub', 'sdl']\n"
        "from hub.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "✗ A mistake in the hub: ZeroDivisionError at " in done.stderr
    assert "990102198506150019" not in done.stderr
    assert "Traceback" not in done.stderr
