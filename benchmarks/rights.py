"""What rights and audit cost: a point question with both, with rights alone, and with neither, in turns.

    python -m benchmarks.rights [--questions 200] [--rounds 5]

Without rights and audit a question cannot be asked over HTTP; the path without them exists here alone. Printed are the
median milliseconds of a question asked by one officer after the other, and their ratio to the path without.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from demo.samples import INQUIRY
from hub.access.callers import Bearer, Caller
from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.access.quotas import UNLIMITED
from hub.access.tokens import Tokens
from hub.api.schema import build_api
from hub.app import Hub, read_secret
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.graph.client import Graph
from hub.operations.answer import Answer
from hub.operations.preparation import Preparer
from hub.operations.progress import WorkProgress
from hub.operations.protection import Protection
from hub.operations.recording import Recorder
from hub.operations.request import OperationRequest
from hub.operations.running import answer_fields
from hub.questions.context import ServiceContext
from hub.shell import terminal
from hub.support.chance import random_id
from hub.support.clock import china_now
from hub.testing import start_hub
from schema.identity import IdKeys
from schema.values import Realm

JUDGE = Bearer("示0102", "示0102-A-017", "孙德厚")
POINT = '{ person(citizenId: "990102198506150019") { name citizenId } }'
NESTED = (
    '{ person(citizenId: "990102198506150019") { name vehicles(first: 5) { nodes { plateNo } } '
    "bankAccounts(first: 5) { nodes { accountNo balance } } drives(first: 5) { edges { times node { plateNo } } } } }"
)
Ask = Callable[[str], Awaitable[Answer]]


class Unrecorded:
    """Stands in place of a recorder, so that the cost of the audit stands apart from the cost of rights."""

    async def open(self, progress: WorkProgress) -> None:
        """Write nothing."""

    async def close(self, progress: WorkProgress, answer: Answer) -> dict[str, Any]:
        """Write nothing; the answer carries no receipt."""
        return {}

    async def cancel(self, progress: WorkProgress) -> None:
        """Write nothing."""


async def paths(graph: Graph, folder: Path) -> Mapping[str, Ask]:
    """The three ways of asking."""
    api, secret = build_api(Realm.FICTIONAL), await read_secret(graph)
    unlimited = Protection(quotas=UNLIMITED)
    keys = Keys(folder / "keys")
    log = AuditLog.open(folder / "audit", signer=keys.signer("ed25519"), hub="bench", now=china_now, new_id=random_id)
    tokens = Tokens(graph, lambda: int(time.time()))
    recorder = Recorder(log, keys.identifiers(), Realm.FICTIONAL, china_now)
    whole = Hub(api, graph, tokens, secret, recorder, protection=unlimited)
    silent = replace(whole.operations, recorder=Unrecorded())
    bare = Preparer(api, graph, unlimited)

    async def neither(query: str) -> Answer:
        caller = Caller(JUDGE.agency, JUDGE.card, JUDGE.name)
        profile = Profile(PURPOSES["DEMONSTRATION"], JUDGE.agency, JUDGE.card)
        context = ServiceContext(caller, profile, graph, china_now, random_id, IdKeys((secret,)))
        answer = await answer_fields(bare, bare.prepare(OperationRequest(query)), context)
        answer.content()
        return answer

    async def rights(query: str) -> Answer:
        answer = await silent.answer(OperationRequest(query, basis=INQUIRY), JUDGE)
        answer.content()
        return answer

    async def both(query: str) -> Answer:
        answer = await whole.operations.answer(OperationRequest(query, basis=INQUIRY), JUDGE)
        answer.content()
        return answer

    return {"neither": neither, "rights": rights, "rights and audit": both}


async def measure(graph: Graph, folder: Path, questions: int, rounds: int) -> dict[str, dict[str, float]]:
    """Print the figures, and return the median milliseconds of each question and way."""
    told: dict[str, dict[str, float]] = {}
    ways = await paths(graph, folder)
    for name, query in (("point", POINT), ("nested", NESTED)):
        for ask in ways.values():
            for _ in range(20):
                answer = await ask(query)
                assert not answer.errors, answer.errors
        medians: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, ask in ways.items():
                taken = []
                for _ in range(questions // rounds):
                    begun = time.perf_counter()
                    await ask(query)
                    taken.append((time.perf_counter() - begun) * 1000)
                medians[way].append(statistics.median(taken))
        told[name] = {way: statistics.median(found) for way, found in medians.items()}
        for way, found in medians.items():
            ratios = [one / base for one, base in zip(found, medians["neither"], strict=True)]
            print(
                f"{name:>7}  {way:<17} {statistics.median(found):7.2f} ms   "
                f"ratio {min(ratios):.2f} {statistics.median(ratios):.2f} {max(ratios):.2f}"
            )
    return told


def shares(questions: int = 300, rounds: int = 5) -> dict[str, dict[str, float]]:
    """Measure over a village of its own."""

    async def work() -> dict[str, dict[str, float]]:
        with tempfile.TemporaryDirectory() as folder:
            async with await Graph.open(hub.endpoint) as graph:
                return await measure(graph, Path(folder), questions, rounds)

    with start_hub("village", 7) as hub:
        return terminal.run(work())


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    shares(asked.questions, asked.rounds)


if __name__ == "__main__":
    main()
