"""The batch loaders of a request: what all resolvers of one level ask for goes out as one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver
from strawberry.dataloader import DataLoader

from benchmarks.workloads import LINKS

Rows = list[dict[str, Any]]

_LINK = """
UNWIND $ids AS id
MATCH (p:Entity {{id: id}})
RETURN id, COLLECT {{
  MATCH (p)-[r:{link}]->(n:{entity}) WITH n, r ORDER BY n.id, r.key LIMIT $first
  RETURN {{{fields}}}
}} AS found"""


def _link(link: str, entity: str, fields: str) -> str:
    return _LINK.format(link=link, entity=entity, fields=fields)


CASES = _link(
    "DEBTOR_IN",
    "EnforcementCase",
    "id: n.id, case_number: n.caseNumber, status: n.status, claim_amount: n.claimAmount, filed_at: toString(n.filedAt)",
)
VEHICLES = _link("OWNS", "Vehicle", "id: n.id, plate_no: n.plateNo, brand: n.brand, status: n.status")
SHAREHOLDINGS = _link(
    "SHAREHOLDER_OF", "Company", "share: r.share, id: n.id, name: n.name, uscc: n.uscc, status: n.status"
)
ACCOUNTS = _link(
    "HOLDS",
    "HousingFundAccount",
    "id: n.id, account_no: n.accountNo, status: n.status, balance: n.balance, monthly_deposit: n.monthlyDeposit",
)
RESIDENCES = _link("RESIDES_AT", "Address", "id: n.id, text: n.text")
EMPLOYERS = _link("EMPLOYED_BY", "Company", "id: n.id, name: n.name, uscc: n.uscc, status: n.status")
LISTED = """
UNWIND $keys AS key
MATCH (p:Entity {key: key})
WHERE EXISTS {
  (p)-[l:LISTED_AS]->(e:DishonestyEntry)
  WHERE e.status = 'LISTED'
    AND (e.until IS NULL OR e.until > date({timezone: '+08:00'}))
    AND (l.until IS NULL OR l.until > date({timezone: '+08:00'}))
}
RETURN key"""
ENTITIES = """
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN id, [l IN labels(n) WHERE NOT l IN ['Entity', 'Party']][0] AS type,
  coalesce(n.name, n.plateNo, n.certificateNo, n.equityNo) AS label"""
NEIGHBOURS = f"""
UNWIND $ids AS id
MATCH (n:Entity {{id: id}})
RETURN id, COLLECT {{
  MATCH (n)-[r:{"|".join(LINKS)}]-(m:Entity)
  RETURN {{kind: type(r), key: r.key, source: startNode(r).id, target: endNode(r).id, other: m.id,
    since: toString(r.since)}}
}} AS found"""


class PlainDatabase:
    """The database, asked the careful way: auto-commit reads in sessions of their own, the database named."""

    def __init__(self, driver: AsyncDriver, name: str) -> None:
        self.driver = driver
        self.name = name

    async def ask(self, text: str, **parameters: Any) -> Rows:
        """The rows of one reading statement."""
        async with self.driver.session(database=self.name, default_access_mode=READ_ACCESS) as session:
            result = await session.run(text, parameters)
            return [dict(record) async for record in result]


class Loaders:
    """Made for each request, so that nothing is remembered from one to the next."""

    def __init__(self, database: PlainDatabase) -> None:
        self._database = database
        self.cases = self._links(CASES)
        self.vehicles = self._links(VEHICLES)
        self.shareholdings = self._links(SHAREHOLDINGS)
        self.accounts = self._links(ACCOUNTS)
        self.residences = self._links(RESIDENCES)
        self.employers = self._links(EMPLOYERS)
        self.listed: DataLoader[str, bool] = DataLoader(load_fn=self._listed)
        self.entities: DataLoader[str, dict[str, Any]] = DataLoader(load_fn=self._entities)
        self.neighbours: DataLoader[str, Rows] = DataLoader(load_fn=self._neighbours)

    def _links(self, text: str) -> DataLoader[tuple[str, int], Rows]:
        async def load(keys: Sequence[tuple[str, int]]) -> list[Rows]:
            first = max(many for _, many in keys)
            rows = await self._database.ask(text, ids=list({i for i, _ in keys}), first=first)
            found = {row["id"]: row["found"] for row in rows}
            return [found.get(i, [])[:many] for i, many in keys]

        return DataLoader(load_fn=load)

    async def _listed(self, keys: Sequence[str]) -> list[bool]:
        found = {row["key"] for row in await self._database.ask(LISTED, keys=list(keys))}
        return [key in found for key in keys]

    async def _entities(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        found = {row["id"]: row for row in await self._database.ask(ENTITIES, ids=list(ids))}
        return [found[i] for i in ids]

    async def _neighbours(self, ids: Sequence[str]) -> list[Rows]:
        found = {row["id"]: row["found"] for row in await self._database.ask(NEIGHBOURS, ids=list(ids))}
        return [found.get(i, []) for i in ids]
