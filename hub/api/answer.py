"""An operation answered: each root field compiled to one statement, run, and put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
    is_non_null_type,
)
from graphql.execution.values import get_argument_values

from hub.access.profile import Profile
from hub.api.failures import failure
from hub.api.protection import Protection
from hub.api.reading import Read, Reader, Refused
from hub.api.schema import Api
from hub.aside import aside, many
from hub.changes import ChangeContext
from hub.graph import Graph
from hub.questions.block import Block
from hub.questions.compiler import Compiler
from hub.questions.cost import Estimates, Price, Pricing
from hub.questions.limits import Budget, Limits
from hub.questions.projection import project
from hub.questions.root import Statement, compile_root
from hub.questions.selection import Selected, flatten
from schema.errors import GraphUnavailable, InvalidArgument, LimitExceeded, LinkageError

_LOG = logging.getLogger("hub.api")
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Request:
    """One GraphQL request, as it came; `basis` is its extensions.basis, not yet read."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    basis: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
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

    def result(self) -> bytes:
        """The response without its extensions, as JSON: what a receipt's answerSha256 is the hash of."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        return orjson.dumps(body)

    def content(self, result: bytes | None = None) -> bytes:
        """The response map of the GraphQL specification as JSON; its extensions come last."""
        head = self.result() if result is None else result
        return head if not self.extensions else head[:-1] + b',"extensions":' + orjson.dumps(self.extensions) + b"}"

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [str(error["extensions"]["code"]) for error in self.errors]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request read and checked: what is to be run, and its root fields."""

    request: Request
    read: Read
    roots: tuple[Selected, ...]

    @property
    def kind(self) -> OperationType:
        """Query or mutation."""
        return self.read.operation.operation

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

    @property
    def limits(self) -> Limits:
        """The limits of one operation."""
        return self.protection.question

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.api.graphql, self.protection.document)

    async def answer(self, request: Request, context: ChangeContext) -> Answer:
        """Answer a request of a caller already admitted; nothing is raised but cancellation."""
        try:
            prepared = self.prepare(request)
        except Refused as refused:
            return Answer(None, refused.errors, ran=False)
        return await self.run(prepared, context)

    def prepare(self, request: Request) -> Prepared:
        """Read and check a request; raises Refused."""
        read = self._reader.read(request.query, request.operation_name, request.variables)
        kind, limit = read.operation.operation, self.limits.roots
        if kind is OperationType.SUBSCRIPTION:
            raise Refused([failure(InvalidArgument("Subscriptions are not served here.", hint="Ask with a query."))])
        parent = "Mutation" if kind is OperationType.MUTATION else "Query"
        roots = flatten([read.operation.selection_set], {parent}, read.fragments, read.variables)
        if len(roots) > limit:
            problem = LimitExceeded(
                f"The operation asks {len(roots)} root fields; {limit} are allowed.",
                hint="Send several operations.",
                limit="roots",
                allowed=limit,
            )
            raise Refused([failure(problem)])
        return Prepared(request, read, roots)

    def price(self, prepared: Prepared, profile: Profile) -> Price:
        """What an operation costs; only what the caller may see goes into it."""
        # Each is asked for as often as it is selected, and its rings may be large.
        estimates = Estimates(size=cache(profile.size), start=cache(profile.reach))
        return self._pricing(prepared, estimates).price(prepared.parent, prepared.roots)

    def starts(self, prepared: Prepared) -> tuple[str, ...]:
        """The global ids that an operation's walks begin at."""
        return self._pricing(prepared, Estimates()).starts(prepared.parent, prepared.roots)

    def _pricing(self, prepared: Prepared, estimates: Estimates) -> Pricing:
        read, page = prepared.read, self.limits.page
        return Pricing(self.api.model, self.api.graphql, read.fragments, read.variables, page, estimates)

    async def run(self, prepared: Prepared, context: ChangeContext) -> Answer:
        """Run a prepared request for whoever the context names; failures of fields are in the answer."""
        return await _Run(self, prepared, context).run()


@dataclass
class _Run:
    """One operation being answered."""

    answerer: Answerer
    prepared: Prepared
    context: ChangeContext

    def __post_init__(self) -> None:
        self.request, read = self.prepared.request, self.prepared.read
        self.operation, self.fragments, self.variables = read.operation, read.fragments, read.variables

    async def run(self) -> Answer:
        roots = self.prepared.roots
        if self.prepared.kind is OperationType.MUTATION:
            # One after the other, as the specification demands; each has written before the next begins.
            results = [await self._guarded(root, self._change(root)) for root in roots]
        else:
            results = await self._query(roots)
        return self._assemble(self.prepared.parent, roots, results)

    async def _query(self, roots: tuple[Selected, ...]) -> list[Any]:
        budget = Budget(self.answerer.limits)
        pending: list[Any] = []
        for root in roots:
            if root.name == "__typename":
                pending.append(_given("Query"))
            elif root.name in _INTROSPECTION:
                pending.append(self._guarded(root, self._introspect(root)))
            else:
                pending.append(self._guarded(root, self._question(root, budget)))
        return list(await asyncio.gather(*pending))

    def _compiler(self, budget: Budget) -> Compiler:
        api = self.answerer.api
        return Compiler(api.model, api.graphql, self.context.profile, self.fragments, self.variables, budget, api.realm)

    async def _question(self, root: Selected, budget: Budget) -> Any:
        declared = self.answerer.api.roots[root.name]
        self.context.profile.check_group(declared.group, root.key)
        compiler = self._compiler(budget)
        if declared.compute is not None:
            value = await declared.compute(self.context, compiler.arguments("Query", root))
            owner = self.answerer.api.graphql.query_type
            type_ = owner.fields[root.name].type  # type: ignore[union-attr]  # built with one
            return await aside(many(self.request.variables), project, compiler, type_, value, root.sets)
        return await self._ask(compile_root(declared, compiler, root), root.name)

    async def _ask(self, statement: Statement, operation: str) -> Any:
        value = await self.answerer.graph.ask_one(statement.text, statement.parameters, operation=operation)
        return statement.answer(value)

    async def _change(self, root: Selected) -> Any:
        if root.name == "__typename":
            return "Mutation"
        api = self.answerer.api
        change = api.changes[root.name]
        self.context.profile.check_group(change.group, root.key)
        declared = api.graphql.mutation_type.fields[root.name]  # type: ignore[union-attr]  # checked by validation
        arguments = get_argument_values(declared, root.nodes[0], self.variables)
        # What is selected of the answer is compiled first: a question that cannot be asked must not have written.
        compiler = self._compiler(Budget(self.answerer.limits))
        if change.computed:
            return project(compiler, declared.type, await change.run(self.context, arguments), root.sets)
        block = Block(compiler.names, ("n",))
        identity = compiler.names.parameter("")
        expr = compiler.entity(change.answer, root.sets, "n", block)
        made = await change.run(self.context, arguments)
        text = "\n".join(
            [
                f"MATCH (n:Entity:{change.answer})",
                f"WHERE n.id = {identity}",
                *block.lines(),
                f"RETURN {expr.text} AS answer",
            ]
        )
        parameters = {**compiler.names.parameters, **compiler.profile.used(text), identity.removeprefix("$"): made}
        return await self._ask(Statement(root.key, text, parameters, expr.finish), root.name)

    async def _introspect(self, root: Selected) -> Any:
        selections = SelectionSetNode(selections=root.nodes)
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=None,
            variable_definitions=self.operation.variable_definitions,
            directives=(),
            selection_set=selections,
        )
        document = DocumentNode(definitions=(operation, *self.fragments.values()))
        result = execute(self.answerer.api.graphql, document, variable_values=dict(self.request.variables))
        if not isinstance(result, ExecutionResult) or result.errors or result.data is None:
            raise InvalidArgument("The introspection cannot be answered.", hint="Ask it without errors.")
        return result.data[root.key]

    async def _guarded(self, root: Selected, work: Any) -> Any:
        try:
            return await work
        except (LinkageError, GraphQLError) as problem:
            return _Failed(problem, failure(problem, path=[root.key], node=root.nodes[0]))
        except Exception as problem:  # the last resort: whatever it was, the caller learns only an incident number
            incident = self.context.new_id()
            _LOG.exception("unexpected failure", extra={"incident": incident, "field": root.name})
            return _Failed(problem, failure(None, path=[root.key], node=root.nodes[0], incident=incident))

    def _assemble(self, parent: str, roots: tuple[Selected, ...], results: list[Any]) -> Answer:
        owner = self.answerer.api.graphql.type_map[parent]
        data: dict[str, Any] | None = {}
        errors: list[dict[str, Any]] = []
        down = bool(results)
        for root, result in zip(roots, results, strict=True):
            failed = isinstance(result, _Failed)
            down = down and failed and isinstance(result.problem, GraphUnavailable)
            if failed:
                errors.append(result.error)
            if failed and root.name in owner.fields and is_non_null_type(owner.fields[root.name].type):  # type: ignore[attr-defined]  # an object type
                data = None
            elif data is not None:
                data[root.key] = None if failed else result
        return Answer(data, errors, ran=not down, down=down)


@dataclass(frozen=True, slots=True)
class _Failed:
    problem: Exception
    error: dict[str, Any]


async def _given(value: Any) -> Any:
    return value
