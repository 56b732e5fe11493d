"""An operation run: each root field asked as one statement, and their answers put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

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
from graphql.execution.values import VariableValues, get_argument_values

from hub.access.profile import Profile
from hub.api.answer import Answer, Answerer, Prepared
from hub.api.failures import failure
from hub.aside import aside, many
from hub.changes import ChangeContext, Reading
from hub.changing import Outdated
from hub.questions.block import Block
from hub.questions.compiler import Compiler
from hub.questions.limits import Budget, Tally
from hub.questions.plans import CompileAll, Planned
from hub.questions.projection import project
from hub.questions.root import RootPlan, Statement, compile_root, planned
from hub.questions.selection import Selected
from schema.errors import GraphBusy, GraphUnavailable, InvalidArgument, LinkageError

_LOG = logging.getLogger("hub.api")
#: What a statement found: records, each a list of values.
Records: TypeAlias = "Sequence[Sequence[Any]]"
#: What stands between the clauses that bind and the expression of the value, where a change's answer is compiled.
VALUE = "RETURN /* what was changed */ "
_INTROSPECTION = frozenset({"__schema", "__type"})


async def run(answerer: Answerer, prepared: Prepared, context: ChangeContext, *, together: bool = False) -> Answer:
    """Run a prepared request for whoever the context names; failures of fields are in the answer.

    `together`: its statements are small, so that all are asked in one round trip. Raises Outdated where the context's
    rights are those of another revision of the graph; nothing was changed then.
    """
    return await _Run(answerer, prepared, context, together).run()


def compile_queries(answerer: Answerer, prepared: Prepared, profile: Profile) -> CompileAll:
    """What compiles the root fields of a query for a profile."""

    def compile_(root: Selected, variables: VariableValues) -> Planned:
        declared = answerer.api.roots.get(root.name)
        if declared is None or declared.compile is None:
            return None
        try:
            profile.check_group(declared.group, root.key)
            return compile_root(declared, _compiler(answerer, prepared, profile, variables), root)
        except (LinkageError, GraphQLError) as problem:
            return problem

    return lambda variables: [compile_(root, variables) for root in prepared.roots]


def _compiler(answerer: Answerer, prepared: Prepared, profile: Profile, variables: VariableValues) -> Compiler:
    api, tally = answerer.api, Tally(answerer.limits)
    return Compiler(api.model, api.graphql, profile, prepared.operation.fragments, variables, tally, api.realm)


@dataclass(frozen=True, slots=True)
class _Failed:
    problem: Exception
    error: dict[str, Any]


@dataclass
class _Run:
    """One operation being answered."""

    answerer: Answerer
    prepared: Prepared
    context: ChangeContext
    together: bool

    async def run(self) -> Answer:
        if self.prepared.kind is OperationType.MUTATION:
            # One after the other, as the specification demands; each has written before the next begins.
            results = await self._changes()
        else:
            results = await self._query()
        return self._assemble(results)

    async def _changes(self) -> list[Any]:
        prepared, profile = self.prepared, self.context.profile
        plans = self.answerer.plans.of(prepared.operation, prepared.variables, profile, self._compile_readings)
        pairs = zip(prepared.roots, plans, strict=True)
        return [await self._guarded(root, self._change(root, plan)) for root, plan in pairs]

    def _compile_readings(self, variables: VariableValues) -> list[Planned]:
        return [self._compile_reading(root, variables) for root in self.prepared.roots]

    async def _query(self) -> list[Any]:
        prepared, budget = self.prepared, Budget(self.answerer.limits)
        compile_ = compile_queries(self.answerer, prepared, self.context.profile)
        plans = self.answerer.plans.of(prepared.operation, prepared.variables, self.context.profile, compile_)
        asked = [self._bound(plan, budget) for plan in plans]
        try:
            found = await self._read_together(asked)
        except GraphBusy as problem:
            # Who waited in line in vain does not wait once more for each field.
            asked = [problem if isinstance(each, Statement) else each for each in asked]
            found = [None] * len(asked)
        pending = [
            self._guarded(root, self._root(root, bound, records))
            for root, bound, records in zip(prepared.roots, asked, found, strict=True)
        ]
        if len(pending) == 1:
            return [await pending[0]]
        results = await asyncio.gather(*pending)
        for each in results:
            if isinstance(each, Outdated):
                raise each
        return results

    def _bound(self, plan: Planned, budget: Budget) -> Statement | Exception | None:
        """The statement of a root field, or what speaks against it; None where it is answered without one."""
        if not isinstance(plan, RootPlan):
            return plan
        try:
            return plan.bind(self.context.profile, self.prepared.variables.coerced, budget, self.context.traces)
        # Raised again in its turn, where it becomes the error of its field.
        except Exception as problem:
            return problem

    async def _read_together(self, asked: Sequence[Statement | Exception | None]) -> list[Records | None]:
        """What the statements found in one round trip; None for those that are to be asked alone."""
        statements = [each for each in asked if isinstance(each, Statement)]
        nothing: list[Records | None] = [None] * len(asked)
        graph = self.answerer.graph
        if not self.together or len(statements) < 2 or not graph.reads_together:
            return nothing
        texts = [(self._text(each), each.parameters) for each in statements]
        try:
            found = iter(await graph.ask_together(texts, operation="together"))
        except GraphBusy:
            raise
        except LinkageError:
            # Asked alone, each field has its own error, and those that can be answered are.
            return nothing
        return [next(found) if isinstance(each, Statement) else None for each in asked]

    async def _root(self, root: Selected, bound: Statement | Exception | None, records: Records | None) -> Any:
        if isinstance(bound, Statement):
            return await self._ask(bound, root.name) if records is None else self._read(bound, records)
        if bound is not None:
            raise bound
        if root.name == "__typename":
            return "Query"
        self.answerer.computed[root.name] += 1
        return self._introspect(root) if root.name in _INTROSPECTION else await self._computed(root)

    async def _computed(self, root: Selected) -> Any:
        declared = self.answerer.api.roots[root.name]
        self.context.profile.check_group(declared.group, root.key)
        assert declared.compute is not None  # noqa: S101 - a root field is compiled or computed
        compiler = _compiler(self.answerer, self.prepared, self.context.profile, self.prepared.variables)
        value = await declared.compute(self.context, compiler.arguments("Query", root))
        owner = self.answerer.api.graphql.query_type
        type_ = owner.fields[root.name].type  # type: ignore[union-attr]  # built with one
        return await aside(many(self.prepared.request.variables), project, compiler, type_, value, root.sets)

    async def _ask(self, statement: Statement, operation: str) -> Any:
        graph, text = self.answerer.graph, self._text(statement)
        return self._read(statement, await graph.ask_all(text, statement.parameters, operation=operation))

    def _text(self, statement: Statement) -> str:
        return statement.text if self.context.revision is None else statement.guarded

    def _read(self, statement: Statement, records: Records) -> Any:
        context = self.context
        if context.revision is None:
            return statement.answer(records[0][0] if records else None, context.traces)
        ((revision, answers),) = records
        if revision != context.revision.expected(flagged=statement.flagged):
            raise Outdated
        return statement.answer(answers[0] if answers else None, context.traces)

    async def _change(self, root: Selected, plan: Planned) -> Any:
        if root.name == "__typename":
            return "Mutation"
        api, variables = self.answerer.api, self.prepared.variables
        change = api.changes[root.name]
        self.context.profile.check_group(change.group, root.key)
        declared = api.graphql.mutation_type.fields[root.name]  # type: ignore[union-attr]  # checked by validation
        arguments = get_argument_values(declared, root.nodes[0], variables)
        if change.computed:
            self.answerer.computed[root.name] += 1
            made = await change.run(self.context, arguments)
            compiler = _compiler(self.answerer, self.prepared, self.context.profile, variables)
            return project(compiler, declared.type, made, root.sets)
        # What is selected of the answer is compiled first: a question that cannot be asked must not have written.
        if not isinstance(plan, RootPlan):
            assert plan is not None  # noqa: S101 - every change that is not computed is planned
            raise plan
        profile, budget = self.context.profile, Budget(self.answerer.limits)
        statement = plan.bind(profile, variables.coerced, budget, self.context.traces)
        text, _, value = statement.text.rpartition(VALUE)
        reading = Reading(text, value, statement.parameters)
        made = await change.run(replace(self.context, reading=reading), arguments)
        return statement.answer(made, self.context.traces)

    def _compile_reading(self, root: Selected, variables: VariableValues) -> Planned:
        """The plan of what is selected of a change's answer."""
        change = self.answerer.api.changes.get(root.name)
        if change is None or change.computed:
            return None
        try:
            compiler = _compiler(self.answerer, self.prepared, self.context.profile, variables)
            block = Block(compiler.names, ("n", "done"))
            expr = compiler.entity(change.answer, root.sets, "n", block)
            return planned(compiler, root, "\n".join([*block.lines(), f"{VALUE}{expr.text}"]), expr.finish)
        except (LinkageError, GraphQLError) as problem:
            return problem

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
        result = execute(self.answerer.api.graphql, document, variable_values=given)
        if not isinstance(result, ExecutionResult) or result.errors or result.data is None:
            raise InvalidArgument("The introspection cannot be answered.", hint="Ask it without errors.")
        return result.data[root.key]

    async def _guarded(self, root: Selected, work: Awaitable[Any]) -> Any:
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

    def _assemble(self, results: list[Any]) -> Answer:
        owner = self.answerer.api.graphql.type_map[self.prepared.parent]
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
