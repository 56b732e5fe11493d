"""An operation read, priced and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from graphql import OperationType
from graphql.execution.values import VariableValues

from hub.access.profile import Profile
from hub.access.rights import Rights
from hub.api.failures import failure
from hub.api.protection import Protection
from hub.api.reading import Operation, Reader, Refused
from hub.api.schema import Api
from hub.aside import many
from hub.graph import Graph
from hub.questions.cost import WALKS, Estimates, Price, Pricing
from hub.questions.limits import Limits
from hub.questions.plans import Plans
from hub.questions.selection import Selected, flatten
from schema.errors import InvalidArgument, LimitExceeded

#: Prices remembered for one caller and basis.
MOST_PRICES = 200


@dataclass(frozen=True, slots=True)
class Request:
    """One GraphQL request, as it came; `basis` is its extensions.basis, not yet read."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    basis: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Answer:
    """What goes back. `data` is absent where the request could not be run at all; `down` where the database is.

    `refusal` is the HTTP status of a request that was not let in (401, 403, 500, 503); `retry_after` the seconds after
    which a budget that is used up allows the operation.
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool
    down: bool = False
    refusal: int | None = None
    retry_after: int | None = None
    extensions: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def result(self) -> bytes:
        """The response without its extensions, as JSON: what a receipt's answerSha256 is the hash of."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        return orjson.dumps(body)

    def content(self) -> bytes:
        """The response map of the GraphQL specification as JSON; its extensions come last."""
        head = self.result
        return head if not self.extensions else head[:-1] + b',"extensions":' + orjson.dumps(self.extensions) + b"}"

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [str(error["extensions"]["code"]) for error in self.errors]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request read and checked: what is to be run, and its root fields."""

    request: Request
    operation: Operation
    variables: VariableValues
    roots: tuple[Selected, ...]

    @property
    def kind(self) -> OperationType:
        """Query or mutation."""
        return self.operation.kind

    @property
    def parent(self) -> str:
        """The type of its root fields."""
        return "Mutation" if self.kind is OperationType.MUTATION else "Query"


@dataclass(frozen=True)
class Answerer:
    """Answers operations of one API over one graph."""

    api: Api
    graph: Graph
    protection: Protection = field(default_factory=lambda: Protection(quotas=None))
    plans: Plans = field(default_factory=Plans, repr=False)
    #: How often root fields were answered the slower way, not by one compiled statement: by name.
    computed: Counter[str] = field(default_factory=Counter, repr=False)

    @property
    def limits(self) -> Limits:
        """The limits of one operation."""
        return self.protection.question

    @cached_property
    def _roots(self) -> WeakKeyDictionary[Operation, tuple[Selected, ...]]:
        """The root fields of operations that select the same whatever the variables are."""
        return WeakKeyDictionary()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.api.graphql, self.protection.document)

    def operations(self, document: str) -> Mapping[str, Operation]:
        """The operations of a document by name, read and checked; raises Refused."""
        return self._reader.operations(document)

    def prepare(self, request: Request) -> Prepared:
        """Read and check a request; raises Refused."""
        read = self._reader.read(request.query, request.operation_name, request.variables)
        operation, limit = read.operation, self.limits.roots
        if operation.kind is OperationType.SUBSCRIPTION:
            raise Refused([failure(InvalidArgument("Subscriptions are not served here.", hint="Ask with a query."))])
        parent = "Mutation" if operation.kind is OperationType.MUTATION else "Query"
        roots = self._roots.get(operation)
        if roots is None:
            roots = flatten([operation.node.selection_set], {parent}, operation.fragments, read.variables)
            if operation.fixed:
                self._roots[operation] = roots
        if len(roots) > limit:
            problem = LimitExceeded(
                f"The operation asks {len(roots)} root fields; {limit} are allowed.",
                hint="Send several operations.",
                limit="roots",
                allowed=limit,
            )
            raise Refused([failure(problem)])
        return Prepared(request, operation, read.variables, roots)

    def checks_itself(self, prepared: Prepared) -> bool:
        """Whether every part of the answer comes from statements, which find out if the rights have changed."""
        names = [root.name for root in prepared.roots if root.name != "__typename"]
        if prepared.kind is OperationType.MUTATION:
            # Of several, the first would change what the second finds, and cannot be taken back.
            return len(prepared.roots) == 1 and all(not self.api.changes[name].computed for name in names)
        roots = [self.api.roots.get(name) for name in names]
        return bool(roots) and all(root is not None and root.compile is not None for root in roots)

    def price(self, prepared: Prepared, rights: Rights) -> Price:
        """What an operation costs; only what the caller may see goes into it."""
        if many(prepared.request.variables):
            return self.price_for(prepared, rights.profile)
        # Where links were counted, it matters which start is asked for.
        starts = self.starts(prepared) if rights.degrees else ()
        key = (prepared.operation, _numbers(prepared.variables.coerced), starts)
        found: Price | None = rights.prices.get(key)
        if found is None:
            found = self.price_for(prepared, rights.profile)
            if len(rights.prices) >= MOST_PRICES:
                rights.prices.clear()
            rights.prices[key] = found
        return found

    def price_for(self, prepared: Prepared, profile: Profile) -> Price:
        """The same, reckoned anew."""
        # Each is asked for as often as it is selected, and its rings may be large.
        estimates = Estimates(size=cache(profile.size), start=cache(profile.reach))
        return self._pricing(prepared, estimates).price(prepared.parent, prepared.roots)

    def starts(self, prepared: Prepared) -> tuple[str, ...]:
        """The global ids that an operation's walks begin at."""
        if not any(root.name in WALKS for root in prepared.roots):
            return ()
        return self._pricing(prepared, Estimates()).starts(prepared.parent, prepared.roots)

    def _pricing(self, prepared: Prepared, estimates: Estimates) -> Pricing:
        fragments, page = prepared.operation.fragments, self.limits.page
        return Pricing(self.api.model, self.api.graphql, fragments, prepared.variables, page, estimates)


def _numbers(value: Any) -> Hashable:
    """What of variables goes into a price: how they are built, their numbers, and how many words there are."""
    if isinstance(value, Mapping):
        return tuple((name, _numbers(each)) for name, each in value.items())
    if isinstance(value, list):
        return (len(value), *(_numbers(each) for each in value if isinstance(each, Mapping | list)))
    if isinstance(value, str):
        return bool(value)
    return value if value is None or isinstance(value, int | float | Enum) else type(value).__name__
