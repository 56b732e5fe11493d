"""Translates errors of the database into the hub's own.

The driver's own texts hold Cypher and values, so none of them is passed on. The server's code and the names of the
driver's classes identify an error, so this module does not import the driver.
"""

from __future__ import annotations

import errno
import logging
import socket
import ssl

from hub.errors import GraphAccessDenied, GraphFull, GraphTimeout, GraphUnavailable
from schema.errors import Conflict, GraphError, LinkageError, SetupError

log = logging.getLogger(__name__)

TIMEOUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.Terminated",
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockAcquisitionTimeout",
)
FULL = (
    "Neo.TransientError.General.DatabaseOutOfDiskSpace",
    "Neo.TransientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",
    "Neo.DatabaseError.Transaction.TransactionLogError",
)
MEMORY = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
)

# Marks (the start of a server's code, or the name of a class of the driver), our error, message, hint.
Translation = tuple[tuple[str, ...], type[LinkageError], str, str]
TIMED_OUT: Translation = (
    TIMEOUT,
    GraphTimeout,
    "The database ended the operation because it took too long.",
    "Ask for less at once: a smaller page, fewer hops, a narrower filter.",
)
UNKNOWN_OUTCOME: Translation = (
    ("IncompleteCommit",),
    GraphUnavailable,
    "The connection to the database was lost while it wrote; whether it did is not known.",
    "Read whether it was done before you send it again; a change with a key of its own is not done twice.",
)
#: Addresses that no packet reaches; an open connection can end with any other number.
_UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL)
#: How the driver names and words that it has no connection: none was made, no server is a router, all are in use.
_NO_CONNECTION = ("BoltHandshakeError", "ConnectionPoolError")
_NOT_CONNECTED = (
    "Couldn't connect to",
    "Timed out trying to establish connection",
    "Failed to establish connection",
    "Failed to DNS resolve",
    "Cannot resolve address",
    "Unable to retrieve routing information",
)
# The first row that fits decides.
TRANSLATIONS: tuple[Translation, ...] = (
    TIMED_OUT,
    UNKNOWN_OUTCOME,
    (
        ("ConstraintError",),
        Conflict,
        "Another record already holds what must be unique.",
        "Read the present state and try again.",
    ),
    (
        ("AuthError", "Neo.ClientError.Security."),
        GraphAccessDenied,
        "The database does not accept the hub's user.",
        "Check NEO4J_USER and NEO4J_PASSWORD.",
    ),
    (
        FULL,
        GraphFull,
        "The database cannot write: its disk is full or read-only.",
        "Free space there, or make it writable, then start the database or the hub that runs it again.",
    ),
    (
        # After a disk that was full, reads fail too until then.
        ("Neo.DatabaseError.Transaction.TransactionStartFailed",),
        GraphUnavailable,
        "The database has stopped working after an error, as of a full disk.",
        "Start it, or the hub that runs it, again; nothing that was written is lost.",
    ),
    (
        MEMORY,
        GraphError,
        "The operation needs more memory than the database gives it.",
        "Ask for less at once: a smaller page, fewer hops, a narrower filter.",
    ),
    (
        ("ConnectionPoolError",),
        GraphUnavailable,
        "All connections to the database are busy.",
        "Try again, or raise HUB_POOL_SIZE.",
    ),
    (
        ("ConfigurationError", "ValueError"),
        SetupError,
        "The address of the database cannot be used.",
        "Check NEO4J_URI, for example bolt://host:7687.",
    ),
    (
        ("Neo.ClientError.Database.DatabaseNotFound",),
        SetupError,
        "The server has no database of this name.",
        "Check NEO4J_DATABASE.",
    ),
    (
        ("ServiceUnavailable", "SessionExpired", "TransientError"),
        GraphUnavailable,
        "The database cannot be reached.",
        "Check that it runs and that NEO4J_URI is right.",
    ),
    (
        ("ClientError",),
        GraphError,
        "The database refused a statement of the hub.",
        "This is a mistake in the hub: report it.",
    ),
    (
        ("Exception",),
        GraphError,
        "The database failed.",
        "Look for the code in the database's own log.",
    ),
)


def translated(problem: Exception, operation: str) -> LinkageError:
    """Answer our error for the driver's."""
    marks = _marks(problem)
    if "CypherSyntaxError" in marks:
        # Our own mistake. The server's text helps, and it holds no values: those are parameters.
        log.error("%s: %s", operation, getattr(problem, "message", ""))
    row = next(row for row in TRANSLATIONS if _fits(marks, row[0]))
    return _made(row, operation, marks[0])


def timed_out(operation: str) -> LinkageError:
    """Answer the error for a read to which the server fell silent."""
    return _made(TIMED_OUT, operation, "silence")


def unknown_outcome(operation: str) -> LinkageError:
    """Answer the error for a write to which the server fell silent."""
    kind, message, hint = UNKNOWN_OUTCOME[1:]
    if operation.startswith("load"):
        hint = "Give the same command again: what was already done is not done twice."
    return _made((UNKNOWN_OUTCOME[0], kind, message, hint), operation, "silence")


def never_sent(problem: BaseException | None) -> bool:
    """Tell whether no connection came about, so that nothing of a write can have been done."""
    while problem is not None:
        if isinstance(problem, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)):
            return True
        if isinstance(problem, OSError) and problem.errno in _UNREACHABLE:
            return True
        if type(problem).__name__ in _NO_CONNECTION or str(problem).startswith(_NOT_CONNECTED):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def is_passing(problem: Exception) -> bool:
    """Tell whether the same statement may well succeed a moment later."""
    retryable = getattr(problem, "is_retryable", None)
    # The driver calls some of these transient, yet the same statement would meet the same limit again.
    hopeless = _fits(_marks(problem), (*TIMEOUT, *FULL, *MEMORY))
    return retryable is not None and bool(retryable()) and not hopeless


def _marks(problem: Exception) -> list[str]:
    code = getattr(problem, "code", None)
    names = [kind.__name__ for kind in type(problem).__mro__]
    return [code, *names] if isinstance(code, str) else names


def _fits(marks: list[str], wanted: tuple[str, ...]) -> bool:
    return marks[0].startswith(wanted) or any(mark in wanted for mark in marks)


def _made(row: Translation, operation: str, code: str) -> LinkageError:
    _, kind, message, hint = row
    return kind(message, hint=hint, operation=operation, code=code)
