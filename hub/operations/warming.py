"""Documents that are known beforehand, made ready before anybody asks them: compiled, and planned by the database.

The first time a statement is asked the database plans it, for longer than all its answers together take. Registered
documents and those of the workbench are known, so a hub that starts asks each of their statements once, for values that
fit nobody and a caller whose rings are empty; what comes is dropped.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLError,
    OperationType,
    VariableValues,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)

from hub.access.answer_summary import AnswerSummary
from hub.access.catalogue import PURPOSES
from hub.access.declare import Purpose
from hub.access.profile import Profile
from hub.access.rights_statement import NOBODY, statement
from hub.errors import GraphUnavailable
from hub.graph.client import Graph
from hub.operations.compiling import compile_queries
from hub.operations.documents.reading import Operation, Refused
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest, Prepared
from hub.questions.limits import Allowance
from hub.questions.root import RootPlan
from hub.questions.selection import flatten
from schema.errors import LinkageError

#: Plans that are made ready at most: the database keeps a thousand, and plans those that people ask meanwhile.
MOST = 400
_LOG = logging.getLogger("hub.warming")


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is known beforehand.

    `examples`: values for some of its variables, where what they look like decides about the statement; each makes one
    more of them ready.
    """

    text: str
    examples: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Warmed:
    """How many statements were made ready, how many documents hold nothing that could be, and how many were left."""

    statements: int
    skipped: int
    left: int = 0


async def warm_admissions(graph: Graph, purposes: Iterable[Purpose]) -> int:
    """Have the database plan what each operation asks before it is let in, for each purpose; nothing is raised.

    The database plans them at once, so that nobody waits for them later: whatever is asked first, one of them comes
    before it. Returns how many are ready.
    """
    ready = 0
    for purpose in purposes:
        try:
            await graph.ask_one(statement(purpose), NOBODY, operation="hub.warm")
            ready += 1
        except GraphUnavailable:
            # A database that does not answer now plans them when somebody asks.
            _LOG.warning("admissions are not ready: the database does not answer")
            break
        except LinkageError as problem:
            _LOG.warning("an admission is not ready", extra={"purpose": purpose.name, "code": problem.code})
    _LOG.info("admissions are ready", extra={"statements": ready})
    return ready


async def warm(preparer: Preparer, documents: Iterable[str | Known], purposes: Iterable[Purpose] = ()) -> Warmed:
    """Make the queries of known documents ready under every purpose that opens them; nothing is raised.

    One after the other, and not more than MOST statements; half of the time belongs to those who ask meanwhile.
    """
    wanted, texts = list(purposes) or list(PURPOSES.values()), list(documents)
    statements = skipped = left = 0
    for each in texts:
        known = Known(each) if isinstance(each, str) else each
        if statements >= MOST:
            left += 1
            continue
        try:
            operations = preparer.operations(known.text)
        except Refused:
            operations = {}
        queries = [each for each in operations.values() if each.kind is OperationType.QUERY]
        skipped += not queries
        for operation in queries:
            for given in known.examples or ({},):
                for purpose in wanted:
                    statements += await _warm(preparer, operation, purpose, given)
    if texts:
        counts = {"statements": statements, "skipped": skipped, "left": left}
        _LOG.info("known documents are ready", extra=counts)
    return Warmed(statements, skipped, left)


async def _warm(preparer: Preparer, operation: Operation, purpose: Purpose, given: Mapping[str, Any]) -> int:
    values = example(operation, given)
    if values is None:
        return 0
    scope = {ring.name: frozenset[str]() for ring in purpose.rings}
    profile = Profile(purpose, "", "", scope, "", None if purpose.years is None else date(2000, 1, 1))
    roots = flatten([operation.node.selection_set], {"Query"}, operation.fragments, values)
    prepared = Prepared(OperationRequest(operation.text), operation, values, roots)
    found = 0
    for plan in preparer.plans.of(operation, values, profile, compile_queries(preparer, prepared, profile)):
        if not isinstance(plan, RootPlan):
            continue
        begun = time.monotonic()
        try:
            statement = plan.bind(profile, values.coerced, Allowance(preparer.limits), AnswerSummary())
            await preparer.graph.ask_all(statement.guarded, statement.parameters, operation="hub.warm")
            found += 1
        except (LinkageError, GraphQLError, ValueError):
            # For these values it cannot be asked; the first request with other values prepares it.
            continue
        finally:
            await asyncio.sleep(time.monotonic() - begun)
    return found


def example(operation: Operation, given: Mapping[str, Any]) -> VariableValues | None:
    """Variables as clients send them, all given, with values that fit nothing; None where one is no plain value."""
    signatures = operation.variables.signatures
    if signatures is None:
        return None
    values: dict[str, Any] = {}
    for name, signature in signatures.items():
        if name in given:
            values[name] = given[name]
            continue
        named = get_named_type(signature.type)
        if is_input_object_type(named):
            return None
        if is_enum_type(named):
            value: Any = next(iter(named.values.values())).value
        elif named is GraphQLBoolean:
            value = True
        else:
            value = 1 if named.name in ("Int", "Float") else ""
        values[name] = [value] if is_list_type(get_nullable_type(signature.type)) else value
    return VariableValues({}, values)
