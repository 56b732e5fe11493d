"""What is asked: a table of workloads, each with its documents in `questions/`, and the answers of rows put together.

A question is one GraphQL document (`<name>.graphql`), which the hub and plain strawberry answer alike, and Cypher that
was written by hand for the same answer: as one record (`<name>.one.cypher`) and as many (`<name>.many.cypher`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "questions"
#: Flags are raised by the hub's own statement: a bare driver that wrote something else would do another job.
FLAG = Path(__file__).parents[1] / "hub" / "flags" / "raise_flag.cypher"
SDL = Path(__file__).parents[1] / "schema" / "schema.graphql"
#: The contenders, as they are called in tables; `one` and `many` are the bare driver.
HUB, ONE, MANY, PLAIN = "hub", "one", "many", "plain"
#: The hub itself as it is served to many: a process for each core. Compared on demand, no bar depends on it.
WORKERS = "workers"
#: The hub itself behind another server, where that is installed; compared on demand too.
GRANIAN = "granian"
#: Kinds of links that graph questions follow: what people and companies have with one another.
LINKS = [
    "SPOUSE_OF",
    "RELATIVE_OF",
    "SHAREHOLDER_OF",
    "OFFICER_OF",
    "LEGAL_REPRESENTATIVE_OF",
    "ACTUAL_CONTROLLER_OF",
    "EMPLOYED_BY",
    "OWNS",
    "DRIVES",
]
#: Stands in a prepared request for a key that differs each time it is sent; all keys have 26 characters.
KEY = "BENCH-KEY-0000000000000000"


@dataclass(frozen=True, slots=True)
class Bars:
    """The least ratios to the bare driver and to plain strawberry that the project wants; None: none named."""

    one: float | None = None
    many: float | None = None
    plain: float | None = None

    def of(self, contender: str) -> float | None:
        """The bar beside this contender."""
        return {ONE: self.one, MANY: self.many, PLAIN: self.plain}[contender]


@dataclass(frozen=True, slots=True)
class Workload:
    """One thing that is asked over and over: what it is called, for which purpose, against whom, and its bars.

    `of`: the question whose documents it uses; None for one that mixes others. `bars`: wanted at 16 connections.
    `most`: with more connections than these it would only be a longer line of the same.
    """

    name: str
    title: str
    purpose: str
    of: str | None
    against: tuple[str, ...] = (ONE, MANY, PLAIN)
    bars: Bars = Bars()
    most: int = 64


WORKLOADS: dict[str, Workload] = {
    w.name: w
    for w in (
        Workload("point", "point look-up, own case", "CASE_INQUIRY", "point", bars=Bars(one=0.7, many=0.7, plain=3.0)),
        Workload("wide", "point look-up, anybody", "DEMONSTRATION", "point", bars=Bars(one=0.7, many=0.7, plain=3.0)),
        Workload("rows20", "20 rows, nested", "DEMONSTRATION", "rows_20", bars=Bars(one=0.75, many=1.0, plain=3.0)),
        Workload("rows200", "200 rows, nested", "DEMONSTRATION", "rows_200", bars=Bars(one=0.75, many=1.0, plain=3.0)),
        Workload(
            "near",
            "neighbourhood of 200",
            "DEMONSTRATION",
            "neighbourhood",
            bars=Bars(one=0.75, many=1.0, plain=3.0),
        ),
        Workload("path", "shortest path to 6 hops", "DEMONSTRATION", "paths", bars=Bars(one=0.7, many=0.7, plain=3.0)),
        # What is written is one statement and its id: nothing is nested, and there are no rows to fetch.
        Workload("write", "flag raised", "CASE_INQUIRY", "flag", (ONE, PLAIN), Bars(one=0.7)),
        # Nothing is nested here either; the list is looked up by keys.
        Workload("screen539", "539 screened", "LISTING_CHECK", "screen", (ONE, PLAIN), most=16),
        Workload("screen10000", "10,000 screened", "LISTING_CHECK", "screen", (ONE, PLAIN), most=1),
        Workload("mix", "a mix of them", "both", None, (ONE, PLAIN)),
    )
}
#: How often each comes in the mix, of a hundred.
MIX = {"point": 55, "wide": 15, "rows20": 15, "near": 5, "path": 5, "write": 5}


def is_served(name: str) -> bool:
    """Whether the schema of this hub has what a workload asks for."""
    return WORKLOADS[name].of != "screen" or "\n  screen(" in SDL.read_text("utf-8")


def document(of: str) -> str:
    """The GraphQL document of a question."""
    return (FOLDER / f"{of}.graphql").read_text("utf-8")


#: Questions that have no rows to fetch: one id, one list of keys.
ONE_ALONE = ("flag", "screen")


def cypher(of: str, form: str) -> str:
    """The Cypher of a question, as one record or as many."""
    if of == "flag":
        found = "MATCH (n0:Entity {id: $ids[0]})\nWITH DISTINCT [n0] AS subjects, $sides AS sides"
        return f"{found}\n{FLAG.read_text('utf-8')}\nRETURN n.id AS id"
    return (FOLDER / f"{of}.{form}.cypher").read_text("utf-8")


def same_key(question: dict[str, Any]) -> str:
    """The key of a flag that all contenders raise, where their answers are compared; an id has 22 characters."""
    return f"same{question['variables'].get('id')}"


Rows = list[list[Any]]


def assemble(of: str, rows: Rows) -> dict[str, Any]:
    """The answer to a question from the rows of its `many` statement."""
    return _ASSEMBLE[of](rows)


def _point(rows: Rows) -> dict[str, Any]:
    cases: list[Any] = []
    vehicles: list[Any] = []
    companies: list[Any] = []
    accounts: list[Any] = []
    person: dict[str, Any] | None = None
    for what, a, b, c, d in rows:
        if what == "person":
            person = {
                "name": a,
                "citizenId": b,
                "birthDate": c,
                "casesAsDebtor": {"nodes": cases},
                "vehicles": {"nodes": vehicles},
                "shareholdings": {"edges": companies},
                "housingFundAccounts": {"nodes": accounts},
            }
        elif what == "case":
            cases.append({"caseNumber": a, "status": b, "claimAmount": c, "filedAt": d})
        elif what == "vehicle":
            vehicles.append({"plateNo": a, "brand": b, "status": c})
        elif what == "company":
            companies.append({"share": a, "node": {"name": b, "uscc": c, "status": d}})
        else:
            accounts.append({"accountNo": a, "status": b, "balance": c, "monthlyDeposit": d})
    return {"person": person}


def _persons(first: int, rows: Rows) -> dict[str, Any]:
    nodes = [
        {
            "name": name,
            "citizenId": citizen_id,
            "birthDate": born,
            "residences": {"nodes": [{"text": text} for text in homes]},
            "vehicles": {"nodes": [{"plateNo": p, "brand": b, "status": s} for p, b, s in vehicles]},
            "employers": {"nodes": [{"name": n, "uscc": u} for n, u in employers]},
        }
        for name, citizen_id, born, homes, vehicles, employers in rows[:first]
    ]
    return {"persons": {"nodes": nodes, "pageInfo": {"hasNextPage": len(rows) > first}}}


def _neighbourhood(rows: Rows) -> dict[str, Any]:
    nodes: list[Any] = []
    links: list[Any] = []
    for _, hops, a, b, c, d in rows:
        if hops is None:
            links.append({"kind": a, "sourceId": b, "targetId": c, "since": d})
        else:
            nodes.append({"hops": hops, "node": {"__typename": a, "id": b, "label": c}})
    return {"neighbourhood": {"nodes": nodes, "links": links, "truncated": rows[0][0]}}


def _paths(rows: Rows) -> dict[str, Any]:
    paths = []
    for nodes, links in rows[:3]:
        ends = [{"id": i, "label": label} for i, label in nodes]
        hops = [
            {
                "along": start == ends[i]["id"],
                "from": ends[i],
                "to": ends[i + 1],
                "link": {"kind": kind, "since": since},
            }
            for i, (kind, since, start) in enumerate(links)
        ]
        paths.append({"length": len(links), "hops": hops})
    return {"paths": {"paths": paths, "moreOfThisLength": len(rows) > 3}}


def _screen(rows: Rows) -> dict[str, Any]:
    return {"screen": {"outcomes": [{"ref": ref, "outcome": "HIT" if hit else "NO_HIT"} for ref, hit in rows]}}


_ASSEMBLE = {
    "screen": _screen,
    "point": _point,
    "rows_20": lambda rows: _persons(20, rows),
    "rows_200": lambda rows: _persons(100, rows),
    "neighbourhood": _neighbourhood,
    "paths": _paths,
}
