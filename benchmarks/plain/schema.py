"""The root fields of the plain schema, each with its resolver."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from neo4j import WRITE_ACCESS, AsyncManagedTransaction
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.types import Info

from benchmarks.bare import flag_write
from benchmarks.plain.loaders import Loaders, PlainDatabase
from benchmarks.plain.types import (
    CONFIG,
    KINDS,
    CitizenId,
    Flag,
    FlagKind,
    GraphLink,
    LinkKind,
    NearNode,
    Neighbourhood,
    Page,
    PageInfo,
    Path,
    PathHop,
    Paths,
    Person,
    PersonOrder,
    PersonWhere,
    Screening,
    ScreeningOutcome,
    ScreeningSubject,
)
from benchmarks.serving import claims_of

PERSON = """
MATCH (p:Entity {key: $key})
RETURN p.id AS id, p.name AS name, p.citizenId AS citizen_id, toString(p.birthDate) AS birth_date"""
PERSONS = """
MATCH (p:Person) WHERE p.birthDate < $before AND p.sex = $sex
WITH p ORDER BY p.birthDate {direction}, p.id LIMIT $first + 1
RETURN p.id AS id, p.name AS name, p.citizenId AS citizen_id, toString(p.birthDate) AS birth_date"""
PATHS = """
MATCH (a:Entity {{id: $source}}), (b:Entity {{id: $target}})
MATCH p = allShortestPaths((a)-[:{kinds}*..{hops}]-(b))
WITH p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] LIMIT $first + 1
RETURN [n IN nodes(p) | n.id] AS stops, [r IN relationships(p) |
  {{kind: type(r), since: toString(r.since), source: startNode(r).id, target: endNode(r).id}}] AS links"""
#: As many links as the hub walks through.
HUB_DEGREE = 500


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    async def person(self, info: Info, citizen_id: CitizenId) -> Person | None:
        """A person by citizen id."""
        rows = await _database(info).ask(PERSON, key=f"Person:{citizen_id}")
        return Person(**rows[0]) if rows else None

    @strawberry.field
    async def persons(
        self, info: Info, where: PersonWhere, order_by: list[PersonOrder], first: int = 20
    ) -> Page[Person]:
        """A page of persons."""
        assert where.birth_date is not None
        assert where.sex is not None
        assert where.sex.eq is not None
        rows = await _database(info).ask(
            PERSONS.format(direction=order_by[0].birth_date.value),
            before=where.birth_date.lt,
            sex=where.sex.eq.value,
            first=first,
        )
        return Page(nodes=[Person(**row) for row in rows[:first]], page_info=PageInfo(has_next_page=len(rows) > first))

    @strawberry.field
    async def neighbourhood(
        self, info: Info, id: strawberry.ID, links: list[LinkKind], hops: int = 1, limit: int = 100
    ) -> Neighbourhood:
        """All within a few hops, and the links among them."""
        loaders: Loaders = info.context["loaders"]
        near, edge = {str(id): 0}, [str(id)]
        for hop in range(1, hops + 1):
            found = await loaders.neighbours.load_many(edge)
            walked = [rows for rows in found if hop == 1 or len(rows) <= HUB_DEGREE]
            edge = sorted({row["other"] for rows in walked for row in rows} - near.keys())[: limit + 1]
            near |= dict.fromkeys(edge, hop)
        kept = list(near)[:limit]
        inside = set(kept)
        among = {
            (row["kind"], row["source"], row["target"], row["key"]): row
            for rows in await loaders.neighbours.load_many(kept)
            for row in rows
            if row["other"] in inside
        }
        return Neighbourhood(
            nodes=[NearNode(hops=near[each], key=each) for each in kept],
            links=[_link(among[each]) for each in sorted(among)],
            truncated=len(near) > limit,
        )

    @strawberry.field
    async def paths(
        self,
        info: Info,
        source: Annotated[strawberry.ID, strawberry.argument(name="from")],
        to: strawberry.ID,
        links: list[LinkKind],
        max_hops: int = 4,
        first: int = 3,
    ) -> Paths:
        """The shortest chains of links between two entities."""
        text = PATHS.format(kinds="|".join(each.value for each in links), hops=max_hops)
        rows = await _database(info).ask(text, source=source, target=to, first=first)
        return Paths(paths=[_path(row) for row in rows[:first]], more_of_this_length=len(rows) > first)

    @strawberry.field
    async def screen(self, subjects: list[ScreeningSubject]) -> Screening:
        """Whether many persons are on the list."""
        return Screening(
            outcomes=[ScreeningOutcome(ref=each.ref, key=f"Person:{each.citizen_id}") for each in subjects]
        )


@strawberry.type
class Mutation:
    """What can be changed."""

    @strawberry.mutation
    async def flag_entity(
        self, info: Info, id: strawberry.ID, kind: FlagKind, statement: str, idempotency_key: str
    ) -> Flag:
        """Flag an entity; the caller is believed without a check."""
        claims = claims_of(info.context["request"].headers["authorization"])
        text, parameters = flag_write(
            str(id), statement, idempotency_key, claims["agency"], claims["sub"], info.context["secret"]
        )

        async def work(transaction: AsyncManagedTransaction) -> str:
            record = await (await transaction.run(text, parameters)).single(strict=True)
            return str(record["id"])

        database = _database(info)
        async with database.driver.session(database=database.name, default_access_mode=WRITE_ACCESS) as session:
            return Flag(id=strawberry.ID(await session.execute_write(work)))


def _database(info: Info) -> PlainDatabase:
    database: PlainDatabase = info.context["database"]
    return database


def _link(row: dict[str, Any]) -> GraphLink:
    return GraphLink(
        kind=row["kind"],
        source_id=strawberry.ID(row["source"]),
        target_id=strawberry.ID(row["target"]),
        since=row["since"],
    )


def _path(row: dict[str, Any]) -> Path:
    stops, links = row["stops"], row["links"]
    hops = [
        PathHop(along=link["source"] == stops[i], link=_link(link), ends=(stops[i], stops[i + 1]))
        for i, link in enumerate(links)
    ]
    return Path(length=len(links), hops=hops)


SCHEMA = strawberry.Schema(
    Query,
    Mutation,
    types=list(KINDS.values()),
    config=CONFIG,
    extensions=[ParserCache, ValidationCache],
)
