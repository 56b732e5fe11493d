"""`hub demo`: from nothing to a hub over an invented city, and back to it at once the next time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
import socket
import sys
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demo import officers as demo_access
from demo.city.plan import SIZES
from demo.commands.generate import checked_size, write_city
from demo.samples import INQUIRY, JUDGE, SAMPLES
from demo.showcase import DemoShowcase
from hub.access.callers import Bearer
from hub.access.registry import Registry
from hub.app import Hub, create_app
from hub.embedded.supervisor import supervised
from hub.graph import mode
from hub.migration.versions import init
from hub.operations.request import OperationRequest
from hub.process.assembly import api_of, connect, hub_of
from hub.process.server import serve
from hub.process.sockets import check_said_twice, listen, url_of
from hub.serving import logs
from hub.settings import DEMO, Settings
from hub.shell import database, terminal
from hub.shell.progress import progress
from hub.support.clock import china_now
from loaders.landing.pipeline import Options, load_city
from schema.errors import SetupError
from schema.statements.own import SetOwn
from schema.statements.write import At, Read, writing
from schema.values import Realm

if TYPE_CHECKING:
    from hub.embedded.process import EmbeddedNeo4j, Endpoint
    from hub.graph.client import Graph

SIZE, SEED = "town", 7

STATE = """\
OPTIONAL MATCH (m:HubMeta {name: 'hub'})
RETURN m.demo AS demo, m.demoBegun AS begun, EXISTS { (:Entity) } OR EXISTS { (:RegisteredAgency) } AS filled"""


@dataclass(frozen=True, slots=True)
class City:
    """Which invented city is shown; written 'town/7' in the graph."""

    size: str
    seed: int

    def __str__(self) -> str:
        return f"{self.size}/{self.seed}"

    @classmethod
    def read(cls, text: str) -> City:
        """The city that the graph names."""
        size, _, seed = text.partition("/")
        return cls(size, int(seed))


EXAMPLES = (
    "hub demo",
    "hub demo --size village",
    "PORT=8001 HUB_DATA=/tmp/other hub demo   (a second one beside it)",
)


def demo(
    size: Annotated[
        str | None, typer.Option(help="village, town, city or province; default: the existing demo's, or town.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help=("Another seed makes another city; default: the existing demo's, or 7."))
    ] = None,
    fast_start: Annotated[bool, typer.Option(hidden=True)] = False,
    while_stdin: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Start a hub over an invented city: database, data, API, tokens and sample questions."""
    settings = replace(Settings.from_env(), mode=DEMO)
    # At a terminal the lines of every answer would hide what the demo prints; set HUB_LOG_LEVEL to have them.
    quiet = not os.environ.get("HUB_LOG_LEVEL")
    logs.set_up(max(settings.logging_level, 30) if quiet else settings.logging_level)
    if size is not None:
        checked_size(size)
    check_said_twice(settings)
    if while_stdin:
        _stop_with_stdin()
    with listen(settings.host, settings.port) as taken:
        officers = DemoShowcase(settings.data)
        if settings.endpoint is None and not (settings.data / "neo4j").exists():
            _invent_ahead(settings.data, Wanted(size, seed).city(None))
        threading.Thread(target=api_of, args=(settings.realm,), daemon=True, name="api").start()
        owned: list[EmbeddedNeo4j] = []
        with database.opened(settings, fast_start=fast_start, share=False, owned=owned) as endpoint:
            terminal.run(_run(settings, endpoint, taken, Wanted(size, seed), officers, owned, fast_start=fast_start))
    terminal.say("stopped")


#: Held while the files of a city are written.
_WRITING = threading.Lock()


def _invent_ahead(data: Path, city: City) -> None:
    """Write the first city's files while Neo4j starts; what goes wrong is met, and said, when they are needed."""

    def write() -> None:
        with contextlib.suppress(SetupError):
            city_folder(data, city)

    threading.Thread(target=write, daemon=True, name="city").start()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The city asked for, as far as anything was."""

    size: str | None
    seed: int | None

    def city(self, present: str | None) -> City:
        """The city to show; what is there where nothing else was asked for. Raises SetupError where it is another."""
        there = City.read(present) if present else City(SIZE, SEED)
        city = City(self.size or there.size, there.seed if self.seed is None else self.seed)
        if present and city != there:
            raise SetupError(
                f"This data directory holds the demo {there}, not {city}.",
                hint=f"Give {city} a directory of its own: HUB_DATA=.hub-{city.size}-{city.seed} hub demo …",
            )
        return city


async def _run(
    settings: Settings,
    endpoint: Endpoint,
    taken: socket.socket,
    wanted: Wanted,
    who: DemoShowcase,
    owned: list[EmbeddedNeo4j],
    *,
    fast_start: bool,
) -> None:
    async with await connect(settings, endpoint, wait=30) as graph:
        await init(graph)
        await mode.mark(graph, demo=True)
        await _fill(settings.data, graph, wanted)
        for embedded in owned:
            embedded.keep_archive()
        await demo_access.register(Registry(graph, settings.realm, china_now, "hub demo"))
        hub = await hub_of(settings, graph)
        if fast_start:
            # For tests: what they ask is theirs, and a database that makes other things ready answers them later.
            hub = replace(hub, known=(), eager=False)
        else:
            await _warm(hub)
        with supervised(owned):
            await serve(create_app(hub), taken, lambda: _announce(url_of(taken), who))


async def _warm(hub: Hub) -> None:
    """Ask the sample questions, so that nobody who asks one of them waits for the database to plan it."""
    # Twice: with rights that are kept, the hub asks another statement than with those it fetched just now.
    for sample in (*SAMPLES, *SAMPLES):
        officer = demo_access.officer_of(sample.card)
        if officer is not None:
            bearer = Bearer(officer.agency, officer.card, officer.name)
            await hub.operations.answer(OperationRequest(sample.query, basis=sample.basis), bearer)


async def _fill(data: Path, graph: Graph, wanted: Wanted) -> None:
    """Put the city into the graph, unless it is there; what was begun goes on."""
    (state,) = await graph.ask(STATE, {}, operation="demo.state")
    if state["filled"] and not state["demo"] and not state["begun"]:
        raise SetupError(
            "The graph holds records that are no demo.",
            hint="Give the demo a database of its own: unset NEO4J_URI, or choose another HUB_DATA.",
        )
    city = wanted.city(state["demo"] or state["begun"])
    if state["demo"]:
        return
    folder = await asyncio.to_thread(city_folder, data, city)
    await _note(graph, {"demoBegun": str(city)}, "demo.begin")
    terminal.say(f"… Loading {city.size} ({SIZES[city.size]:,} people)")
    with progress() as tell:
        # UTC: the loader knows the day in China from it.
        await load_city(graph, folder, Options(realm=Realm.FICTIONAL, clock=lambda: datetime.now(UTC), progress=tell))
    await _note(graph, {"demo": str(city)}, "demo.end")


async def _note(graph: Graph, values: dict[str, str], operation: str) -> None:
    """Note in the graph how far the city is."""
    write = writing(Read("MATCH (m:HubMeta {name: 'hub'})"), SetOwn(At("m", "HubMeta"), values))
    await graph.write([write], operation=operation)


def city_folder(data: Path, city: City) -> Path:
    """The folder of the city's files, written first where they are not there or not complete."""
    folder = data / "city" / f"{city.size}-{city.seed}"
    with _WRITING:
        return _written(folder, city)


def _written(folder: Path, city: City) -> Path:
    if not (folder / "truth.json").is_file():
        draft = folder.with_name(folder.name + ".part")
        try:
            shutil.rmtree(draft, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
            write_city(draft, city.size, city.seed)
            draft.rename(folder)
        except OSError as problem:
            raise SetupError(
                f"The city's files cannot be written: {problem.strerror}.",
                hint="Choose a writable directory with 500 MB free: set HUB_DATA.",
            ) from None
    return folder


def _announce(url: str, officers: DemoShowcase) -> None:
    """Print where to begin, questions for a shell, and the ready line, which is the very last one."""
    cards = {each["card"]: each for each in officers.listed()}
    first = cards[JUDGE]
    others = len(cards) - 1
    lines = [
        "",
        f"Open the workbench in a browser: {url}/",
        f"  Begin as {first['name']} ({JUDGE}, {first['agencyName']}), for {INQUIRY['case']}.",
        f"  {others} other officers are there; each sees what the law opens to its agency.",
        "",
        f"Or ask it something: paste a line, or open {url}/graphiql/",
    ]
    for sample in SAMPLES:
        if sample.shown:
            lines += ["", f"# {sample.title}", sample.as_curl(url, f"$({_verb()} token {sample.card})")]
    lines += ["", f"Token of an officer: {_verb()} token CARD   Stop: Ctrl-C", "", f"Linkage Hub is ready: {url}"]
    typer.echo("\n".join(lines))
    sys.stdout.flush()


def _verb() -> str:
    """How `hub` is called from this folder, over the same data."""
    called = sys.argv[0]
    if called.endswith(".py"):
        words = [sys.executable, "-m", "hub.cli"]
    else:
        words = ["hub" if shutil.which("hub") == called else os.path.relpath(called)]
    data = os.environ.get("HUB_DATA")
    place = "" if data is None else f"HUB_DATA={shlex.quote(data)} "
    return place + shlex.join(words)


def _stop_with_stdin() -> None:
    """End when standard input does: the process that started this hub is gone."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="stdin").start()
