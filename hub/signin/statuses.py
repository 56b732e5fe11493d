"""The HTTP status of a problem with a session."""

from __future__ import annotations

from schema.errors import AuditError, GraphError, LinkageError, NotAllowed, NotFound, SignInFailed, Unauthenticated


def status_of(problem: LinkageError) -> int:
    """The status that says what whoever asked can do about it."""
    if isinstance(problem, GraphError | AuditError):
        return 503
    if isinstance(problem, SignInFailed):
        return 503 if problem.details.get("reason") == "unavailable" else 403
    if isinstance(problem, NotAllowed):
        return 403
    if isinstance(problem, NotFound):
        return 404
    return 401 if isinstance(problem, Unauthenticated) else 400
