"""What the intake needs of a database; the hub's `Graph` is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from schema.statements.write import Write


class Database(Protocol):
    """A graph that is asked and written to; `write` runs all statements in one transaction and retries it."""

    async def ask(self, text: str, parameters: Mapping[str, Any], *, operation: str) -> list[dict[str, Any]]:
        """Run one reading statement."""
        ...

    async def write(
        self,
        statements: Sequence[Write],
        *,
        operation: str,
        timeout: float | None = None,  # noqa: ASYNC109 - becomes the transaction's
    ) -> list[list[dict[str, Any]]]:
        """Run all statements in one transaction and answer the records of each."""
        ...
