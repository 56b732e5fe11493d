"""The files of a first fill, imported by Neo4j's own importer, are the graph that a load of the same files leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.first_fill_files import rows, whole
from support.ftm_sample import SAMPLE, file
from support.intake import agency, restart, wipe
from typer.testing import CliRunner

from demo.city import generate
from hub.cli import app
from hub.commands.import_ import finish
from hub.embedded.importing import import_files
from hub.embedded.process import EmbeddedNeo4j
from hub.graph.client import Graph
from hub.migration.versions import VERSION, init, version
from loaders.first_fill import handover
from loaders.first_fill.fill import fill
from loaders.landing.jobs import choose, choose_folder
from loaders.landing.pipeline import Options, load, load_city, quarantine
from schema.errors import SetupError
from schema.statements.definitions import own_definitions
from schema.values import Realm

pytestmark = pytest.mark.slow

HOMES = [
    'quote " comma , "" both',
    "a line\nand another",
    "tab\tand ; and | and \\ and 😀 and 𠮷",
    "'; MATCH (n) DETACH DELETE n //",
    "\\N 1",
    '"',
    "长" * 900,
]


@pytest.fixture(scope="module")
def options() -> Options:
    """A load of invented people at a moment that stands still."""
    return Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village, and beside it a feed with addresses of all sorts and public data."""
    folder = tmp_path_factory.mktemp("sources")
    generate(folder / "village", "village", 7)
    agency(folder)
    lines = ["id,name,former,home", *(f'{n},,,"{home.replace(chr(34), 2 * chr(34))}"' for n, home in enumerate(HOMES))]
    (folder / "homes.csv").write_text("\n".join(lines), encoding="utf-8")
    file(folder, SAMPLE)
    return folder


@pytest.fixture(scope="module")
async def files(sources: Path, options: Options, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the importer is to read."""
    folder = tmp_path_factory.mktemp("fill") / "files"
    await fill(choose_folder(sources / "village"), options, folder, demo="village/7")
    await fill(choose(str(sources / "townhall.py"), [sources / "homes.csv"]), options, folder)
    await fill(choose("ftm", [sources / "sample.ftm.json"]), options, folder)
    return folder


@pytest.fixture(scope="module")
async def imported(files: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Graph]:
    """A store of its own with the files in it, set up."""
    data = tmp_path_factory.mktemp("imported")
    held = handover.read(files)
    import_files(data, files, handover.ARGUMENTS, heap="512m", progress=lambda text: None)
    with EmbeddedNeo4j(data, fast_start=True) as endpoint:
        await finish(endpoint, held)
        async with await Graph.open(endpoint, timeout=60) as graph:
            yield graph


async def test_it_is_the_graph_that_a_load_leaves(
    imported: Graph, graph: Graph, sources: Path, files: Path, options: Options
) -> None:
    [[_, _, secret, demo]] = rows(files / "nodes-HubMeta.csv")
    # The tests of this folder share a graph that not all of them set up.
    await init(graph)
    await restart(graph)
    meta = {"name": "hub", "mode": "demo", "demo": demo, "idSecret": secret, "version": VERSION}
    await graph.write([("MATCH (m:HubMeta) SET m += $meta", {"meta": meta})], operation="test")
    await load_city(graph, sources / "village", options)
    await load(graph, str(sources / "townhall.py"), [sources / "homes.csv"], options)
    await load(graph, "ftm", [sources / "sample.ftm.json"], options)
    try:
        theirs = await whole(graph)
        ours = await whole(imported)
    finally:
        await wipe(graph)

    def known(lines: list[str]) -> list[str]:
        # What follows from several batches names them all; here they came by three commands, there as one.
        return [line.partition("'asserted'")[0] if "CO_DEBTOR_WITH" in line else line for line in lines]

    assert len(ours["nodes"]) > 10_000
    assert ours["nodes"] == theirs["nodes"]
    assert known(ours["links"]) == known(theirs["links"])


async def test_it_has_all_constraints_and_indexes_and_they_hold(imported: Graph) -> None:
    assert await version(imported) == VERSION
    there = await imported.ask("SHOW INDEXES YIELD name, state RETURN name, state", {}, operation="test")
    assert {row["state"] for row in there} == {"ONLINE"}
    names = {row["name"] for row in there}
    assert {"entity_key", "entity_id", "texts", "pinyin", "batch_id", "hub_meta"} <= names
    assert all(text.split()[2] in names for text in own_definitions())
    # An `init` later on makes no second secret.
    secret = "MATCH (m:HubMeta) RETURN m.idSecret"
    before = await imported.ask_one(secret, {}, operation="test")
    await init(imported)
    assert await imported.ask_one(secret, {}, operation="test") == before


async def test_it_answers(imported: Graph) -> None:
    found = await imported.ask(
        "MATCH (p:Person {citizenId: '990102198506150019'})-[:DEBTOR_IN]->(c:EnforcementCase) RETURN p.name AS name",
        {},
        operation="test",
    )
    assert {row["name"] for row in found} == {"陈立诚"}
    hits = await imported.ask(
        "CALL db.index.fulltext.queryNodes('pinyin', 'chenlicheng') YIELD node RETURN node.name AS name",
        {},
        operation="test",
    )
    assert "陈立诚" in {row["name"] for row in hits}
    homes = await imported.ask(
        "MATCH (a:Address) WHERE a.key STARTS WITH 'Address:' AND a.source = 'townhall.homes' RETURN a.text AS text",
        {},
        operation="test",
    )
    assert {row["text"] for row in homes} == set(HOMES)


async def test_loading_goes_on_in_it(imported: Graph, sources: Path, options: Options) -> None:
    reports = await load_city(imported, sources / "village", options)
    assert all(report.already for report in reports)

    dirty = next(report for report in reports if report.quarantined)
    assert len(await quarantine(imported, dirty.batch)) == dirty.quarantined

    before = await whole(imported)
    path = sources / "village" / "police_residents.csv"
    [report] = await load(imported, "police", [path], replace(options, again=True))
    assert not report.already
    assert await whole(imported) == before


def run(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Run a verb and answer its exit code and what it said."""
    done = CliRunner().invoke(app, arguments, env={"NEO4J_URI": None, "HUB_MODE": "demo", **environment})
    return done.exit_code, done.output + done.stderr


def test_a_store_that_is_there_is_left_alone(files: Path, tmp_path: Path) -> None:
    store = tmp_path / "neo4j" / "data" / "databases" / "neo4j"
    store.mkdir(parents=True)

    code, said = run(["import", str(files)], {"HUB_DATA": str(tmp_path)})

    assert code == 1
    assert "already holds a graph" in said
    assert list(store.iterdir()) == []
    assert not (tmp_path / "neo4j" / "import").exists()


def test_a_server_is_filled_on_its_own_machine(files: Path, tmp_path: Path) -> None:
    there = {"HUB_DATA": str(tmp_path), "NEO4J_URI": "bolt://db:7687", "NEO4J_PASSWORD": "x"}

    code, said = run(["import", str(files)], there)

    assert code == 1
    assert "README.md says how" in said


def test_invented_people_stay_out_of_a_real_hub(files: Path, tmp_path: Path) -> None:
    code, said = run(["import", str(files)], {"HUB_DATA": str(tmp_path), "HUB_MODE": "production"})

    assert code == 1
    assert "invented people" in said


@pytest.mark.parametrize("other", [["--dry-run"], ["--again"], ["--retire-anyway"]])
def test_what_only_a_graph_can_do_is_refused_for_files(tmp_path: Path, other: list[str]) -> None:
    code, said = run(["load", "--city", str(tmp_path), "--as-import", str(tmp_path / "files"), *other], {})

    assert code == 2
    assert "empty graph" in " ".join(said.split())
    assert not (tmp_path / "files").exists()


def test_an_import_that_fails_leaves_no_store(files: Path, tmp_path: Path) -> None:
    broken = tmp_path / "files"
    broken.mkdir()
    (broken / "import.args").write_text("--nodes=./missing-header.csv,./missing.csv\n--array-delimiter=U+001F\n")
    data = tmp_path / "data"

    with pytest.raises(SetupError, match="importer of Neo4j failed") as caught:
        import_files(data, broken, "import.args", heap="256m", progress=lambda text: None)

    assert "missing-header.csv" in str(caught.value.details["reason"])
    assert not (data / "neo4j" / "data" / "databases" / "neo4j").exists()
    assert not (data / "neo4j" / "import").exists()
