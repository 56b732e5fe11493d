"""A change and what its maker sees of it: one statement, and so one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.changes import ChangeContext
from hub.questions.block import indent

#: After the text: where it made no row, nothing has changed.
_REVISED = ("CREATE (:FlagRevision)", "WITH n, done")


class Outdated(Exception):
    """The graph has changed since the caller's rights were fetched."""


async def change(
    context: ChangeContext, text: str, parameters: Mapping[str, Any], *, operation: str
) -> tuple[Any, Any] | None:
    """Run a writing text that leaves the entity it made or changed in `n` and what it found in `done`.

    Returns `done` and the entity as it is read for the caller; None where the text made no row. Raises Outdated, with
    nothing written, where the caller's rights are those of another revision.
    """
    reading = context.reading
    assert reading is not None  # noqa: S101 - every change that is not computed has one
    inner = "\n".join(line for line in (text, *_REVISED, reading.text) if line)
    # Rings that follow flags grow with each flag: what is read of the entity by them heeds the revision of flags.
    flagged = context.profile.flagged(context.profile.names(f"{reading.text} {reading.value}"))
    flags = ["CALL () { MATCH (x:FlagRevision) RETURN count(x) AS flags }", "WITH revision + flags AS revision"]
    whole = "\n".join(
        [
            "MATCH (x:Revision)",
            "WITH count(x) AS revision",
            *(flags if flagged else []),
            "OPTIONAL CALL (revision) {",
            "  WITH revision WHERE $revision IS NULL OR revision = $revision",
            indent(inner),
            f"  RETURN [done, {reading.value}] AS written",
            "}",
            "RETURN revision, written",
        ]
    )
    expected = None if context.revision is None else context.revision.expected(flagged=flagged)
    given = {**reading.parameters, **parameters, "revision": expected}
    found, written = await context.graph.change(whole, given, operation=operation)
    # What a flag of just now has brought into a ring is found with rights that are fetched anew.
    if expected is not None and (found != expected or written is None):
        raise Outdated
    return None if written is None else (written[0], written[1])
