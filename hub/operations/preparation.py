"""A request prepared: read and checked, and priced once it is known who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from typing import Any
from weakref import WeakKeyDictionary

from graphql import OperationType

from hub.access.profile import Profile
from hub.access.quotas import UNLIMITED
from hub.access.rights import Rights
from hub.access.rights_cache import Freshness
from hub.errors import LimitExceeded
from hub.graph.client import Graph
from hub.operations.documents.reading import Operation, Reader, Refused
from hub.operations.failures import failure
from hub.operations.protection import Protection
from hub.operations.request import OperationRequest, Prepared
from hub.operations.schema import Schema
from hub.questions.breadth import breadth, in_steps
from hub.questions.change import Change
from hub.questions.cost import Estimates, Price, Pricing
from hub.questions.limits import Limits
from hub.questions.plans import Plans
from hub.questions.selection import Selected, flatten
from hub.questions.shape import Root
from hub.support.background import is_long
from schema.errors import InvalidArgument

#: Prices remembered for one caller and basis.
MOST_PRICES = 200
#: With more entries in its variables an operation is priced sooner than its price is found.
LONG = 100


@dataclass(frozen=True)
class Preparer:
    """Prepares requests to one API over one graph, and prices them; keeps the plans of their statements."""

    api: Schema
    graph: Graph
    protection: Protection = field(default_factory=lambda: Protection(quotas=UNLIMITED))
    plans: Plans = field(default_factory=Plans, repr=False)
    #: How often root fields were answered the slower way, not by one compiled statement: by name.
    computed: Counter[str] = field(default_factory=Counter, repr=False)
    #: How many bytes the audit log has.
    logged: Callable[[], float] = field(default=lambda: 0.0, repr=False)
    #: How many names the graph has.
    names: Callable[[], float] = field(default=lambda: 0.0, repr=False)

    @property
    def limits(self) -> Limits:
        """The limits of one operation."""
        return self.protection.question

    @cached_property
    def _roots(self) -> WeakKeyDictionary[Operation, tuple[Selected, ...]]:
        """The root fields of operations that select the same whatever the variables are."""
        return WeakKeyDictionary()

    @cached_property
    def _walks(self) -> frozenset[str]:
        """Root fields that are priced by where they start."""
        return frozenset(name for name, root in self.api.roots.items() if root.cost is not None)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.api.graphql, self.protection.document)

    def operations(self, document: str) -> Mapping[str, Operation]:
        """The operations of a document by name, read and checked; raises Refused."""
        return self._reader.operations(document)

    def prepare(self, request: OperationRequest) -> Prepared:
        """Read and check a request; raises Refused."""
        read = self._reader.read(request.query, request.operation_name, request.variables)
        operation, limit = read.operation, self.limits.roots
        if operation.kind is OperationType.SUBSCRIPTION:
            raise Refused([failure(InvalidArgument("The hub does not serve subscriptions.", hint="Send a query."))])
        parent = "Mutation" if operation.kind is OperationType.MUTATION else "Query"
        roots = self._roots.get(operation)
        if roots is None:
            roots = flatten([operation.node.selection_set], {parent}, operation.fragments, read.variables)
            if operation.fixed:
                self._roots[operation] = roots
        if len(roots) > limit:
            problem = LimitExceeded(
                f"The operation asks for {len(roots)} root fields; {limit} are allowed.",
                hint="Split it into several operations.",
                limit="roots",
                allowed=limit,
            )
            raise Refused([failure(problem)])
        return Prepared(request, operation, read.variables, roots)

    def freshness(self, prepared: Prepared) -> Freshness:
        """How sure admission must be of the rights: not at all where every part of the answer finds out itself."""
        names = [root.name for root in prepared.roots if root.name != "__typename"]
        if prepared.kind is OperationType.MUTATION:
            # Of several, the first would change what the second finds, and cannot be taken back.
            alone = len(prepared.roots) == 1 and all(isinstance(self.api.changes[name], Change) for name in names)
            return Freshness.GROWN if alone else Freshness.NOW
        roots = [self.api.roots.get(name) for name in names]
        compiled = bool(roots) and all(isinstance(root, Root) for root in roots)
        return Freshness.UNSURE if compiled else Freshness.NOW

    def price(self, prepared: Prepared, rights: Rights) -> Price:
        """What an operation costs; hidden data does not change it, the sizes of the graph and the log do."""
        if is_long(prepared.request.variables, LONG):
            return self.price_for(prepared, rights.profile)
        # Where links were counted, it matters which start is asked for.
        starts = self.starts(prepared) if rights.degrees else ()
        key = (prepared.operation, _price_key(prepared.variables.coerced), starts)
        found: Price | None = rights.prices.get(key)
        if found is None:
            found = self.price_for(prepared, rights.profile)
            if len(rights.prices) >= MOST_PRICES:
                rights.prices.clear()
            rights.prices[key] = found
        return found

    def price_for(self, prepared: Prepared, profile: Profile) -> Price:
        """What an operation costs under a profile, without a look at prices that are kept."""
        # Each is asked for as often as it is selected, and its rings may be large.
        names = in_steps(self.names())
        estimates = Estimates(cache(profile.size), start=cache(profile.reach), logged=self.logged(), names=names)
        return self.by_estimates(prepared, estimates)

    def by_estimates(self, prepared: Prepared, estimates: Estimates) -> Price:
        """What an operation costs by other estimates of how much there is."""
        return self._pricing(prepared, estimates).price(prepared.parent, prepared.roots)

    def starts(self, prepared: Prepared) -> tuple[str, ...]:
        """The global ids that an operation's walks begin at."""
        if not any(root.name in self._walks for root in prepared.roots):
            return ()
        return self._pricing(prepared, Estimates()).starts(prepared.parent, prepared.roots)

    def _pricing(self, prepared: Prepared, estimates: Estimates) -> Pricing:
        fragments, page = prepared.operation.fragments, self.limits.page
        return Pricing(self.api.model, self.api.graphql, self.api.roots, fragments, prepared.variables, page, estimates)


def _price_key(value: Any) -> Hashable:
    """What of variables goes into a price: how they are built, their numbers, how many words there are, how broad."""
    if isinstance(value, Mapping):
        return tuple((name, _price_key(each)) for name, each in value.items())
    if isinstance(value, list):
        return (len(value), *(_price_key(each) for each in value if isinstance(each, Mapping | list)))
    if isinstance(value, str):
        return breadth(value)
    return value if value is None or isinstance(value, int | float | Enum) else type(value).__name__
