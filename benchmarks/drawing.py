"""Draws the questions of a run from a graph: real ids, officers and bases, the same for the same seed.

What is drawn is written to a file that the processes of all contenders read, so that all are asked the same.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from neo4j import Driver

from benchmarks.servers import connected
from benchmarks.workloads import KEY, LINKS, MIX, WORKLOADS
from demo.officers import OFFICERS, DemoOfficer, demo_key, demo_token
from hub.embedded.process import Endpoint

SEED = 20
#: Drawn of each kind of question, so that no answer is asked for over and over.
MANY = 400
#: Starts and ends of graph questions are looked for among this number.
SAMPLED = 300
#: An officer of a bank, who screens the bank's own clients.
SCREENER = "YH-0023"

CASES = """
MATCH (d:Document)-[:ISSUED_IN]->(c:EnforcementCase)-[:HEARD_BY]->(g:Agency)
WHERE d.kind = 'INQUIRY_NOTICE' AND d.status = 'EFFECTIVE' AND d.validUntil >= date()
  AND c.status IN ['OPEN', 'PROCEDURALLY_TERMINATED']
MATCH (p:Person)-[:DEBTOR_IN]->(c)
// The purpose shows the basis case alone; whoever has no other gives the same answer without rights.
WHERE COUNT { (p)-[:DEBTOR_IN]->() } = 1
MATCH (o:RegisteredOfficer {agency: g.code})
WHERE o.state = 'ACTIVE' AND any(r IN o.roles WHERE r IN ['JUDGE', 'BUREAU_CHIEF', 'PRESIDENT', 'ASSISTANT'])
WITH c, d, g, p, collect(DISTINCT o.cardNo) AS cards
RETURN c.caseNumber AS case, d.documentNo AS document, g.code AS agency, cards, p.citizenId AS citizenId, p.id AS id
ORDER BY case, document, id"""
PERSONS = """
MATCH (p:Person) WHERE p.citizenId IS NOT NULL AND p.birthDate IS NOT NULL AND p.source = 'police.residents'
RETURN p.id AS id, p.citizenId AS citizenId, p.sex AS sex, toString(p.birthDate) AS born ORDER BY p.id"""
LISTED = """
MATCH (p:Person)-[:LISTED_AS]->(e:DishonestyEntry {status: 'LISTED'}) WHERE p.citizenId IS NOT NULL
RETURN DISTINCT p.citizenId AS citizenId ORDER BY citizenId"""
NEAR = f"""
UNWIND $ids AS id
MATCH (s:Entity {{id: id}})
CALL (s) {{ MATCH (s)-[:{"|".join(LINKS)}]-{{1,3}}(m) WITH DISTINCT m LIMIT 400 RETURN count(m) AS many }}
RETURN id, many"""
PATH = f"""
UNWIND $pairs AS pair
MATCH (a:Entity {{id: pair[0]}}), (b:Entity {{id: pair[1]}})
MATCH p = shortestPath((a)-[:{"|".join(LINKS)}*..6]-(b))
RETURN pair, length(p) AS hops"""


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """One question, as every contender is asked it."""

    of: str
    variables: dict[str, Any]
    token: str
    basis: dict[str, str]


class Drawing:
    """Draws from one graph behind one hub."""

    def __init__(self, data: Path, endpoint: Endpoint, seed: int = SEED) -> None:
        self._key = demo_key(data)
        self._endpoint = endpoint
        self._dice = random.Random(seed)  # noqa: S311 - drawn for measuring, not for secrets
        self._tokens: dict[str, str] = {}

    def draw(self, wanted: list[str]) -> dict[str, list[dict[str, Any]]]:
        """The questions of these workloads, as plain data."""
        with connected(self._endpoint) as driver:
            drawn = self._all(driver, set(wanted))
        return {name: [asdict(q) for q in drawn[name]] for name in wanted}

    def _ask(self, driver: Driver, text: str, **parameters: Any) -> list[dict[str, Any]]:
        found = driver.execute_query(text, parameters, database_=self._endpoint.database)
        return [record.data() for record in found.records]

    def _all(self, driver: Driver, wanted: set[str]) -> dict[str, list[DrawnQuestion]]:
        needed = wanted | (set(MIX) if "mix" in wanted else set())
        self._persons = self._ask(driver, PERSONS)
        self._dice.shuffle(self._persons)
        ways: dict[str, Callable[[Driver], list[DrawnQuestion]]] = {
            "point": self._points,
            "wide": self._anybody,
            "rows20": lambda driver: self._lists("rows_20", 20),
            "rows200": lambda driver: self._lists("rows_200", 100),
            "near": self._neighbourhoods,
            "path": self._paths,
            "write": self._flags,
            "screen539": lambda driver: self._screenings(driver, 539, 20),
            "screen10000": lambda driver: self._screenings(driver, 10_000, 4),
        }
        drawn = {name: ways[name](driver) for name in ways if name in needed}
        if "mix" in wanted:
            drawn["mix"] = self._mixed(drawn)
        for name, questions in drawn.items():
            if not questions:
                raise LookupError(f"The graph holds nothing to ask for '{WORKLOADS[name].title}'.")
            self._dice.shuffle(questions)
        return drawn

    def _bases(self, driver: Driver) -> list[dict[str, Any]]:
        found = self._ask(driver, CASES)
        self._dice.shuffle(found)
        return found[:MANY]

    def _points(self, driver: Driver) -> list[DrawnQuestion]:
        return [
            DrawnQuestion(
                "point",
                {"citizenId": found["citizenId"]},
                self._judge(self._dice.choice(found["cards"]), found["agency"]),
                _basis(found),
            )
            for found in self._bases(driver)
        ]

    def _anybody(self, driver: Driver) -> list[DrawnQuestion]:
        return [self._wide("point", {"citizenId": p["citizenId"]}) for p in self._persons[:MANY]]

    def _lists(self, of: str, least: int) -> list[DrawnQuestion]:
        days = sorted(p["born"] for p in self._persons)
        # Late enough that a full page of either sex lies before it, whatever the size of the city.
        days = days[min(4 * least, len(days) // 2) :]
        return [
            self._wide(of, {"before": self._dice.choice(days), "sex": self._dice.choice(["MALE", "FEMALE"])})
            for _ in range(MANY)
        ]

    def _neighbourhoods(self, driver: Driver) -> list[DrawnQuestion]:
        ids = [p["id"] for p in self._persons[:SAMPLED]]
        found = [row for row in self._ask(driver, NEAR, ids=ids) if row["many"] >= 200]
        return [self._wide("neighbourhood", {"id": row["id"], "links": LINKS}) for row in found[: MANY // 4]]

    def _paths(self, driver: Driver) -> list[DrawnQuestion]:
        ids = [p["id"] for p in self._persons]
        pairs = [self._dice.sample(ids, 2) for _ in range(SAMPLED)]
        found = [row["pair"] for row in self._ask(driver, PATH, pairs=pairs) if row["hops"] >= 3]
        return [self._wide("paths", {"from": a, "to": b, "links": LINKS}) for a, b in found[: MANY // 4]]

    def _flags(self, driver: Driver) -> list[DrawnQuestion]:
        made = []
        for basis in self._bases(driver):
            card = self._dice.choice(basis["cards"])
            variables = {"id": basis["id"], "statement": "bench", "key": KEY}
            made.append(DrawnQuestion("flag", variables, self._judge(card, basis["agency"]), _basis(basis)))
        return made

    def _screenings(self, driver: Driver, subjects: int, many: int) -> list[DrawnQuestion]:
        """Subjects by number alone, one in twenty of them listed: names have no answer that Cypher would give alike."""
        listed = self._ask(driver, LISTED)
        officer = next(each for each in OFFICERS if each.card == SCREENER)
        made = []
        for _ in range(many):
            chosen = [
                self._dice.choice(listed if listed and self._dice.random() < 0.05 else self._persons)
                for _ in range(subjects)
            ]
            refs = [str(number) for number in range(subjects)]
            variables = {
                "subjects": [
                    {"ref": ref, "citizenId": each["citizenId"]} for ref, each in zip(refs, chosen, strict=True)
                ]
            }
            made.append(DrawnQuestion("screen", variables, self._token(officer), {"purpose": "LISTING_CHECK"}))
        return made

    def _mixed(self, drawn: dict[str, list[DrawnQuestion]]) -> list[DrawnQuestion]:
        return [self._dice.choice(drawn[name]) for name, share in MIX.items() for _ in range(share * MANY // 100)]

    def _wide(self, of: str, variables: dict[str, Any]) -> DrawnQuestion:
        officer = self._dice.choice(OFFICERS)
        return DrawnQuestion(of, variables, self._token(officer), {"purpose": "DEMONSTRATION"})

    def _judge(self, card: str, agency: str) -> str:
        return self._token(DemoOfficer(card, card, agency, ()))

    def _token(self, officer: DemoOfficer) -> str:
        if officer.card not in self._tokens:
            self._tokens[officer.card] = demo_token(self._key, officer, int(time.time()))
        return self._tokens[officer.card]


def _basis(found: dict[str, Any]) -> dict[str, str]:
    return {"purpose": "CASE_INQUIRY", "case": found["case"], "document": found["document"]}
