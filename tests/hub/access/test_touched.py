"""Nothing that rights are read from is written without its entry in the revision log."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.admission import Door
from support.checked_graph import CheckedGraph
from support.notice import BASIS, JUDGE, story
from support.officer_operations import CARD
from support.world import COURT, NOW, SECRET, citizen_id
from test_rights_kept import RAISE, WITHDRAW

from hub.access.catalogue import PURPOSES
from hub.access.register_writes import ACTIVE, SUSPENDED
from hub.access.rights_statement import statement
from hub.api.schema import Api
from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from hub.signin.session_keys import KeyRing
from hub.signin.sessions import Session, Sessions, Terms
from loaders.landing.pipeline import Options, load
from schema.declare import CAMEL
from schema.touched import READ_VALUES
from schema.values import Realm

ROOT = Path(__file__).parents[3]
AGENCY = """
from loaders.declare import Csv, Feed, Node, Source, Tie, required

CASE = {"caseNumber": required("case"), "status": "status"}

AGENCY = Source(
    code="archive",
    agency="AR",
    name="Archive",
    zh="档案馆",
    kind="COURT",
    feeds=(
        Feed("cases", "cases*.csv", Csv(), (
            Node("case", "EnforcementCase", CASE, authority=True),
            Node("court", "Agency", {"code": required("court"), "divisionCode": "division"}),
            Node("person", "Person", {"citizenId": required("id")}),
            Tie("HEARD_BY", "case", "court"),
            Tie("DEBTOR_IN", "person", "case"),
        )),
    ),
)
"""


@pytest.fixture
async def checked(endpoint: Endpoint, blank: Graph, desk: object) -> AsyncIterator[CheckedGraph]:
    """The graph of the story, where each write is held to what it says."""
    await story(blank)
    async with await CheckedGraph.open(endpoint, timeout=60) as graph:
        graph.wrote, graph.changed = set(), set()
        yield graph


def operations_that_write() -> set[str]:
    """The operations of all calls in the product that write."""
    found: set[str] = set()
    for path in [*(ROOT / "demo").rglob("*.py"), *(ROOT / "hub").rglob("*.py"), *(ROOT / "loaders").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = {each.arg: each.value for each in node.keywords}
            writes = isinstance(node.func, ast.Attribute) and node.func.attr in ("change", "write")
            if "operation" in named and writes:
                found.add(ast.unparse(named["operation"]))
    return {each.strip("'") for each in found}


@pytest.mark.slow
async def test_every_write_says_all_that_it_touches(checked: CheckedGraph, api: Api, tmp_path: Path) -> None:
    door = Door(checked, api)
    chen = "MATCH (n:Person {citizenId: '990102198506150019'}) RETURN n.id AS id"
    raised = await door.answer(JUDGE, RAISE, BASIS, id=await checked.ask_one(chen, {}, operation="test"))
    assert raised.errors == []
    assert raised.data is not None
    await door.answer(JUDGE, WITHDRAW, BASIS, id=raised.data["flagEntity"]["id"])
    for state in (SUSPENDED, ACTIVE):
        await door.registry.state(state, card=CARD, reason="试")
        await door.registry.state(state, code=COURT, reason="试")
    await door.registry.agency("TX9", "新单位", "POLICE", "9901")
    await door.registry.officer("TX9-1", "TX9", "新员", ["POLICE"])
    await door.registry.sign_in(COURT, None, None)
    sessions = Sessions(checked, KeyRing.new(), SECRET, Terms(), lambda: NOW, lambda: "S1", demo=True)
    begun = int(NOW.timestamp())
    await sessions.end(Session("S1", COURT, CARD, "", True, begun, begun, ()))
    assert await sessions.end_marked("token", ("m1", "m2"), 60)
    await feeds(checked, tmp_path)

    wanted = operations_that_write() - {"operation"}
    assert wanted - NO_RIGHTS <= checked.wrote
    assert {"flag.raise", "session.end", "session.end_marked", "load.rows", "load.retire"} <= checked.changed
    assert {"registry.set_state", "registry.register_agency", "registry.set_roles"} <= checked.changed


#: Removing old entries changes no fact, and no right depends on a chart, a proposal, what a graph was made for, or the
#: key that makes ids. A backup is restored into a graph that no hub serves, and its register is then written as
#: touching everything.
NO_RIGHTS = {"access.remove", "hub.init", "hub.mark", "charts.save", "charts.delete", "ids.rotate"} | {
    *("audit.remember", "registry.propose", "registry.withdraw"),
    *("restore", "register.withdraw", "register.overlay", "register.hold"),
    # It says that it touches everything.
    "part",
}


async def feeds(graph: CheckedGraph, folder: Path) -> None:
    """Two complete files of a feed, the second without what the first had, and once more from the beginning."""
    source = folder / "archive.py"
    source.write_text(AGENCY)
    head = "case,status,court,division,id"
    first = [
        "（2026）示0102执1203号,OPEN,S0102,990102,990102198506150019",
        f"（2026）示0102执1300号,OPEN,S0199,990199,{citizen_id('19880302', 22)}",
        "bad,OPEN,S0102,,990102198506150019",
    ]
    later = ["（2026）示0102执1203号,PROCEDURALLY_TERMINATED,S0102,990102,990102198506150019"]
    options = Options(
        realm=Realm.FICTIONAL,
        clock=lambda: datetime(2026, 11, 20, tzinfo=UTC),
        retire_anyway=True,
    )
    for number, rows in enumerate((first, later)):
        path = folder / f"cases_{number}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
        seen = date(2026, 11, 20) + timedelta(days=number)
        for again in (False, True):
            await load(graph, str(source), [path], replace(options, complete=True, again=again, seen=seen))


def test_admission_reads_no_other_values() -> None:
    said = {"code", "divisionCode", "status", "filedAt", "kind", "validUntil", "id", "key"}
    registered = {"name", "division", "state", "validFrom", "keyVersion", "suspensions", "cardNo", "agency", "roles"}
    # The number of a case is its identity, and never changes; a suspension touches its agency or officer.
    registered |= {"suspendedAt", "caseNumber"}
    known = said | registered | {"before", "until"}
    for purpose in PURPOSES.values():
        text = statement(purpose)
        read = {word.split(".")[1] for word in words(text) if "." in word and CAMEL.match(word.split(".")[1])}
        assert read <= known, purpose.name
    assert set().union(*READ_VALUES.values()) | {"id", "key"} == said


def words(text: str) -> list[str]:
    """The words of a statement, with the dots in them."""
    return "".join(each if each.isalnum() or each in "._" else " " for each in text).split()
