"""Lets the driver take bytes that have arrived without a task and a timer for each piece.

The driver reads a message in pieces of a few bytes, and waits for each through `asyncio.wait_for`, which makes a task
and a timer even where the bytes are in the buffer already; that is a quarter of its work on a small answer. This is
done through names that the driver keeps to itself, so it is for the versions it was tried with, and off for others.
"""

from __future__ import annotations

import logging
from typing import Any

import neo4j

_LOG = logging.getLogger("hub.graph")
#: The driver's versions that this was measured and tested with.
TRIED = frozenset({"6.4.0", "6.4.1"})


def install(version: str = neo4j.__version__) -> bool:
    """Have the driver read so from now on; False, with a line in the log, where its version was not tried."""
    if version not in TRIED:
        _LOG.warning("buffered reads are off: this version of the driver was not tried", extra={"version": version})
        return False
    from neo4j._async_compat.network import _bolt_socket

    base: Any = _bolt_socket.AsyncBoltSocketBase
    if base.recv_into is not _recv_into:
        _recv_into.before = base.recv_into  # type: ignore[attr-defined]  # a function keeps attributes
        base.recv_into = _recv_into
    return True


async def _recv_into(self: Any, buffer: Any, most: int) -> int:
    reader = self._reader
    if not reader._buffer:
        waited: int = await _recv_into.before(self, buffer, most)  # type: ignore[attr-defined]
        return waited
    # With something in the buffer it does not wait, so it needs no deadline.
    read: bytes = await reader.read(most)
    buffer[: len(read)] = read
    return len(read)
