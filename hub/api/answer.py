"""An operation answered: parsed and checked once, each root field compiled to one statement, run, and put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
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
    parse,
    validate,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from hub.api.failures import failure, request_failure
from hub.api.schema import Api
from hub.changes import ChangeContext
from hub.graph import Graph
from hub.questions.block import Block
from hub.questions.compiler import Compiler
from hub.questions.limits import Budget, Limits
from hub.questions.projection import project
from hub.questions.root import Statement, compile_root
from hub.questions.selection import Selected, flatten
from schema.errors import GraphUnavailable, InvalidArgument, LimitExceeded, LinkageError

_LOG = logging.getLogger("hub.api")
#: The longest document, in characters, whose reading and checking are remembered.
REMEMBERED = 20_000
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

    `refusal` is the HTTP status of a request that was not let in (401, 403, 429, 503).
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool
    down: bool = False
    refusal: int | None = None
    extensions: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The response map of the GraphQL specification."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = self.errors
        if self.ran:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = self.extensions
        return body

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [str(error["extensions"]["code"]) for error in self.errors]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request read and checked: the document, the operation that is asked for, and its variables."""

    request: Request
    document: DocumentNode
    operation: OperationDefinitionNode
    variables: VariableValues

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        """The document's fragments by name."""
        return {d.name.value: d for d in self.document.definitions if isinstance(d, FragmentDefinitionNode)}

    @property
    def roots(self) -> tuple[Selected, ...]:
        """The root fields asked for."""
        parent = {OperationType.MUTATION: "Mutation", OperationType.QUERY: "Query"}.get(self.operation.operation, "")
        return flatten([self.operation.selection_set], {parent}, self.fragments, self.variables)


@dataclass(frozen=True)
class Answerer:
    """Answers operations of one API over one graph."""

    api: Api
    graph: Graph
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_document", lru_cache(maxsize=512)(self._read))

    async def answer(self, request: Request, context: ChangeContext) -> Answer:
        """Answer a request; failures of fields are in the answer, nothing is raised but cancellation."""
        prepared = self.prepare(request)
        return prepared if isinstance(prepared, Answer) else await self.run(prepared, context)

    def prepare(self, request: Request) -> Prepared | Answer:
        """Read and check a request, or say why it cannot be run."""
        try:
            # Long documents are read each time: remembered, a few hundred of them would fill the memory.
            read = self._document if len(request.query) <= REMEMBERED else self._read  # type: ignore[attr-defined]  # set above
            document: DocumentNode = read(request.query)
            operation = _operation(document, request.operation_name)
            variables = self._variables(operation, request.variables)
        except _Refused as refused:
            return Answer(None, refused.errors, ran=False)
        return Prepared(request, document, operation, variables)

    async def run(self, prepared: Prepared, context: ChangeContext) -> Answer:
        """Run a prepared request for whoever the context names."""
        return await _Run(self, prepared, context).run()

    def _read(self, text: str) -> DocumentNode:
        try:
            document = parse(text, max_tokens=10_000)
        except GraphQLError as problem:
            raise _Refused([request_failure(problem, "GRAPHQL_PARSE_FAILED")]) from None
        errors = validate(self.api.graphql, document, max_errors=20)
        if errors:
            raise _Refused([request_failure(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        return document

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> VariableValues:
        values = get_variable_values(self.api.graphql, operation.variable_definitions or (), dict(given), max_errors=20)
        if isinstance(values, list):
            raise _Refused([request_failure(error, "BAD_VARIABLES") for error in values])
        return values


class _Refused(Exception):
    """The request cannot be run; carries what to say."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name is not None:
        operations = [o for o in operations if o.name is not None and o.name.value == name]
    if len(operations) == 1:
        return operations[0]
    if name is not None:
        problem = f"The document has no operation named '{name[:80]}'."
    elif operations:
        problem = "The document has several operations."
    else:
        problem = "The document has no operation."
    error = InvalidArgument(problem, hint="Name one of the document's operations in operationName.")
    raise _Refused([failure(error)])


@dataclass
class _Run:
    """One operation being answered."""

    answerer: Answerer
    prepared: Prepared
    context: ChangeContext

    def __post_init__(self) -> None:
        self.request, self.operation = self.prepared.request, self.prepared.operation
        self.fragments, self.variables = self.prepared.fragments, self.prepared.variables

    async def run(self) -> Answer:
        if self.operation.operation is OperationType.SUBSCRIPTION:
            error = InvalidArgument("Subscriptions are not served here.", hint="Ask with a query.")
            return Answer(None, [failure(error)], ran=False)
        mutation = self.operation.operation is OperationType.MUTATION
        parent = "Mutation" if mutation else "Query"
        roots = self.prepared.roots
        limit = self.answerer.limits.roots
        if len(roots) > limit:
            problem = LimitExceeded(
                f"The operation asks {len(roots)} root fields; {limit} are allowed.",
                hint="Send several operations.",
                limit="roots",
                allowed=limit,
            )
            return Answer(None, [failure(problem)], ran=False)
        if mutation:
            # One after the other, as the specification demands; each has written before the next begins.
            results = [await self._guarded(root, self._change(root)) for root in roots]
        else:
            results = await self._query(roots)
        return self._assemble(parent, roots, results)

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
            return project(compiler, owner.fields[root.name].type, value, root.sets)  # type: ignore[union-attr]  # built with one
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
