"""An operation answered: parsed and checked once, each root field compiled to one statement, run, and put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
    is_non_null_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from hub.api.charging import admit, charge, penalise
from hub.api.failures import failure
from hub.api.protection import Protection
from hub.api.reading import Reader, Refused
from hub.api.schema import Api
from hub.changes import ChangeContext
from hub.graph import Graph
from hub.questions.block import Block
from hub.questions.compiler import Compiler
from hub.questions.cost import Price, Pricing
from hub.questions.limits import Budget, Limits
from hub.questions.root import Statement, compile_root
from hub.questions.selection import Selected, flatten
from schema.errors import BudgetExhausted, GraphUnavailable, InvalidArgument, LimitExceeded, LinkageError

_LOG = logging.getLogger("hub.api")
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Request:
    """One GraphQL request, as it came."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    #: What the request names as its legal basis: purpose, case, document; only its shape was checked.
    basis: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. `data` is absent where the request could not be run at all; `down` where the database is.

    `retry_after`: the seconds after which a budget that is used up allows the operation.
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool
    down: bool = False
    extensions: Mapping[str, Any] = field(default_factory=dict)
    retry_after: int | None = None

    def body(self) -> dict[str, Any]:
        """The response map of the GraphQL specification."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = dict(self.extensions)
        return body


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
        """Answer a request; failures of fields are in the answer, nothing is raised but cancellation."""
        try:
            admit(self.protection, context.caller)
            read = self._reader.read(request.query, request.operation_name, request.variables)
        except BudgetExhausted as problem:
            return _exhausted(problem)
        except Refused as refused:
            penalise(self.protection, context.caller)
            return Answer(None, refused.errors, ran=False)
        return await _Run(self, request, read.document, read.operation, read.fragments, read.variables, context).run()


def _exhausted(problem: BudgetExhausted) -> Answer:
    return Answer(None, [failure(problem)], ran=False, retry_after=problem.details["retryAfter"])


@dataclass
class _Run:
    """One operation being answered."""

    answerer: Answerer
    request: Request
    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    context: ChangeContext

    async def run(self) -> Answer:
        if self.operation.operation is OperationType.SUBSCRIPTION:
            error = InvalidArgument("Subscriptions are not served here.", hint="Ask with a query.")
            return Answer(None, [failure(error)], ran=False)
        mutation = self.operation.operation is OperationType.MUTATION
        parent = "Mutation" if mutation else "Query"
        roots = flatten([self.operation.selection_set], {parent}, self.fragments, self.variables)
        limit = self.answerer.limits.roots
        if len(roots) > limit:
            problem = LimitExceeded(
                f"The operation asks {len(roots)} root fields; {limit} are allowed.",
                hint="Send several operations.",
                limit="roots",
                allowed=limit,
            )
            return Answer(None, [failure(problem)], ran=False)
        try:
            extensions = charge(self.answerer.protection, self.context.caller, self._price(parent, roots))
        except BudgetExhausted as exhausted:
            return _exhausted(exhausted)
        except LimitExceeded as problem:
            return Answer(None, [failure(problem)], ran=False)
        if mutation:
            # One after the other, as the specification demands; each has written before the next begins.
            results = [await self._guarded(root, self._change(root)) for root in roots]
        else:
            results = await self._query(roots)
        return replace(self._assemble(parent, roots, results), extensions=extensions)

    def _price(self, parent: str, roots: tuple[Selected, ...]) -> Price:
        api, protection = self.answerer.api, self.answerer.protection
        limits, estimates = protection.question, protection.estimates
        pricing = Pricing(api.model, api.graphql, self.fragments, self.variables, limits.page, estimates)
        return pricing.price(parent, roots)

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
        statement = compile_root(self.answerer.api.roots[root.name], self._compiler(budget), root)
        return await self._ask(statement, root.name)

    async def _ask(self, statement: Statement, operation: str) -> Any:
        value = await self.answerer.graph.ask_one(statement.text, statement.parameters, operation=operation)
        return statement.answer(value)

    async def _change(self, root: Selected) -> Any:
        if root.name == "__typename":
            return "Mutation"
        api = self.answerer.api
        change = api.changes[root.name]
        mutation = api.graphql.mutation_type
        arguments = get_argument_values(mutation.fields[root.name], root.nodes[0], self.variables)  # type: ignore[union-attr]  # checked by validation
        # What is selected of the answer is compiled first: a question that cannot be asked must not have written.
        compiler = self._compiler(Budget(self.answerer.limits))
        block = Block(compiler.names, ("n",))
        identity = compiler.names.parameter("")
        expr = compiler.entity(change.entity, root.sets, "n", block)
        made = await change.run(self.context, arguments)
        parameters = {**compiler.names.parameters, identity.removeprefix("$"): made}
        text = "\n".join(
            [
                f"MATCH (n:Entity:{change.entity})",
                f"WHERE n.id = {identity}",
                *block.lines(),
                f"RETURN {expr.text} AS answer",
            ]
        )
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
