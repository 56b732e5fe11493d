"""A change and what its maker sees of it: one statement, and so one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hub.access.profile import rings_of
from hub.questions.context import ServiceContext
from schema.statements.write import Write


class Outdated(Exception):
    """Something that the caller's rights depend on has changed since they were fetched."""


async def change_and_read(context: ServiceContext, write: Write, *, operation: str) -> tuple[Any, Any] | None:
    """Run a write that leaves the entity it made or changed in `n` and what it found in `done`.

    Returns `done` and the entity as it is read for the caller; None where the write made no row. Raises Outdated, with
    nothing written, where that may be due to rings that have grown since the caller's rights were fetched, and where
    such a ring is read.
    """
    reading = context.reading
    assert reading is not None  # noqa: S101 - every change that is not computed has one
    grown = frozenset[str]() if context.kept is None else context.kept.rights.grown
    if not grown.isdisjoint(rings_of(context.profile.names(f"{reading.text} {reading.value}"))):
        raise Outdated
    lines = ("WITH n, done", reading.text, f"RETURN done, {reading.value} AS written")
    answer = "\n".join(line for line in lines if line)
    answered = replace(write, parameters={**reading.parameters, **write.parameters}, returns=answer)
    found = await context.graph.change(answered, operation=operation)
    if found is None and grown:
        raise Outdated
    return found
