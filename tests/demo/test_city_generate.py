"""The same size and seed give the same bytes; sizes, days and progress are as said."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support.city_files import SEED, City

from demo.city import FEEDS, generate


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_gives_the_same_bytes_in_another_process(village: City, tmp_path: Path) -> None:
    assert SEED == 7
    code = "import sys, pathlib; from demo import city; city.generate(pathlib.Path(sys.argv[1]), 'village', 7)"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai"},
    )

    assert contents(tmp_path) == contents(village.folder)


def test_another_seed_gives_other_people_but_the_same_story(village: City, tmp_path: Path) -> None:
    generate(tmp_path, "village", SEED + 1)

    ours, theirs = contents(village.folder), contents(tmp_path)
    differing = {name for name in ours if ours[name] != theirs[name]}
    assert differing == set(ours) - {"court_agencies.jsonl"}
    assert ours["police_residents.csv"].split(b"\r\n")[1:10] == theirs["police_residents.csv"].split(b"\r\n")[1:10]


def test_only_the_promised_files_are_left(village: City) -> None:
    assert set(contents(village.folder)) == {feed.file for feed in FEEDS} | {"nominees.xlsx", "truth.json"}


def test_unknown_size_names_the_sizes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="village, town, city, province"):
        generate(tmp_path, "hamlet", 1)


def test_a_day_before_the_story_ends_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2026-11-01"):
        generate(tmp_path, "village", 1, as_of=date(2025, 1, 1))


def test_progress_never_goes_back_and_ends_complete(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    summary = generate(
        tmp_path,
        "village",
        3,
        as_of=date(2028, 2, 29),
        progress=lambda file, done, total: told.append((file, done, total)),
    )

    done = [each[1] for each in told]
    assert done == sorted(done)
    assert told[-1] == ("truth.json", summary.total, summary.total)
    assert {file for file, _, _ in told} == {feed.file for feed in FEEDS} | {"truth.json"}
