"""The types of the plain schema, with a resolver for each link; the names are those of the hub's schema."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, Generic, NewType, TypeVar

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from benchmarks.plain.loaders import Loaders
from benchmarks.workloads import LINKS

T = TypeVar("T")
CitizenId = NewType("CitizenId", str)
#: Money in fen does not fit GraphQL's Int.
Fen = NewType("Fen", int)
CONFIG = StrawberryConfig(
    scalar_map={
        CitizenId: strawberry.scalar(name="CitizenId", serialize=str, parse_value=str),
        Fen: strawberry.scalar(name="Fen", serialize=int, parse_value=int),
    }
)
LinkKind: Any = strawberry.enum(Enum("LinkKind", {kind: kind for kind in LINKS}))  # type: ignore[call-overload]


@strawberry.enum
class Sex(Enum):
    """Sex as registered."""

    MALE = "MALE"
    FEMALE = "FEMALE"


@strawberry.enum
class Direction(Enum):
    """Which way a list is sorted."""

    ASC = "ASC"
    DESC = "DESC"


@strawberry.enum
class FlagKind(Enum):
    """Kind of flag."""

    OTHER = "OTHER"


@strawberry.type
class Nodes(Generic[T]):
    """A list of entities."""

    nodes: list[T]


@strawberry.type
class PageInfo:
    """Whether there is more."""

    has_next_page: bool


@strawberry.type
class Page(Generic[T]):
    """A page of entities."""

    nodes: list[T]
    page_info: PageInfo


@strawberry.interface
class Entity:
    """Anything in the graph."""

    id: strawberry.ID
    label: str | None = None


@strawberry.type
class EnforcementCase(Entity):
    """An enforcement case."""

    case_number: str | None = None
    status: str | None = None
    claim_amount: Fen | None = None
    filed_at: str | None = None


@strawberry.type
class Vehicle(Entity):
    """A motor vehicle."""

    plate_no: str | None = None
    brand: str | None = None
    status: str | None = None


@strawberry.type
class Company(Entity):
    """A company."""

    name: str | None = None
    uscc: str | None = None
    status: str | None = None


@strawberry.type
class HousingFundAccount(Entity):
    """A housing-fund account."""

    account_no: str | None = None
    status: str | None = None
    balance: Fen | None = None
    monthly_deposit: Fen | None = None


@strawberry.type
class Address(Entity):
    """A postal address."""

    text: str | None = None


@strawberry.type
class RealEstate(Entity):
    """Real estate."""


@strawberry.type
class ShareholdingEdge:
    """A share in a company."""

    share: float | None
    node: Company


@strawberry.type
class Shareholdings:
    """Shares in companies."""

    edges: list[ShareholdingEdge]


@strawberry.type
class Person(Entity):
    """A natural person."""

    name: str | None = None
    citizen_id: str | None = None
    birth_date: str | None = None

    @strawberry.field
    async def cases_as_debtor(self, info: Info, first: int = 20) -> Nodes[EnforcementCase]:
        """Cases against the person."""
        return Nodes(nodes=[EnforcementCase(**row) for row in await _loaders(info).cases.load((self.id, first))])

    @strawberry.field
    async def vehicles(self, info: Info, first: int = 20) -> Nodes[Vehicle]:
        """Vehicles the person owns."""
        return Nodes(nodes=[Vehicle(**row) for row in await _loaders(info).vehicles.load((self.id, first))])

    @strawberry.field
    async def shareholdings(self, info: Info, first: int = 20) -> Shareholdings:
        """Companies the person has shares in."""
        rows = await _loaders(info).shareholdings.load((self.id, first))
        return Shareholdings(
            edges=[
                ShareholdingEdge(
                    share=row["share"],
                    node=Company(id=row["id"], name=row["name"], uscc=row["uscc"], status=row["status"]),
                )
                for row in rows
            ]
        )

    @strawberry.field
    async def housing_fund_accounts(self, info: Info, first: int = 20) -> Nodes[HousingFundAccount]:
        """Housing-fund accounts of the person."""
        return Nodes(nodes=[HousingFundAccount(**row) for row in await _loaders(info).accounts.load((self.id, first))])

    @strawberry.field
    async def residences(self, info: Info, first: int = 20) -> Nodes[Address]:
        """Where the person resides."""
        return Nodes(nodes=[Address(**row) for row in await _loaders(info).residences.load((self.id, first))])

    @strawberry.field
    async def employers(self, info: Info, first: int = 20) -> Nodes[Company]:
        """Who employs the person."""
        return Nodes(nodes=[Company(**row) for row in await _loaders(info).employers.load((self.id, first))])


#: What a graph question may meet, by label.
KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Person, Company, Vehicle, RealEstate)}


def entity(row: dict[str, Any]) -> Entity:
    """An entity of whatever kind, from a row of the entities' loader."""
    found: Entity = KINDS[row["type"]](id=row["id"], label=row["label"])
    return found


@strawberry.type
class GraphLink:
    """A link of any kind."""

    kind: str
    source_id: strawberry.ID
    target_id: strawberry.ID
    since: str | None


@strawberry.type
class NearNode:
    """An entity of a neighbourhood."""

    hops: int
    key: strawberry.Private[str]

    @strawberry.field
    async def node(self, info: Info) -> Entity:
        """The entity."""
        return entity(await _loaders(info).entities.load(self.key))


@strawberry.type
class Neighbourhood:
    """All within a few hops."""

    nodes: list[NearNode]
    links: list[GraphLink]
    truncated: bool


@strawberry.type
class PathHop:
    """One step of a path."""

    along: bool
    link: GraphLink
    ends: strawberry.Private[tuple[str, str]]

    @strawberry.field(name="from")
    async def source(self, info: Info) -> Entity:
        """Where the step begins."""
        return entity(await _loaders(info).entities.load(self.ends[0]))

    @strawberry.field
    async def to(self, info: Info) -> Entity:
        """Where it leads."""
        return entity(await _loaders(info).entities.load(self.ends[1]))


@strawberry.type
class Path:
    """A chain of links."""

    length: int
    hops: list[PathHop]


@strawberry.type
class Paths:
    """The shortest paths."""

    paths: list[Path]
    more_of_this_length: bool


@strawberry.type
class Flag:
    """A flag."""

    id: strawberry.ID


@strawberry.input
class DateFilter:
    """A condition on a date."""

    lt: date | None = None


@strawberry.input
class SexFilter:
    """A condition on sex."""

    eq: Sex | None = None


@strawberry.input
class PersonWhere:
    """A condition on persons."""

    birth_date: DateFilter | None = None
    sex: SexFilter | None = None


@strawberry.input
class PersonOrder:
    """A sort key of persons."""

    birth_date: Direction


@strawberry.input
class ScreeningSubject:
    """Who is to be screened."""

    ref: str
    citizen_id: str


@strawberry.type
class ScreeningOutcome:
    """What came of a subject."""

    ref: str
    key: strawberry.Private[str]

    @strawberry.field
    async def outcome(self, info: Info) -> str:
        """Whether the subject is on the list."""
        return "HIT" if await _loaders(info).listed.load(self.key) else "NO_HIT"


@strawberry.type
class Screening:
    """What came of all subjects."""

    outcomes: list[ScreeningOutcome]


def _loaders(info: Info) -> Loaders:
    loaders: Loaders = info.context["loaders"]
    return loaders
