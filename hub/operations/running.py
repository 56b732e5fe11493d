"""A question run: each root field is asked as one statement, and their answers are put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
    get_argument_values,
    is_non_null_type,
)

from hub.errors import GraphBusy, GraphUnavailable
from hub.operations.answer import Answer
from hub.operations.asking import FoundRows, ask, ask_together, finish
from hub.operations.compiling import VALUE, compile_queries, compile_readings, compiler_of
from hub.operations.failures import failure
from hub.operations.preparation import Preparer
from hub.operations.request import Prepared
from hub.questions.change_and_read import Outdated
from hub.questions.compiler import Compiler
from hub.questions.completion import complete
from hub.questions.context import Reading, ServiceContext
from hub.questions.limits import Allowance
from hub.questions.plans import Planned
from hub.questions.resolver import Resolver
from hub.questions.root import RootPlan, Statement
from hub.questions.selection import Selected
from hub.support.background import in_thread_if, is_long
from schema.errors import InvalidArgument, LinkageError

_LOG = logging.getLogger("hub.api")
_INTROSPECTION = frozenset({"__schema", "__type"})


async def answer_fields(
    preparer: Preparer, prepared: Prepared, context: ServiceContext, *, together: bool = False
) -> Answer:
    """Answer a prepared request for the caller of the context; failures of fields are in the answer.

    `together`: its statements are small, so that all are asked in one round trip. Raises Outdated where the context's
    rights do not hold any more; nothing was changed then.
    """
    fields = _Fields(preparer, prepared, context, together)
    # The fields of a mutation run one after the other, as the specification demands: each has written before the next
    # begins.
    mutation = prepared.kind is OperationType.MUTATION
    return fields.assemble(await (fields.change_all() if mutation else fields.ask_all()))


@dataclass(frozen=True, slots=True)
class _Failed:
    problem: Exception
    error: dict[str, Any]


@dataclass
class _Fields:
    """The root fields of one request, being answered."""

    preparer: Preparer
    prepared: Prepared
    context: ServiceContext
    together: bool

    async def change_all(self) -> list[Any]:
        """The results of a mutation's root fields, in order."""
        preparer, prepared, profile = self.preparer, self.prepared, self.context.profile
        compile_ = compile_readings(preparer, prepared, profile)
        plans = preparer.plans.of(prepared.operation, prepared.variables, profile, compile_)
        pairs = zip(prepared.roots, plans, strict=True)
        return [await self._catch_failure(root, self._change(root, plan)) for root, plan in pairs]

    async def ask_all(self) -> list[Any]:
        """The results of a query's root fields, in order; raises Outdated."""
        preparer, prepared, profile = self.preparer, self.prepared, self.context.profile
        compile_ = compile_queries(preparer, prepared, profile)
        plans = preparer.plans.of(prepared.operation, prepared.variables, profile, compile_)
        allowance = Allowance(preparer.limits)
        bound = [self._bind(plan, allowance) for plan in plans]
        try:
            found = await self._ask_together(bound)
        except GraphBusy as problem:
            # The fields have waited for a connection together; none of them waits once more.
            bound = [problem if isinstance(each, Statement) else each for each in bound]
            found = [None] * len(bound)
        pending = [
            self._catch_failure(root, self._answer(root, statement, records))
            for root, statement, records in zip(prepared.roots, bound, found, strict=True)
        ]
        if len(pending) == 1:
            return [await pending[0]]
        results = await asyncio.gather(*pending)
        for each in results:
            if isinstance(each, Outdated):
                raise each
        return results

    def _bind(self, plan: Planned, allowance: Allowance) -> Statement | Exception | None:
        """The statement of a root field, or what speaks against it; None where it is answered without one."""
        if not isinstance(plan, RootPlan):
            return plan
        try:
            return plan.bind(self.context.profile, self.prepared.variables.coerced, allowance, self.context.traces)
        # Raised again in its turn, where it becomes the error of its field.
        except Exception as problem:
            return problem

    async def _ask_together(self, bound: Sequence[Statement | Exception | None]) -> list[FoundRows | None]:
        """What the statements found in one round trip; None for those that are to be asked alone."""
        statements = [each for each in bound if isinstance(each, Statement)]
        together = await ask_together(self.preparer.graph, statements) if self.together else None
        found = iter(together or ())
        return [next(found, None) if isinstance(each, Statement) else None for each in bound]

    async def _answer(self, root: Selected, bound: Statement | Exception | None, found: FoundRows | None) -> Any:
        if isinstance(bound, Statement):
            if found is not None:
                return await finish(bound, found, self.context)
            return await ask(self.preparer.graph, bound, self.context, operation=root.name)
        if bound is not None:
            raise bound
        if root.name == "__typename":
            return "Query"
        self.preparer.computed[root.name] += 1
        if root.name in _INTROSPECTION:
            return self._introspect(root)
        declared = self.preparer.api.roots[root.name]
        assert isinstance(declared, Resolver)  # noqa: S101 - every other root field is compiled
        return await self._resolve_field(root, declared)

    def _compiler(self) -> Compiler:
        return compiler_of(self.preparer, self.prepared, self.context.profile, self.prepared.variables)

    async def _resolve_field(self, root: Selected, declared: Resolver) -> Any:
        """The answer of a root field that a resolver answers."""
        self.context.profile.check_group(declared.group, root.key)
        compiler = self._compiler()
        value = await declared.answer(self.context, compiler.arguments(self.prepared.parent, root))
        owner = self.preparer.api.graphql.type_map[self.prepared.parent]
        type_ = owner.fields[root.name].type  # type: ignore[attr-defined]  # an object type
        return await in_thread_if(is_long(self.prepared.request.variables), complete, compiler, type_, value, root.sets)

    async def _change(self, root: Selected, plan: Planned) -> Any:
        if root.name == "__typename":
            return "Mutation"
        api, variables = self.preparer.api, self.prepared.variables
        change = api.changes[root.name]
        if isinstance(change, Resolver):
            self.preparer.computed[root.name] += 1
            return await self._resolve_field(root, change)
        self.context.profile.check_group(change.group, root.key)
        declared = api.graphql.mutation_type.fields[root.name]  # type: ignore[union-attr]  # checked by validation
        arguments = get_argument_values(declared, root.nodes[0], variables)
        # What is selected of the answer is compiled first: a question that cannot be asked must not have written.
        if not isinstance(plan, RootPlan):
            assert plan is not None  # noqa: S101 - every change that answers an entity is planned
            raise plan
        profile, allowance = self.context.profile, Allowance(self.preparer.limits)
        statement = plan.bind(profile, variables.coerced, allowance, self.context.traces)
        text, _, value = statement.text.rpartition(VALUE)
        reading = Reading(text, value, statement.parameters)
        made = await change.run(replace(self.context, reading=reading), arguments)
        return statement.answer(made, self.context.traces)

    def _introspect(self, root: Selected) -> Any:
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=None,
            variable_definitions=self.prepared.operation.node.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=root.nodes),
        )
        document = DocumentNode(definitions=(operation, *self.prepared.operation.fragments.values()))
        given = dict(self.prepared.request.variables)
        result = execute(self.preparer.api.graphql, document, variable_values=given)
        if not isinstance(result, ExecutionResult) or result.errors or result.data is None:
            raise InvalidArgument(
                "The introspection query cannot be answered: it has errors.",
                hint="Correct the query; 'hub sdl' prints the whole schema.",
            )
        return result.data[root.key]

    async def _catch_failure(self, root: Selected, work: Awaitable[Any]) -> Any:
        try:
            return await work
        except Outdated as problem:
            if len(self.prepared.roots) == 1:
                raise
            # Raised when the others have ended too.
            return problem
        except (LinkageError, GraphQLError) as problem:
            return _Failed(problem, failure(problem, path=[root.key], node=root.nodes[0]))
        except Exception as problem:  # the last resort: whatever it was, the caller learns only an incident number
            incident = self.context.new_id()
            _LOG.exception("unexpected failure", extra={"incident": incident, "field": root.name})
            return _Failed(problem, failure(None, path=[root.key], node=root.nodes[0], incident=incident))

    def assemble(self, results: list[Any]) -> Answer:
        """The answer from the results of the root fields."""
        owner = self.preparer.api.graphql.type_map[self.prepared.parent]
        data: dict[str, Any] | None = {}
        errors: list[dict[str, Any]] = []
        down = bool(results)
        for root, result in zip(self.prepared.roots, results, strict=True):
            failed = isinstance(result, _Failed)
            down = down and failed and isinstance(result.problem, GraphUnavailable)
            if failed:
                errors.append(result.error)
            if failed and root.name in owner.fields and is_non_null_type(owner.fields[root.name].type):  # type: ignore[attr-defined]  # an object type
                data = None
            elif data is not None:
                data[root.key] = None if failed else result
        return Answer(data, errors, ran=not down, down=down)
