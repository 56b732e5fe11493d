"""A complete feed ends what it no longer names, and spares what a dirty row may be about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from support.intake import agency, citizen, dump, people, row

from hub.graph.client import Graph
from loaders.landing.pipeline import Options, Report, load

LATER = date(2026, 12, 1)


async def ended(store: Graph) -> dict[str, str]:
    """What has ended, and when: nodes by name or text, links by their ends."""
    rows = await store.ask(
        "MATCH (n:Entity) WHERE n.until IS NOT NULL RETURN coalesce(n.name, n.text) AS what, n.until AS on"
        " UNION ALL MATCH (a)-[r]->(b) WHERE r.until IS NOT NULL"
        " RETURN a.name + '-' + coalesce(b.name, b.text) AS what, r.until AS on",
        {},
        operation="test",
    )
    return {r["what"]: str(r["on"]) for r in rows}


async def second(store: Graph, options: Options, folder: Path, rows: list[str], **changes: object) -> Report:
    """Load a later complete file."""
    options = replace(options, seen=LATER, complete=True, **changes)  # type: ignore[arg-type]
    [report] = await load(store, agency(folder), [people(folder, rows, "people_02.csv")], options)
    return report


async def first(store: Graph, options: Options, folder: Path) -> None:
    """Load ten residents, each in a home of their own."""
    rows = [row(n, home=f"路{n}") for n in range(10)]
    await load(store, agency(folder), [people(folder, rows)], replace(options, complete=True))


async def test_what_is_no_longer_sent_has_ended_and_nothing_is_deleted(
    store: Graph, options: Options, tmp_path: Path
) -> None:
    await first(store, options, tmp_path)

    report = await second(store, options, tmp_path, [row(n, home=f"路{n}") for n in range(9)])

    assert await ended(store) == {"居民9": "2026-12-01", "路9": "2026-12-01", "居民9-路9": "2026-12-01"}
    assert report.retired == 3
    assert report.refused == ""


async def test_what_is_sent_again_is_valid_again(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    await second(store, options, tmp_path, [row(n, home=f"路{n}") for n in range(9)])

    path = people(tmp_path, [row(n, home=f"路{n}") for n in range(10)], "people_03.csv")
    await load(store, agency(tmp_path), [path], replace(options, complete=True, again=True, seen=date(2026, 12, 2)))

    assert await ended(store) == {}


async def test_a_feed_that_is_not_complete_ends_nothing(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)

    await load(store, agency(tmp_path), [people(tmp_path, [row(1)], "people_02.csv")], options)

    assert await ended(store) == {}


async def test_what_another_feed_still_asserts_does_not_end(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    guests = people(tmp_path, [f"{citizen(9)},居民9,,"], "guests.csv")
    await load(store, agency(tmp_path), [guests], options)

    await second(store, options, tmp_path, [row(n, home=f"路{n}") for n in range(9)])

    assert set(await ended(store)) == {"路9", "居民9-路9"}
    [person] = await store.ask(
        "MATCH (p:Person {citizenId: $id}) RETURN p.source AS source", {"id": citizen(9)}, operation="test"
    )
    assert person["source"] == "townhall.guests"


async def test_a_dirty_row_spares_what_its_number_names(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    rows = [row(n, home=f"路{n}") for n in range(8)]

    await second(store, options, tmp_path, [*rows, f"{citizen(8)},{'名' * 201},,路8"])

    assert set(await ended(store)) == {"居民9", "路9", "居民9-路9"}


async def test_a_row_cut_short_spares_what_can_be_recognised(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)

    await second(store, options, tmp_path, [*[row(n, home=f"路{n}") for n in range(8)], f"{citizen(8)},居民8"])

    assert set(await ended(store)) == {"居民9", "路9", "居民9-路9"}


async def test_without_a_legible_number_the_name_spares(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)

    await second(store, options, tmp_path, [*[row(n, home=f"路{n}") for n in range(8)], "990101198001010000,居民8,,"])

    assert set(await ended(store)) == {"居民9", "路9", "居民9-路9"}


async def test_a_row_that_tells_nothing_stops_the_retiring(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    rows = [*[row(n, home=f"路{n}") for n in range(9)], "?,?"]

    report = await second(store, options, tmp_path, rows)

    assert await ended(store) == {}
    assert (report.landed, report.retired) == (9, 0)
    assert "1 quarantined rows do not say which record they are about" in report.refused

    forced = await second(store, options, tmp_path, rows, again=True, retire_anyway=True)
    assert forced.retired == 3


async def test_a_file_full_of_errors_ends_nothing(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    rows = [row(n, home=f"路{n}") for n in range(6)]

    report = await second(store, options, tmp_path, [*rows, *[f"{citizen(n)},,,{'路' * 5000}" for n in (6, 7)]])

    assert await ended(store) == {}
    assert "2 of 8 rows are in quarantine" in report.refused


async def test_an_empty_file_ends_nothing(store: Graph, options: Options, tmp_path: Path) -> None:
    await first(store, options, tmp_path)
    before = await dump(store)

    report = await second(store, options, tmp_path, [])

    assert "holds no rows at all" in report.refused
    assert (await dump(store))["links"] == before["links"]
