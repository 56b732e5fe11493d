"""Screening: seconds, the longest wait it makes for others, and memory, by identifier and by name.

    python -m benchmarks.screening [--size village] [--rounds 3] [--data DIR] [--listed 0]

A whole operation is measured, with rights and audit, in one process with the hub; only HTTP is left out. By identifier
it runs in turns with a bare driver that sends the same statement with keys prepared beforehand, and the ratio is
printed. A ticker on the same event loop says how long the loop stood still at most, and how long while nothing was
done. `--data` names the directory of a hub that runs already. `--listed` first puts this number of invented people on
the list, under numbers of a region of their own, and takes them out again.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from neo4j import AsyncGraphDatabase
from stdnum.cn import ric

from benchmarks.pauses import paused
from demo.city.names import FEMALE, MALE, SURNAMES
from hub.access.callers import Bearer
from hub.access.quotas import UNLIMITED
from hub.access.tokens import Tokens
from hub.api.schema import build_api
from hub.app import Hub, read_secret
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.embedded.process import Endpoint, running
from hub.graph.client import Graph
from hub.graph.statements import load
from hub.operations.answering import Operations
from hub.operations.protection import Protection
from hub.operations.recording import Recorder
from hub.operations.request import OperationRequest
from hub.shell import terminal
from hub.support.background import freeze_loaded_objects
from hub.support.chance import random_id
from hub.support.clock import china_now
from hub.testing import start_hub
from schema.values import Realm, name_forms

HONOURS = Bearer("9901WMB", "WMB-0003", "钱若兰")
QUERY = (
    "query Screen($subjects: [ScreeningSubject!]!) { screen(subjects: $subjects) {"
    " counts { subjects hit noHit uncertain invalid } outcomes { ref outcome by why score candidates"
    " moreCandidates courts { code name } problem { code message } } } }"
)
#: People put on the list for the measurement have this region, which no invented city has.
REGION = "999999"
Subjects = list[dict[str, str]]


def number_of(place: int, region: str = "990101") -> str:
    """An invented citizen id."""
    body = f"{region}{date(1950, 1, 1) + timedelta(days=place % 18_000):%Y%m%d}{place // 18_000 + 1:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def name_of(dice: random.Random) -> str:
    """A name as common as its surname."""
    signs = MALE + FEMALE
    family = SURNAMES[int(dice.random() ** 2 * len(SURNAMES))]
    return family + dice.choice(signs) + (dice.choice(signs) if dice.random() < 0.8 else "")


def requests(nominees: Path) -> dict[str, Subjects]:
    """What is screened: the leaders of the honours office's list, and invented numbers and names."""
    book = openpyxl.load_workbook(nominees, read_only=True)
    leaders = [str(row[4]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    book.close()
    dice = random.Random(1)  # noqa: S311 - a game, no secret
    numbers = [{"ref": f"{place:06}", "citizenId": number_of(place)} for place in range(10_000)]
    names = [{"ref": f"{place:06}", "name": name_of(dice)} for place in range(10_000)]
    return {
        "539 by identifier": [{"ref": f"{place}", "citizenId": each} for place, each in enumerate(leaders)],
        "10,000 by identifier": numbers,
        "1,000 by name": names[:1_000],
        "10,000 by name": names,
    }


async def operations_over(graph: Graph, folder: Path) -> Operations:
    """The hub's operations, with rights and audit and without budgets."""
    keys = Keys(folder / "keys")
    log = AuditLog.open(folder / "audit", signer=keys.signer("ed25519"), hub="bench", now=china_now, new_id=random_id)
    recorder = Recorder(log, keys.identifiers(), Realm.FICTIONAL, china_now)
    tokens = Tokens(graph, lambda: int(time.time()))
    protection = Protection(quotas=UNLIMITED)
    secret = await read_secret(graph)
    api = build_api(Realm.FICTIONAL)
    freeze_loaded_objects()
    return Hub(api, graph, tokens, secret, recorder, protection=protection).operations


async def screened(operations: Operations, subjects: Subjects) -> dict[str, int]:
    """One screening; its counts."""
    request = OperationRequest(QUERY, {"subjects": subjects}, basis={"purpose": "LISTING_CHECK"})
    answer = await operations.answer(request, HONOURS)
    answer.content()
    assert not answer.errors, answer.errors
    assert answer.data is not None
    found: dict[str, int] = answer.data["screen"]["counts"]
    return found


async def bare(endpoint: Endpoint, subjects: Subjects) -> float:
    """Seconds of a bare driver that sends the same statement."""
    keys = [f"Person:{subject['citizenId']}" for subject in subjects]
    auth = (endpoint.user, endpoint.password)
    async with (
        AsyncGraphDatabase.driver(endpoint.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=endpoint.database) as session,
    ):
        await (await session.run("RETURN 1")).consume()
        begun = time.perf_counter()
        await (await session.run(load("hub.capabilities.screening", "listed_keys"), {"keys": keys})).fetch(1)
        return time.perf_counter() - begun


async def lengthen(graph: Graph, many: int) -> None:
    """Put people on the list."""
    text = (
        "UNWIND $rows AS row CREATE (p:Entity:Party:Person) SET p = row.party"
        " CREATE (e:Entity:DishonestyEntry) SET e = row.entry CREATE (p)-[:LISTED_AS {key: ''}]->(e)"
    )
    dice = random.Random(2)  # noqa: S311 - a game, no secret
    for start in range(0, many, 5_000):
        rows = []
        for place in range(start, min(many, start + 5_000)):
            number, name = number_of(place, REGION), name_of(dice)
            forms = name_forms(name)
            party = {"key": f"Person:{number}", "id": f"bench-{place}", "citizenId": number, "source": "bench"}
            entry = {"key": f"DishonestyEntry:bench-{place}", "id": f"bench-e-{place}", "status": "LISTED"}
            rows.append({"party": party | {"name": name, "namePinyin": forms}, "entry": entry | {"source": "bench"}})
        await graph.write([(text, {"rows": rows})], operation="benchmark", timeout=300)


async def shorten(graph: Graph) -> None:
    """Take them out again."""
    text = "MATCH (n:Entity) WHERE n.key STARTS WITH $begins WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
    for begins in (f"Person:{REGION}", "DishonestyEntry:bench-"):
        while (await graph.write([(text, {"begins": begins})], operation="benchmark", timeout=300))[0][0]["gone"]:
            pass


async def measure(endpoint: Endpoint, nominees: Path, rounds: int, listed: int) -> None:
    """Print the figures; the first round warms up and is not counted."""
    wanted = requests(nominees)
    with tempfile.TemporaryDirectory() as folder:
        async with await Graph.open(endpoint) as graph:
            operations = await operations_over(graph, Path(folder))
            try:
                await lengthen(graph, listed)
                for name, subjects in wanted.items():
                    await report(operations, endpoint, name, subjects, rounds)
            finally:
                await shorten(graph)


async def report(operations: Operations, endpoint: Endpoint, name: str, subjects: Subjects, rounds: int) -> None:
    """Print a line."""
    seconds: list[float] = []
    pauses: list[float] = []
    idle: list[float] = []
    ratios: list[float] = []
    counts: dict[str, int] = {}
    for number in range(rounds + 1):
        begun = time.perf_counter()
        counts = await screened(operations, subjects)
        taken = time.perf_counter() - begun
        alone = await bare(endpoint, subjects) if "citizenId" in subjects[0] else None
        # Apart from the seconds, which the ticker lengthens; and beside it what neighbours alone make of the loop.
        pause, _ = await paused(screened(operations, subjects))
        nothing, _ = await paused(asyncio.sleep(taken))
        if number:
            seconds.append(taken)
            pauses.append(pause * 1000)
            idle.append(nothing * 1000)
            ratios += [] if alone is None else [taken / alone]
    ratio = f"{min(ratios):.1f} {statistics.median(ratios):.1f} {max(ratios):.1f}" if ratios else "-"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found: dict[str, Any] = {key: value for key, value in counts.items() if value and key != "subjects"}
    print(
        f"{name:<21} {statistics.median(seconds):6.2f} s   longest pause {statistics.median(pauses):4.0f} ms"
        f" (idle {statistics.median(idle):4.0f})"
        f"   ratio {ratio:<14} peak {peak:4.0f} MB   {found}",
        flush=True,
    )


def main() -> None:
    """Measure over an invented city."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="village")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, help="the directory of a hub that runs already, over a city of that size")
    parser.add_argument("--listed", type=int, default=0)
    asked, _ = parser.parse_known_args()
    with ExitStack() as stack:
        data = asked.data or stack.enter_context(start_hub(asked.size, 7)).data
        nominees = data / "city" / f"{asked.size}-7" / "nominees.xlsx"
        terminal.run(measure(running(data), nominees, asked.rounds, asked.listed))


if __name__ == "__main__":
    main()
