"""`hub demo` from an empty directory to a second start, and `hub serve` when the database goes away and comes back."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.command_line import PATIENCE, Running, alive, children, hub, started, within

from demo.samples import SAMPLES
from hub.embedded.process import running as running_database
from hub.testing import SeededGraph

pytestmark = pytest.mark.slow

JUDGE = "示0102-A-017"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory that the tests of this module use one after the other."""
    return tmp_path_factory.mktemp("demo")


@contextmanager
def demo(data: Path, port: int = 0) -> Iterator[Running]:
    """A demo on this directory."""
    arguments = ("demo", "--fast-start") if (data / "neo4j").exists() else ("demo", "--size", "village", "--fast-start")
    # A busy machine plans a statement for longer than people should wait.
    patient = {"HUB_QUERY_TIMEOUT": "120", "HUB_DEADLINE": "120"}
    with started(*arguments, HUB_DATA=str(data), PORT=str(port), HUB_JAVA_HEAP="512m", **patient) as running:
        yield running


def ask(url: str, token: str, query: str, basis: Mapping[str, str] | None = None) -> httpx.Response:
    """Ask the hub."""
    body = {"query": query, "extensions": {} if basis is None else {"basis": basis}}
    return httpx.post(f"{url}/graphql", headers={"Authorization": f"Bearer {token}"}, json=body, timeout=150)


def all_ended(pids: set[int]) -> bool:
    """Whether none of these processes is left."""
    return within(10, lambda: not any(alive(pid) for pid in pids))


def test_a_demo_stopped_while_it_loads_leaves_nothing_behind(data: Path) -> None:
    with demo(data) as running:
        running.await_line("… Loading")
        started_processes = children(running.process.pid)
        assert started_processes

        code = running.stop(signal.SIGTERM)

    assert code == 128 + signal.SIGTERM
    assert running.err[-1] == "stopped; run again to resume"
    assert running.out == []
    assert all_ended(started_processes)


def test_the_next_start_resumes_and_prints_what_works(data: Path) -> None:
    with demo(data) as running:
        url = running.url()

        assert running.out[-1] == f"Linkage Hub is ready: {url}"
        assert not [line for line in running.err if "Inventing" in line]
        _one_begins_in_the_workbench(running.out, url)
        _curl_lines_work(running.out)
        _others_use_the_running_database(data, url)
        started_processes = children(running.process.pid)
        assert running.stop(signal.SIGINT) == 0
    assert all_ended(started_processes)
    assert not (data / "neo4j" / "address").exists()


def _one_begins_in_the_workbench(lines: list[str], url: str) -> None:
    told = "\n".join(lines)
    assert f"Open the workbench in a browser: {url}/\n" in told
    assert JUDGE in told
    # A log, or a look over the shoulder, gives nobody a token.
    assert "eyJ" not in told


def _curl_lines_work(lines: list[str]) -> None:
    answers = [_as_curl_would(line) for line in lines if line.startswith("curl ")]
    assert len(answers) == 3
    debtor, driver, found = answers
    assert [each["plateNo"] for each in debtor["person"]["vehicles"]["nodes"]] == ["测A12345"]
    assert {each["caseNumber"] for each in debtor["person"]["casesAsDebtor"]["nodes"]} >= {"（2026）示0102执1203号"}
    assert debtor["person"]["housingFundAccounts"]["nodes"]
    daily = max(driver["person"]["drives"]["edges"], key=lambda edge: edge["times"])
    assert (daily["node"]["plateNo"], daily["node"]["owners"]["nodes"]) == ("测A66218", [{"name": "陈**"}])
    assert "陈立诚" in {hit["node"]["label"] for hit in found["search"]["hits"]}


def _as_curl_would(line: str) -> dict[str, Any]:
    """Ask what a line asks, with its words as a shell splits them; the machine may have no curl."""
    _, _, url, *options = shlex.split(_with_tokens(line))
    pairs = dict(zip(options[::2], options[1::2], strict=True)) | {"-H": ""}
    headers = dict(
        value.split(": ", 1) for name, value in zip(options[::2], options[1::2], strict=True) if name == "-H"
    )
    body: dict[str, Any] = httpx.post(url, headers=headers, content=pairs["-d"].encode(), timeout=60).json()
    assert "errors" not in body
    found: dict[str, Any] = body["data"]
    return found


def _with_tokens(line: str) -> str:
    """A line after the shell has run the commands in it."""
    return re.sub(
        r"\$\((.*?)\)", lambda found: subprocess.check_output(("sh", "-c", found[1]), text=True).strip(), line
    )


def _others_use_the_running_database(data: Path, url: str) -> None:
    second = hub("demo", HUB_DATA=str(data), PORT="0")
    assert second.returncode == 1
    assert second.stderr.splitlines()[-2].startswith("✗ Another hub (process ")
    assert hub("init", HUB_DATA=str(data)).stdout.startswith("The graph is at schema version")
    checked = hub("doctor", "--json", HUB_DATA=str(data), PORT=url.rsplit(":", 1)[1])
    assert [each for each in json.loads(checked.stdout) if not each["ok"] and each["name"] != "web pages"] == []


def test_beside_another_hub_a_database_that_dies_is_told_and_has_everything(data: Path, hub_graph: SeededGraph) -> None:
    token = hub("token", JUDGE, HUB_DATA=str(data)).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with demo(data, port) as running:
        url = running.url()
        assert url == f"http://127.0.0.1:{port}"
        _two_hubs_know_nothing_of_each_other(url, token, hub_graph)
        assert not [line for line in running.err if "Loading" in line]
        assert ask(url, token, SAMPLES[0].query, SAMPLES[0].basis).json()["data"]["person"]["name"] == "陈立诚"
        (database,) = children(running.process.pid)
        os.kill(database, signal.SIGKILL)

        answer = ask(url, token, SAMPLES[0].query, SAMPLES[0].basis)
        ready = httpx.get(f"{url}/readyz", timeout=60)

        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPH_UNAVAILABLE"
        assert (ready.status_code, ready.json()["neo4j"]["status"]) == (503, "down")
        assert httpx.get(f"{url}/healthz").json() == {"status": "ok"}
        assert httpx.get(f"{hub_graph.url}/readyz", timeout=60).status_code == 200
        # It is started again, and the hub goes on with it.
        assert within(PATIENCE, lambda: httpx.get(f"{url}/readyz", timeout=60).status_code == 200)
        assert children(running.process.pid) != [database]
        assert ask(url, token, SAMPLES[0].query, SAMPLES[0].basis).status_code == 200
        assert running.stop() == 0


def _two_hubs_know_nothing_of_each_other(url: str, token: str, other: SeededGraph) -> None:
    tokens = {url: token, other.url: other.token(JUDGE)}
    codes = {(at, of): ask(at, tokens[of], "{ __typename }").status_code for at in tokens for of in tokens}
    assert codes == {(at, of): 200 if at == of else 401 for at in tokens for of in tokens}


def test_another_city_needs_another_directory(hub_graph: SeededGraph) -> None:
    endpoint = hub_graph.endpoint
    done = hub(
        "demo",
        "--size",
        "town",
        HUB_DATA=str(hub_graph.data),
        PORT="0",
        NEO4J_URI=endpoint.uri,
        NEO4J_PASSWORD=endpoint.password,
    )

    assert done.returncode == 1
    assert "✗ This data directory holds the demo village/7, not town/7." in done.stderr


def test_the_page_has_its_samples_and_officers(hub_url: str) -> None:
    samples = httpx.get(f"{hub_url}/graphiql/samples.json").json()
    officers = httpx.get(f"{hub_url}/graphiql/officers.json").json()

    assert [each["title"] for each in samples] == [sample.title for sample in SAMPLES]
    assert all(each["query"].startswith(f"# {each['title']}\n") for each in samples)
    assert {"card", "name", "agency", "roles", "token"} == officers[0].keys()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_each_sample_finds_something(sample: Any, hub_graph: SeededGraph) -> None:
    body = ask(hub_graph.url, hub_graph.token(sample.card), sample.query, sample.basis).json()

    assert "errors" not in body
    assert None not in body["data"].values()
    assert '"hits": []' not in json.dumps(body)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_each_sample_survives_a_shell(sample: Any) -> None:
    line = sample.as_curl("http://127.0.0.1:8000", "token")

    assert not set("!$`\n") & set(line)
    assert line.isascii()
    assert " ".join(json.loads(shlex.split(line)[-1])["query"].split()) == " ".join(sample.query.split())


class Proxy:
    """A door to the database that a test can shut: same address all the time, for every process behind it."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]

    def open(self) -> None:
        """Let connections through."""
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(20)

    def shut(self) -> None:
        """Break all connections and refuse new ones."""
        asyncio.run_coroutine_threadsafe(self._break(), self._loop).result(20)

    def close(self) -> None:
        """End the thread."""
        self.shut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", self.port)

    async def _break(self) -> None:
        if self._server is not None:
            # Closed while it lets somebody in, a server of Python 3.11 forgets that connection without closing it.
            for each in self._server.sockets:
                self._loop.remove_reader(each.fileno())
            for _turn in range(3):
                await asyncio.sleep(0)
            self._server.close()
            self._server = None
        for writer in self._open:
            writer.transport.abort()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = {writer}
        self._open |= ends
        try:
            inner_reader, inner_writer = await asyncio.open_connection(*self._target)
            ends.add(inner_writer)
            self._open |= ends
            await asyncio.gather(_pass_on(reader, inner_writer), _pass_on(inner_reader, writer))
        except (OSError, asyncio.CancelledError):
            return
        finally:
            for each in ends:
                each.transport.abort()
            self._open -= ends


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@pytest.fixture
def proxy(hub_graph: SeededGraph) -> Iterator[Proxy]:
    """A door to the database behind the session's hub."""
    host, port = hub_graph.endpoint.uri.removeprefix("bolt://").split(":")
    made = Proxy((host, int(port)))
    yield made
    made.close()


def test_a_hub_recovers_by_itself_when_its_database_is_back(proxy: Proxy, hub_graph: SeededGraph) -> None:
    endpoint = hub_graph.endpoint
    settings = {
        "NEO4J_URI": f"bolt://127.0.0.1:{proxy.port}",
        "NEO4J_PASSWORD": endpoint.password,
        "HUB_MODE": "demo",
        "HUB_DATA": str(hub_graph.data),
        "PORT": "0",
    }
    token = hub_graph.token(JUDGE)
    with started("serve", **settings) as running:
        # The database comes later than the hub, as in a compose file without health checks.
        proxy.open()
        url = running.url()
        assert ask(url, token, SAMPLES[0].query, SAMPLES[0].basis).status_code == 200

        proxy.shut()
        lost = ask(url, token, SAMPLES[0].query, SAMPLES[0].basis)
        assert (lost.status_code, lost.headers["Retry-After"]) == (503, "5")
        assert lost.json()["errors"][0]["extensions"]["code"] == "GRAPH_UNAVAILABLE"
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 503

        proxy.open()
        assert within(60, lambda: httpx.get(f"{url}/readyz", timeout=60).status_code == 200)
        assert ask(url, token, SAMPLES[0].query, SAMPLES[0].basis).status_code == 200
        assert running.stop(signal.SIGTERM) == 0


def test_the_address_of_a_database_is_gone_with_it(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="has not published the address of its database"):
        running_database(tmp_path, patience=0)
