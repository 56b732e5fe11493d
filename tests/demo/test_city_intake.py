"""Intake and generator agree: precisely the dirty lines are refused, the rest makes what truth.json expects.

The two were written apart, from one list of columns. No graph is needed: the mappers say what each row would make.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from support.city_files import City

from loaders.landing.jobs import check, files_of
from loaders.mapping.rows import Mapper
from loaders.mapping.stated import Landing, NodeOp, Rejected
from schema.model import MODEL
from schema.values import Realm


class Taken:
    """What the intake makes of a whole city."""

    def __init__(self, city: City) -> None:
        self.entities: dict[str, set[str]] = defaultdict(set)
        self.links: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self.refused: dict[str, set[int]] = {}
        for source, feed, path in files_of(city.folder):
            job = check(source, feed, path)
            mapper = Mapper(source, feed, MODEL, Realm.FICTIONAL, job.facts.header)
            self.refused[path.name] = {row.line for row in job.reader.rows() if not self._land(mapper(row))}
        debtors: dict[str, set[str]] = defaultdict(set)
        for debtor, case, _ in self.links["DEBTOR_IN"]:
            debtors[case].add(debtor)
        self.links["CO_DEBTOR_WITH"] = {
            pair for together in debtors.values() for pair in combinations(sorted(together), 2)
        }

    def _land(self, made: Landing | Rejected) -> bool:
        if isinstance(made, Rejected):
            return False
        for each in made.ops:
            if isinstance(each, NodeOp):
                self.entities[each.group.entity].add(each.key)
            else:
                self.links[each.group.kind].add((each.source, each.target, each.key))
        return True


@pytest.fixture(scope="module")
def taken(village: City) -> Taken:
    return Taken(village)


def test_every_file_belongs_to_a_feed(village: City, taken: Taken) -> None:
    assert set(taken.refused) == set(village.truth["files"])


def test_precisely_the_dirty_lines_are_refused(village: City, taken: Taken) -> None:
    expected = {name: {each["line"] for each in file["dirty"]} for name, file in village.truth["files"].items()}

    assert taken.refused == expected


def test_the_clean_rows_make_what_is_expected(village: City, taken: Taken) -> None:
    counts = {
        "entities": {name: len(keys) for name, keys in taken.entities.items()},
        "links": {name: len(keys) for name, keys in taken.links.items()},
    }

    assert counts == village.truth["expected"]
