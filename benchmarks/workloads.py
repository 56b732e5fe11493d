"""What is asked: a table of workloads, each with its documents in `questions/`.

A question is one GraphQL document (`<name>.graphql`), which the hub and plain strawberry answer alike, and Cypher that
was written by hand and returns the same answer as one record (`<name>.cypher`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "questions"
#: The contenders, as they are called in tables.
HUB, BARE, PLAIN = "hub", "bare", "plain"
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
    """The least ratios to the bare endpoint and to plain strawberry that the project wants; None: none named."""

    bare: float | None = None
    plain: float | None = None

    def of(self, contender: str) -> float | None:
        """The bar beside this contender."""
        return {BARE: self.bare, PLAIN: self.plain}[contender]


@dataclass(frozen=True, slots=True)
class Workload:
    """One thing that is asked over and over: what it is called, for which purpose, against whom, and its bars.

    `of`: the question whose documents it uses; None for one that mixes others. `bars`: wanted at 16 and 64 connections.
    `most`: with more connections than these it would only be a longer line of the same.
    """

    name: str
    title: str
    purpose: str
    of: str | None
    bars: Bars = Bars()
    most: int = 64


WORKLOADS: dict[str, Workload] = {
    w.name: w
    for w in (
        Workload("point", "look-up, own case", "CASE_INQUIRY", "point", Bars(bare=0.7, plain=3.0)),
        Workload("wide", "look-up, anybody", "DEMONSTRATION", "point", Bars(bare=0.7, plain=3.0)),
        Workload("rows20", "20 rows, nested", "DEMONSTRATION", "rows_20", Bars(plain=3.0)),
        Workload("rows200", "200 rows, nested", "DEMONSTRATION", "rows_200", Bars(plain=3.0)),
        Workload("near", "neighbourhood of 200", "DEMONSTRATION", "neighbourhood", Bars(plain=3.0)),
        Workload("path", "shortest path to 6 hops", "DEMONSTRATION", "paths", Bars(plain=3.0)),
        Workload("write", "flag raised", "CASE_INQUIRY", "flag"),
        Workload("screen539", "539 screened", "LISTING_CHECK", "screen", Bars(bare=0.6), most=16),
        Workload("screen10000", "10,000 screened", "LISTING_CHECK", "screen", most=1),
        Workload("mix", "a mix of them", "both", None),
    )
}
#: The questions that have documents, each once.
QUESTIONS = tuple(dict.fromkeys(w.of for w in WORKLOADS.values() if w.of is not None))
#: How often each comes in the mix, of a hundred.
MIX = {"point": 55, "wide": 15, "rows20": 15, "near": 5, "path": 5, "write": 5}


def document(of: str) -> str:
    """The GraphQL document of a question."""
    return (FOLDER / f"{of}.graphql").read_text("utf-8")


def cypher(of: str) -> str:
    """The Cypher of a question; its one record is the answer."""
    return (FOLDER / f"{of}.cypher").read_text("utf-8")


def same_key(question: dict[str, Any]) -> str:
    """The key of a flag that all contenders raise, where their answers are compared; an id has 22 characters."""
    return f"same{question['variables'].get('id')}"
