"""What the tests of the intake share: a plain source, small invented files, and how to compare two graphs."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from stdnum.cn import ric

from hub.graph.client import Graph

SECRET = b"a secret for tests only"

AGENCY = """
from loaders.declare import Csv, Feed, JsonLines, Node, Source, Tie, Xlsx, required

PERSON = {"citizenId": required("id"), "name": "name", "formerName": "former"}

AGENCY = Source(
    code="townhall",
    agency="TH",
    name="Town hall",
    zh="镇政府",
    kind="CIVIL_AFFAIRS",
    feeds=(
        Feed("people", "people*.csv", Csv(), (
            Node("person", "Person", PERSON, authority=True),
            Node("home", "Address", {"text": "home"}, when="home"),
            Tie("RESIDES_AT", "person", "home"),
        )),
        Feed("chinese", "chinese*.csv", Csv(encoding="gb18030"), (
            Node("person", "Person", {"citizenId": required("身份证号"), "name": "姓名"}),
        )),
        Feed("guests", "guests*.csv", Csv(), (Node("person", "Person", PERSON),)),
        Feed("homes", "homes*.csv", Csv(), (Node("home", "Address", {"text": required("home")}),)),
        Feed("sheet", "people*.xlsx", Xlsx(), (Node("person", "Person", PERSON, authority=True),)),
        Feed("lines", "people*.jsonl", JsonLines(), (Node("person", "Person", PERSON, authority=True),)),
    ),
)
"""
HEADER = "id,name,former,home"


def citizen(number: int) -> str:
    """The number-th invented citizen id."""
    body = f"99010{number // 1000 % 10}1980{number // 28 % 12 + 1:02}{number % 28 + 1:02}{number % 1000:03}"
    return body + ric.calc_check_digit(body + "0")


def agency(folder: Path) -> str:
    """The path of the sample's agency file."""
    path = folder / "townhall.py"
    path.write_text(AGENCY)
    return str(path)


def people(folder: Path, rows: list[str], name: str = "people.csv") -> Path:
    """A file of the sample's first feed."""
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def row(number: int, name: str = "", former: str = "", home: str = "") -> str:
    """A clean row."""
    return f"{citizen(number)},{name or f'居民{number}'},{former},{home or f'示例路{number % 5}号'}"


async def restart(graph: Graph) -> None:
    """Remove what loads wrote and keep the graph set up."""
    await wipe(graph)
    await graph.write(
        [("CREATE (:HubMeta {idSecret: $secret})", {"secret": base64.b64encode(SECRET).decode()})], operation="test"
    )


async def wipe(graph: Graph) -> None:
    """Remove what loads wrote."""
    text = (
        "MATCH (n) WHERE n:Entity OR n:Batch OR n:Quarantined OR n:Apart OR n:Parting OR n:Alias OR n:HubMeta"
        " WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
    )
    while (await graph.write([(text, {})], operation="test", timeout=120))[0][0]["gone"]:
        pass


async def dump(graph: Graph) -> dict[str, list[Any]]:
    """Everything that loads put into the graph, in one order, without the moments of the loads."""
    nodes = await graph.ask(
        "MATCH (n) WHERE n:Entity OR n:Batch OR n:Quarantined OR n:Apart OR n:Alias"
        " RETURN labels(n) AS labels, n{.*, asserted: null, startedAt: null, finishedAt: null} AS props,"
        " coalesce(n.asserted, []) AS asserted",
        {},
        operation="test",
        timeout=120,
    )
    links = await graph.ask(
        "MATCH (a)-[r]->(b) RETURN a.key AS source, type(r) AS kind, b.key AS target,"
        " r{.*, asserted: null} AS props, r.asserted AS asserted",
        {},
        operation="test",
        timeout=120,
    )
    return {"nodes": sorted(map(_flat, nodes)), "links": sorted(map(_flat, links))}


def _flat(row: dict[str, Any]) -> str:
    return str(
        [
            sorted(value) if isinstance(value, list) else sorted(value.items()) if isinstance(value, dict) else value
            for value in row.values()
        ]
    )
