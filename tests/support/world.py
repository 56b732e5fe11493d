"""A small invented world, and how tests put one into the graph: in the shape that loads leave behind.

`World` holds nodes and links as plain Python, so that an oracle can look at the very same things as the database.
`World.story()` is the one invented case that readable tests ask about; oracles make worlds of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Any

import orjson

from hub.access.callers import Caller
from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.graph.client import Graph
from hub.operations.answer import Answer
from hub.operations.documents.reading import Refused
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from hub.operations.running import answer_fields
from hub.questions.context import ServiceContext
from loaders.mapping.values import pinyin_of
from schema.identity import IdKeys, global_id, natural_key
from schema.model import MODEL, ROOT, pinyin_prop
from schema.own_nodes import OWN

SECRET = b"the key of global ids in tests"
POLICE, COURT = "11990100000000001A", "S0102"
CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=CHINA)
FIRST, LAST = date(2025, 1, 1), date(2026, 1, 1)
#: What the tests of this folder write, and what loads may have left.
OURS = " OR ".join(f"n:{label}" for label in (ROOT, *(node.name for node in OWN.values() if node.in_backup)))


@dataclass(eq=False)
class Node:
    """One node: its entity, properties, and where it is known from."""

    entity: str
    props: dict[str, Any]
    until: date | None = None
    asserted: tuple[str, ...] = ("police.residents@b1",)
    first: date = FIRST
    last: date = LAST

    @property
    def key(self) -> str:
        """The node's key in the graph."""
        return natural_key(self.entity, str(self.props[MODEL.identity(self.entity).name]))

    @property
    def id(self) -> str:
        """Its global id."""
        return global_id(SECRET, self.key)

    def stored(self) -> dict[str, Any]:
        """Its properties in the graph."""
        held = {name: value for name, value in self.props.items() if value is not None}
        for prop in MODEL.props(self.entity):
            companion = pinyin_prop(prop)
            if companion is not None and prop.name in held:
                held[companion] = pinyin_of(held[prop.name])
        return {**held, "key": self.key, "id": self.id, **_provenance(self)}


@dataclass(eq=False)
class Tie:
    """One link between two nodes; `key` tells it from others of its kind between the same two."""

    kind: str
    source: Node
    target: Node
    key: str = ""
    props: dict[str, Any] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    asserted: tuple[str, ...] = ("police.residents@b1",)
    first: date = FIRST
    last: date = LAST

    def stored(self) -> dict[str, Any]:
        """Its properties in the graph."""
        held = {name: value for name, value in self.props.items() if value is not None}
        if self.since is not None:
            held["since"] = self.since
        return {**held, "key": self.key, **_provenance(self)}


def _provenance(thing: Node | Tie) -> dict[str, Any]:
    source, batch = thing.asserted[0].split("@") if thing.asserted else ("police.residents", "b0")
    until = {} if thing.until is None else {"until": thing.until}
    held = {"source": source, "batch": batch, "asserted": list(thing.asserted)}
    return {**held, "firstSeen": thing.first, "lastSeen": thing.last, **until}


@dataclass
class World:
    """Nodes and links, and names for those a test speaks of."""

    nodes: list[Node] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Node:
        """The node of that name in the story."""
        return self.named[name]

    def node(self, entity: str, name: str | None = None, /, **props: Any) -> Node:
        """Add a node."""
        made = Node(entity, props)
        self.nodes.append(made)
        if name is not None:
            self.named[name] = made
        return made

    def tie(self, kind: str, source: Node, target: Node, **how: Any) -> Tie:
        """Add a link; what is no field of `Tie` is a property of the link."""
        own = {name: how.pop(name) for name in ("key", "since", "until", "asserted") if name in how}
        made = Tie(kind, source, target, props=how, **own)
        self.ties.append(made)
        return made

    async def write(self, graph: Graph) -> None:
        """Put everything into the graph, in one transaction."""
        statements: list[tuple[str, Mapping[str, Any]]] = []
        for entity in dict.fromkeys(n.entity for n in self.nodes):
            labels = "".join(f":{label}" for label in MODEL.labels(entity))
            rows = [n.stored() for n in self.nodes if n.entity == entity]
            statements.append((f"UNWIND $rows AS row CREATE (n{labels}) SET n = row", {"rows": rows}))
        for kind in dict.fromkeys(t.kind for t in self.ties):
            rows = [{"a": t.source.key, "b": t.target.key, "held": t.stored()} for t in self.ties if t.kind == kind]
            text = (
                f"UNWIND $rows AS row MATCH (a:{ROOT} {{key: row.a}}) MATCH (b:{ROOT} {{key: row.b}})"
                f" CREATE (a)-[r:{kind}]->(b) SET r = row.held"
            )
            statements.append((text, {"rows": rows}))
        await graph.write(statements, operation="test.world", timeout=120)
        await graph.ask("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {}, operation="test.world")

    @classmethod
    def story(cls) -> World:
        """Chen Licheng owes, drives a car that a sister owns, and runs a company through a nominee."""
        w = cls()
        chen = w.node(
            "Person",
            "chen",
            citizenId="990102198506150019",
            name="陈立诚",
            formerName="陈大山",
            otherNames=["冬青", "CHEN LICHENG"],
            sex="MALE",
            birthDate=date(1985, 6, 15),
        )
        sister = w.node("Person", "sister", citizenId=citizen_id("19880302", 22), name="陈立慧", sex="FEMALE")
        wife = w.node("Person", "wife", citizenId=citizen_id("19860701", 44), name="吕思敏", sex="FEMALE")
        ouyang = w.node("Person", "ouyang", citizenId=citizen_id("19700101", 35), name="欧阳文博")
        w.node("Person", "namesake", citizenId=citizen_id("19910909", 11), name="陈立诚")
        w.node("Person", "longer", citizenId=citizen_id("19921010", 13), name="陈立诚实")
        mate = w.node(
            "Company",
            "mate",
            uscc="91990102MATE5T0A0C",
            name="示例顺达物流有限公司",
            otherNames=["示例顺达货运部"],
            kind="LIMITED",
            status="ACTIVE",
            registeredCapital=500_000_00,
            establishedAt=date(2019, 3, 1),
        )
        bank = w.node("Agency", "bank", code="12990100MBTE5T0C0Q", name="示范银行", kind="BANK")
        court = w.node("Agency", "court", code="S0102", name="示范区人民法院", kind="COURT", divisionCode="990102")
        case = w.node(
            "EnforcementCase",
            "case",
            caseNumber="（2026）示0102执1203号",
            kind="INITIAL",
            status="OPEN",
            cause="民间借贷纠纷",
            claimAmount=1_200_000_00,
            paidAmount=0,
            filedAt=date(2026, 2, 3),
            livelihood=False,
        )
        old = w.node(
            "EnforcementCase",
            "old",
            caseNumber="（2023）示0102执77号",
            kind="INITIAL",
            status="PROCEDURALLY_TERMINATED",
            claimAmount=80_000_00,
            filedAt=date(2023, 5, 5),
        )
        car = w.node(
            "Vehicle",
            "car",
            vin="0TS123456RA000001",
            plateNo="测A12345",
            brand="示例 S5",
            status="NORMAL",
            registeredAt=date(2024, 4, 4),
        )
        w.node("Vehicle", "scrapped", vin="0TS12345XRA000003", plateNo="测A12345", registeredAt=date(2012, 1, 1))
        w.nodes[-1].until = date(2020, 1, 1)
        phone = w.node("Phone", "phone", phoneNo="10012345678", carrier="示例电信")
        address = w.node("Address", "address", text="示范市示范区人民路1号")
        account = w.node("BankAccount", "account", accountNo="9999990000000000014", balance=12_345)
        w.tie("DEBTOR_IN", chen, case, since=date(2026, 2, 3), amount=1_200_000_00, joint=True)
        w.tie("DEBTOR_IN", mate, case, since=date(2026, 2, 3), amount=1_200_000_00, joint=True)
        w.tie("DEBTOR_IN", chen, old, since=date(2023, 5, 5), until=date(2024, 1, 1), amount=80_000_00)
        w.tie("CREDITOR_IN", ouyang, case, amount=1_200_000_00)
        w.tie("HEARD_BY", case, court)
        w.tie("HEARD_BY", old, court)
        w.tie("OWNS", sister, car, key="2025-06-01", since=date(2025, 6, 1))
        w.tie("OWNS", chen, car, key="2024-04-04", since=date(2024, 4, 4), until=date(2025, 6, 1), share=1.0)
        w.tie("DRIVES", chen, car, times=31, lastAt=date(2026, 10, 30))
        w.tie("SPOUSE_OF", chen, wife, key="2010-10-10", since=date(2010, 10, 10), certificateNo="J990102-2010-1")
        w.tie("RELATIVE_OF", sister, chen, relation="SIBLING")
        w.tie("LEGAL_REPRESENTATIVE_OF", sister, mate, since=date(2022, 1, 1))
        w.tie("ACTUAL_CONTROLLER_OF", chen, mate)
        w.tie("SHAREHOLDER_OF", sister, mate, share=0.9, subscribed=450_000_00)
        w.tie("SHAREHOLDER_OF", wife, mate, share=0.1)
        w.tie("USES", chen, phone)
        w.tie("RESIDES_AT", chen, address)
        w.tie("HOLDS", chen, account)
        w.tie("HELD_AT", account, bank)
        return w


def citizen_id(born: str, serial: int, region: str = "990102") -> str:
    """An invented citizen id with a right check digit."""
    body = f"{region}{born}{serial:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


async def wipe(graph: Graph) -> None:
    """Remove all entities, and what notes the schema version."""
    text = f"MATCH (n) WHERE {OURS} WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS gone"
    while (await graph.write([(text, {})], operation="test.wipe", timeout=120))[0][0]["gone"]:
        pass


async def wipe_entities(graph: Graph) -> None:
    """Remove all entities, and nothing besides."""
    await graph.write([(f"MATCH (n:{ROOT}) DETACH DELETE n", {})], operation="test.wipe", timeout=120)


def caller(agency: str = POLICE) -> Caller:
    """An officer of an agency."""
    return Caller(agency=agency, card=f"{agency[:6]}-0042", name="赵明")


class Hubs:
    """Asks operations, counts statements, and gives each call an identifier of its own."""

    def __init__(self, preparer: Preparer, graph: Graph) -> None:
        self.preparer, self.graph = preparer, graph
        self.numbers = count()
        self.ids = IdKeys((SECRET,))

    def context(self, who: Caller) -> ServiceContext:
        """What the services of one operation need."""
        profile = Profile(PURPOSES["DEMONSTRATION"], who.agency, who.card)
        return ServiceContext(who, profile, self.graph, lambda: NOW, lambda: f"T{next(self.numbers):06}", self.ids)

    async def answer(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        agency: str = POLICE,
        name: str | None = None,
        who: Caller | None = None,
    ) -> Answer:
        """The whole answer."""
        try:
            prepared = self.preparer.prepare(OperationRequest(query, variables or {}, name))
        except Refused as refused:
            return Answer(None, refused.errors, ran=False)
        return await answer_fields(self.preparer, prepared, self.context(who or caller(agency)))

    async def __call__(self, query: str, *, agency: str = POLICE, **variables: Any) -> dict[str, Any]:
        """The data of an operation that must succeed, as a client reads it from JSON."""
        answer = await self.answer(query, variables, agency=agency)
        assert not answer.errors, answer.errors
        data: dict[str, Any] = json.loads(orjson.dumps(answer.data))
        return data

    async def error(self, query: str, *, agency: str = POLICE, **variables: Any) -> dict[str, Any]:
        """The one error of an operation that must fail."""
        answer = await self.answer(query, variables, agency=agency)
        assert len(answer.errors) == 1, answer.errors
        return answer.errors[0]

    async def counted(self, query: str, **variables: Any) -> tuple[dict[str, Any], int]:
        """The data, and how many statements were sent for it."""
        before = self.graph.statements
        data = await self(query, **variables)
        return data, self.graph.statements - before
