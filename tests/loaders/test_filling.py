"""A first fill written as files says what a load of the same files would leave in a graph."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.first_fill_files import read_back, rows, whole
from support.ftm_sample import SAMPLE, file
from support.intake import agency, citizen, people, restart, row
from test_pipeline import BAD

from hub.graph.client import Graph
from loaders.first_fill import handover
from loaders.first_fill.csv_files import CsvFile
from loaders.first_fill.fill import fill
from loaders.landing.jobs import choose
from loaders.landing.pipeline import Options, load
from schema.errors import IntakeError, SetupError
from schema.values import Realm


def secret(folder: Path) -> str:
    """The secret of the ids in the files, as the graph's own node holds it."""
    [[_, _, kept, _]] = rows(folder / "nodes-HubMeta.csv")
    assert kept is not None
    assert len(base64.b64decode(kept)) == 32
    return kept


async def start_with(graph: Graph, kept: str) -> None:
    """The graph set up and empty, with the node that the files hold too."""
    await restart(graph)
    await graph.write([("MATCH (m:HubMeta) SET m.idSecret = $kept, m.name = 'hub'", {"kept": kept})], operation="test")


MENTION = st.tuples(
    st.sampled_from(["people.csv", "guests.csv", "people2.csv", "guests2.csv"]),
    st.integers(0, 3),
    st.sampled_from(["", "张三", "李四", "王五"]),
    st.sampled_from(["", "张小三", "李小四"]),
    st.sampled_from(["", "示例路1号", "示例路2号", "bad"]),
)


@settings(max_examples=examples(25), deadline=None)
@given(said=st.lists(MENTION, max_size=25), days=st.lists(st.integers(1, 28), min_size=2, max_size=2))
async def test_whatever_files_say_the_fill_says_the_same_as_the_graph(
    store: Graph,
    options: Options,
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[str, int, str, str, str]],
    days: list[int],
) -> None:
    folder = tmp_path_factory.mktemp("said")
    code = agency(folder)
    files: dict[str, list[str]] = {}
    for name, number, called, former, home in said:
        own = BAD[number] if home == "bad" else f"{citizen(number)},{called},{former},{home}"
        files.setdefault(name, []).append(own)
    # Two commands, each for its day: names and silences of authorities and mentions meet in every order.
    paths = [people(folder, lines, name) for name, lines in files.items()]
    for number, day in enumerate(days):
        some = replace(options, seen=options.today().replace(day=day), complete=day % 2 == 0)
        if part := paths[number * 2 : number * 2 + 2]:
            await fill(choose(code, part), replace(some, complete=False), folder / "files")
    if not paths:
        return
    await start_with(store, secret(folder / "files"))
    for number, day in enumerate(days):
        if part := paths[number * 2 : number * 2 + 2]:
            await load(store, code, part, replace(options, seen=options.today().replace(day=day)))

    assert read_back(folder / "files") == await whole(store)


async def test_public_data_finds_its_ends(store: Graph, options: Options, tmp_path: Path) -> None:
    options = replace(options, chunk=2)
    before, path = people(tmp_path, [row(1), row(2)]), file(tmp_path, SAMPLE)
    code = agency(tmp_path)

    await fill(choose(code, [before]), options, tmp_path / "files")
    [report] = await fill(choose("ftm", [path]), options, tmp_path / "files")

    await start_with(store, secret(tmp_path / "files"))
    await load(store, code, [before], options)
    [other] = await load(store, "ftm", [path], options)
    assert (report.landed, report.quarantined) == (other.landed, other.quarantined)
    assert report.reasons == other.reasons
    assert read_back(tmp_path / "files") == await whole(store)


KILLED = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from loaders.first_fill.fill import fill
from loaders.landing.jobs import choose
from loaders.landing.pipeline import Options
from schema.values import Realm

def progress(what: str, done: int, total: int) -> None:
    if what == sys.argv[4] and done >= int(sys.argv[5]):
        os.kill(os.getpid(), signal.SIGKILL)

options = Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC), chunk=100,
                  progress=progress)
asyncio.run(fill(choose(sys.argv[1], [sys.argv[2]]), options, Path(sys.argv[3])))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("what", "done"), [("townhall.people", 500), ("files for the import", 1)])
async def test_killed_for_real_it_goes_on(options: Options, tmp_path: Path, what: str, done: int) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(n) if n % 50 else BAD[0] for n in range(3000)])
    options = replace(options, chunk=100)
    folder = tmp_path / "killed"
    command = [sys.executable, "-c", KILLED, code, str(path), str(folder), what, str(done)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = await asyncio.to_thread(subprocess.run, command, env=env, timeout=120, capture_output=True)
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    with pytest.raises(IntakeError, match="no manifest"):
        handover.read(folder)

    told: list[int] = []
    again = replace(options, progress=lambda name, n, total: told.append(n) if name == "townhall.people" else None)
    [report] = await fill(choose(code, [path]), again, folder)

    assert (report.landed, report.quarantined) == (2940, 60)
    # It went on after the last chunk, and what was whole is not read again.
    assert told == ([] if what != "townhall.people" else list(range(done + 100, 3001, 100)))
    assert report.already == (what != "townhall.people")
    assert not (folder / handover.DRAFTS).exists()
    await fill(choose(code, [path]), options, tmp_path / "whole")
    ours, theirs = read_back(folder), read_back(tmp_path / "whole")
    assert len(ours["nodes"]) == len(theirs["nodes"]) == 2940 + 5 + 60 + 2
    # The ids differ, because each folder has a secret of its own.
    assert ours["links"] == theirs["links"]


async def test_stopped_it_leaves_nothing_that_looks_whole(options: Options, tmp_path: Path) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(n) for n in range(3000)])
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    told = replace(options, chunk=100, progress=lambda *_: loop.call_soon_threadsafe(begun.set) and None)

    task = asyncio.create_task(fill(choose(code, [path]), told, tmp_path / "files"))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    with pytest.raises(IntakeError, match="again"):
        handover.read(tmp_path / "files")
    [report] = await fill(choose(code, [path]), options, tmp_path / "files")
    assert report.landed == 3000


async def test_the_same_files_again_change_nothing(options: Options, tmp_path: Path) -> None:
    code, path = agency(tmp_path), people(tmp_path, [row(1), row(2)])
    await fill(choose(code, [path]), options, tmp_path / "files")
    before = {each.name: each.stat().st_mtime_ns for each in (tmp_path / "files").glob("*.csv")}

    [report] = await fill(choose(code, [path]), options, tmp_path / "files")

    assert report.already
    assert {each.name: each.stat().st_mtime_ns for each in (tmp_path / "files").glob("*.csv")} == before


async def test_what_does_not_go_together_is_refused(options: Options, tmp_path: Path) -> None:
    code, path, files = agency(tmp_path), people(tmp_path, [row(1), row(2)]), tmp_path / "files"
    complete = replace(options, complete=True)
    await fill(choose(code, [path]), complete, files)

    with pytest.raises(SetupError, match="realm 'fictional'"):
        await fill(choose(code, [path]), replace(options, realm=Realm.REAL), files)
    newer = people(tmp_path, [row(1)], "people2.csv")
    with pytest.raises(IntakeError, match="complete delivery"):
        await fill(choose(code, [newer]), complete, files)
    # What was there is still whole.
    handover.check(files, handover.read(files))


async def test_a_file_begun_and_not_named_again_keeps_the_rest_back(options: Options, tmp_path: Path) -> None:
    code, files = agency(tmp_path), tmp_path / "files"
    long, short = people(tmp_path, [row(n) for n in range(30)]), people(tmp_path, [row(99)], "guests.csv")

    def lost(name: str, done: int, total: int) -> None:
        if done > 10:
            raise OSError(28, "No space left on device")

    with pytest.raises(SetupError, match="No space left"):
        await fill(choose(code, [long]), replace(options, progress=lost), files)
    with pytest.raises(IntakeError, match=r"a part of people\.csv"):
        await fill(choose(code, [short]), options, files)
    reports = await fill(choose(code, [long, short]), options, files)

    assert [report.landed for report in reports] == [30, 1]
    assert reports[1].already


async def test_files_that_were_touched_are_not_imported(options: Options, tmp_path: Path) -> None:
    files = tmp_path / "files"
    await fill(choose(agency(tmp_path), [people(tmp_path, [row(1)])]), options, files)
    held = handover.read(files)
    handover.check(files, held)

    for name in ("nodes-Person.csv", "links-RESIDES_AT-header.csv"):
        kept = (files / name).read_bytes()
        (files / name).write_bytes(kept.replace(b"9", b"8").replace(b"key", b"KEY"))
        with pytest.raises(IntakeError, match=f"{name} is not the file"):
            handover.check(files, held)
        (files / name).write_bytes(kept)
    (files / "nodes-Person.csv").unlink()
    with pytest.raises(IntakeError, match="cannot be read"):
        handover.check(files, held)


async def test_only_the_owner_reads_the_files(options: Options, tmp_path: Path) -> None:
    files = tmp_path / "files"
    await fill(choose(agency(tmp_path), [people(tmp_path, [row(1)])]), options, files)

    assert files.stat().st_mode & 0o077 == 0
    assert [each.name for each in files.iterdir() if each.stat().st_mode & 0o077] == []


CELLS = st.one_of(
    st.none(), st.text(), st.text(alphabet='",;\n\r\t\x00\\\u2028 😀a', max_size=12), st.just("长" * 70_000)
)
COLUMNS = (("a", "string"), ("list", "string[]"), ("n", "long"), ("x", "double"), ("yes", "boolean"), ("b", "string"))


@settings(max_examples=examples(300), deadline=None)
@given(
    written=st.lists(
        st.fixed_dictionaries(
            {
                "a": CELLS,
                "list": st.none() | st.lists(st.text(alphabet='{}":;,\\é\n', min_size=1), min_size=1),
                "n": st.none() | st.integers(-(2**63), 2**63 - 1),
                "x": st.none() | st.floats(allow_nan=False, allow_infinity=False),
                "yes": st.none() | st.booleans(),
                "b": CELLS,
            }
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    file = CsvFile(folder, "some", (":LABEL",), COLUMNS)
    for props in written:
        file.write(('"Some"',), props)
    made = file.close()

    convert = {"list": lambda t: t.split("\x1f"), "n": int, "x": float, "yes": json.loads}
    found = [
        {n: None if cell is None else convert.get(n, str)(cell) for (n, _), cell in zip(COLUMNS, cells, strict=True)}
        for _, *cells in rows(folder / "some.csv")
    ]
    assert found == written
    assert made.rows == len(written)
    texts = [text for props in written for v in props.values() for text in (v if isinstance(v, list) else [v])]
    assert made.multiline == any(isinstance(t, str) and ("\n" in t or "\r" in t) for t in texts)


GROWING = """
import asyncio, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from loaders.first_fill.fill import fill
from loaders.landing.jobs import choose
from loaders.landing.pipeline import Options
from schema.values import Realm

options = Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC))
asyncio.run(fill(choose(sys.argv[1], [sys.argv[2]]), options, Path(sys.argv[3])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    code = agency(tmp_path)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    peaks = []
    for count in (20_000, 200_000):
        path = tmp_path / f"people{count}.csv"
        with path.open("w", encoding="utf-8") as out:
            out.write("id,name,former,home\n")
            out.writelines(f"{citizen(n)},,,示例路{n}号{n % 7}单元\n" for n in range(count))
        command = [sys.executable, "-c", GROWING, code, str(path), str(tmp_path / str(count))]
        done = subprocess.run(command, env=env, timeout=300, capture_output=True, check=True)
        peaks.append(int(done.stdout))

    assert peaks[1] < peaks[0] * 1.3
