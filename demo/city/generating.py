"""Writes a city: each file row by row, the planted rows first, one row in a hundred spoilt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from demo.city import cases, companies, dirt, estates, money, papers, phones, planted, residents, vehicles, writing
from demo.city.dice import Draw
from demo.city.expected import note
from demo.city.feeds import FEEDS, NOMINEES, CityFeed, CityRecord, CityRow
from demo.city.files import Writer, open_feed
from demo.city.identifiers import fifteen_digits
from demo.city.nominees import HIT, nominees
from demo.city.plan import NOMINEES as HOW_MANY_NOMINEES
from demo.city.plan import Plan, plan
from demo.city.register import agencies, officers
from demo.city.shelf import Shelf
from demo.city.story import HENGDA, LISTED_CASE, WU
from demo.city.tally import CityTally
from loaders.landing.reports import Progress

_DIRTY = 0.01
#: This row of each crowd is dirty whatever was drawn, so that also a village's small files have one.
_ALWAYS_SPOILT = 3
_ODD = 0.02
_TWICE = 0.003
_REPORT_EVERY = 5000
#: How many of the odd writings truth.json names for each file; there are far more.
_OLD_IDS_NAMED = 20
#: The story's last day: a city cannot be older than its own story.
STORY_ENDS = date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written."""

    out: Path
    size: str
    seed: int
    people: int
    rows: dict[str, int]
    dirty: dict[str, int]
    truth: Path

    @property
    def total(self) -> int:
        """Rows of all feeds together."""
        return sum(self.rows.values())


@dataclass(slots=True)
class _CityReport:
    """What truth.json says of one file."""

    rows: int = 0
    dirty: list[tuple[int, str, str | None]] = field(default_factory=list)
    old_ids: list[tuple[int, str, str, str]] = field(default_factory=list)

    def as_json(self) -> CityRecord:
        return {
            "rows": self.rows,
            "dirty": [{"line": line, "kind": kind, "column": column} for line, kind, column in self.dirty],
            "old_ids": [
                {"line": line, "column": column, "id": identity, "written": written}
                for line, column, identity, written in self.old_ids
            ],
        }


def generate(out: Path, size: str, seed: int, *, as_of: date = STORY_ENDS, progress: Progress | None = None) -> Summary:
    """Write a city of this size into `out`; `progress` gets the file, the rows so far and about how many come."""
    if as_of < STORY_ENDS:
        raise ValueError(f"The story ends on {STORY_ENDS}: give that day or a later one, not {as_of}.")
    city = plan(size, seed, as_of)
    out.mkdir(parents=True, exist_ok=True)
    shelf = Shelf()
    truths = planted.plant(shelf, seed)
    tally = CityTally(out)
    reports: dict[str, _CityReport] = {}
    for feed in FEEDS:
        maker = _Maker(city, feed, open_feed(out, feed), tally, sum(each.rows for each in reports.values()), progress)
        reports[feed.stem] = maker.write(shelf.rows.get(feed.stem, []), _bulk(city, feed.stem))
    _write_nominees(out, city)
    truth = out / "truth.json"
    _write_truth(truth, city, reports, truths, tally)
    if progress:
        total = sum(each.rows for each in reports.values())
        progress(truth.name, total, total)
    return Summary(
        out,
        size,
        seed,
        city.people,
        {stem: report.rows for stem, report in reports.items()},
        {stem: len(report.dirty) for stem, report in reports.items()},
        truth,
    )


def _bulk(city: Plan, stem: str) -> Iterable[CityRow]:
    """Return the rows of the crowd for a file."""
    crowd: dict[str, Callable[[Plan], Iterable[CityRow]]] = {
        "court_agencies": _agency_rows,
        "court_officers": _officer_rows,
        "police_residents": residents.residents,
        "police_kinship": residents.kinship,
        "traffic_vehicles": vehicles.vehicles,
        "traffic_transfers": vehicles.transfers,
        "traffic_drivers": vehicles.drivers,
        "housing_fund_accounts": money.fund_accounts,
        "civil_marriages": residents.marriages,
        "court_cases": cases.cases,
        "court_listings": cases.listings,
        "court_documents": papers.documents,
        "court_clues": cases.clues,
        "market_companies": companies.register,
        "registry_units": estates.units,
        "registry_transfers": estates.transfers,
        "telecom_subscribers": phones.subscribers,
        "telecom_calls": phones.calls,
        "bank_accounts": money.accounts,
        "bank_loans": money.loans,
    }
    return crowd[stem](city)


def _agency_rows(city: Plan) -> Iterator[CityRow]:
    for each in agencies(city):
        yield {
            "code": each.code,
            "name": each.name,
            "kind": each.zh,
            "division": each.division,
            "superior": each.superior,
        }


def _officer_rows(city: Plan) -> Iterator[CityRow]:
    for each in officers(city):
        yield {"card": each.card, "name": each.name, "post": each.zh, "agency": each.agency}


@dataclass(slots=True)
class _Maker:
    """Writes one file and notes what went into it."""

    city: Plan
    feed: CityFeed
    writer: Writer
    tally: CityTally
    before: int
    progress: Progress | None
    report: _CityReport = field(default_factory=_CityReport)

    def write(self, planted_rows: list[tuple[CityRow, str | None]], crowd: Iterable[CityRow]) -> _CityReport:
        """Write the planted rows as they are, then the crowd's with dirt and odd writings."""
        for row, short in planted_rows:
            self._planted(row, short)
        for index, row in enumerate(crowd):
            self._crowd(row, Draw(self.city.seed, self.feed.stem, index), spoilt=index == _ALWAYS_SPOILT)
            if self.progress and self.report.rows % _REPORT_EVERY == 0:
                done = self.before + self.report.rows
                self.progress(self.feed.file, done, max(done, self.city.rows))
        self.writer.close()
        if self.progress:
            done = self.before + self.report.rows
            self.progress(self.feed.file, done, max(done, self.city.rows))
        return self.report

    def _planted(self, row: CityRow, short: str | None) -> None:
        note(self.tally, self.feed.stem, row)
        if short is not None:
            column = next(each for each in self.feed.columns if each.header == short)
            identity = str(writing.lookup(row, self.feed, column))
            written = fifteen_digits(identity)
            self.report.old_ids.append((self.writer.line, short, identity, written))
            row = list(row) if isinstance(row, list) else dict(row)
            writing.put(row, self.feed, column, written)
        self._put(self._written(row))

    def _crowd(self, row: CityRow, draw: Draw, *, spoilt: bool) -> None:
        fate = 0.0 if spoilt else draw.unit()
        if self.feed.dirty and fate < _DIRTY:
            bad, kind, column = dirt.spoil(self.feed, self._written(row), len(self.report.dirty))
            self.report.dirty.append((self.writer.line, kind, column))
            self._put(bad)
            return
        note(self.tally, self.feed.stem, row)
        written = self._written(row)
        if self.feed.dirty and fate < _DIRTY + _ODD:
            old = writing.oddly(self.feed, written, draw)
            if old and len(self.report.old_ids) < _OLD_IDS_NAMED:
                self.report.old_ids.append((self.writer.line, *old))
        self._put(written)
        if self.feed.dirty and fate > 1 - _TWICE:
            self._put(written)

    def _written(self, row: CityRow) -> CityRow:
        return writing.cells(self.feed, row) if isinstance(row, list) else row

    def _put(self, row: CityRow | str) -> None:
        self.writer.write(writing.line(row) if isinstance(row, dict) else row)
        self.report.rows += 1


def _write_nominees(out: Path, city: Plan) -> None:
    writer = open_feed(out, NOMINEES)
    for row in nominees(city):
        writer.write(row)
    writer.close()


def _write_truth(path: Path, city: Plan, reports: dict[str, _CityReport], truths: CityRecord, tally: CityTally) -> None:
    nominated = {
        "file": NOMINEES.file,
        "count": HOW_MANY_NOMINEES,
        "hit": {"row": HIT + 1, "uscc": HENGDA.identity, "leader": WU.identity, "case": LISTED_CASE},
    }
    truth = {
        "size": city.size,
        "seed": city.seed,
        "as_of": city.as_of.isoformat(),
        "people": city.people,
        "planted": {**truths, "nominees": nominated},
        "expected": tally.counts(),
    }
    head = json.dumps(truth, ensure_ascii=False, indent=1).removesuffix("\n}")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head + ',\n "files": {')
        # One file at a time: a province has a hundred thousand dirty rows.
        for place, feed in enumerate(FEEDS):
            report = json.dumps(reports[feed.stem].as_json(), ensure_ascii=False)
            file.write(f'{"," if place else ""}\n  "{feed.file}": {report}')
        file.write("\n }\n}\n")
