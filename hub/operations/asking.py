"""Compiled statements asked for one caller, whose rights must still hold when the answer is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from hub.errors import GraphBusy
from hub.graph.client import Graph
from hub.graph.revisions import Look
from hub.questions.change_and_read import Outdated
from hub.questions.context import ServiceContext
from hub.questions.root import Statement
from schema.errors import LinkageError

#: What a statement found: records, each a list of values.
FoundRows: TypeAlias = "Sequence[Sequence[Any]]"


async def ask(graph: Graph, statement: Statement, context: ServiceContext, *, operation: str) -> Any:
    """The answer of a statement; raises Outdated where the context's rights do not hold any more."""
    found = await graph.ask_all(statement.guarded, statement.parameters, operation=operation)
    return await finish(statement, found, context)


async def ask_together(graph: Graph, statements: Sequence[Statement]) -> list[FoundRows] | None:
    """What small statements found in one round trip; None where each is to be asked alone. Raises GraphBusy."""
    if len(statements) < 2 or not graph.reads_together:
        return None
    texts = [(each.guarded, each.parameters) for each in statements]
    try:
        return list(await graph.ask_together(texts, operation="together"))
    except GraphBusy:
        raise
    except LinkageError:
        # Asked alone, each has its own error, and those that can be answered are.
        return None


async def finish(statement: Statement, found: FoundRows, context: ServiceContext) -> Any:
    """The answer of a statement from what it found; raises Outdated as `ask` does."""
    ((entries, epoch, answers),) = found
    if context.kept is not None and not await context.kept.hold(Look(entries, epoch), statement.rings):
        raise Outdated
    return statement.answer(answers[0] if answers else None, context.traces)
