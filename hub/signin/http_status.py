"""The HTTP status of a problem with a session."""

from __future__ import annotations

from hub.errors import AuditError, NotAllowed, SignInFailed, Unauthenticated
from schema.errors import GraphError, LinkageError, NotFound


def status_of(problem: LinkageError) -> int:
    """The status that says what the caller can do about it."""
    if isinstance(problem, GraphError | AuditError):
        return 503
    if isinstance(problem, SignInFailed):
        return 503 if problem.details.get("reason") == "unavailable" else 403
    if isinstance(problem, NotAllowed):
        return 403
    if isinstance(problem, NotFound):
        return 404
    return 401 if isinstance(problem, Unauthenticated) else 400
