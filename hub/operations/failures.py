"""Errors as callers see them: code, message, hint, path; never a value, a statement or a stack trace."""

from __future__ import annotations

import re
from typing import Any

from graphql import FieldNode, GraphQLError

from schema.errors import GraphError, InvalidValue, LinkageError

_REPEATED = re.compile(r"(cannot represent[^:]*value|found (?:Block)?String)(?:: | ['\"]).*", re.DOTALL)
#: Where a name is expected, somebody may have written a number too.
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9]{6}")

#: The longest message, in characters, that repeats what a document says.
LONGEST = 400


def failure(
    problem: LinkageError | GraphQLError | None,
    *,
    path: list[str | int] | None = None,
    node: FieldNode | None = None,
    incident: str | None = None,
) -> dict[str, Any]:
    """The error map of a problem; None stands for something unexpected, known by its incident number."""
    if problem is None:
        error: dict[str, Any] = {
            "message": f"Something went wrong inside the hub; incident {incident}.",
            "extensions": {
                "code": "INTERNAL",
                "incident": incident,
                "hint": "Try again; if it stays, give the incident number to the operator.",
            },
        }
    elif isinstance(problem, GraphQLError):
        error = request_failure(problem, "INVALID_ARGUMENT")
        error["extensions"].setdefault("hint", "Compare the argument with its description in the schema.")
    else:
        error = {"message": problem.message, "extensions": _extensions(problem)}
    if node is not None and node.loc is not None and "locations" not in error:
        token = node.loc.start_token
        error["locations"] = [{"line": token.line, "column": token.column}]
    if path is not None:
        error["path"] = path
    return error


def request_failure(problem: GraphQLError, code: str) -> dict[str, Any]:
    """The error map of what graphql-core found; a malformed identifier is said in its own words, without its value."""
    cause = _value_problem(problem)
    error: dict[str, Any]
    if cause is not None:
        error = {"message": cause.message, "extensions": _extensions(cause)}
    else:
        error = {"message": without_value(problem.message), "extensions": {"code": code}}
    if problem.locations:
        error["locations"] = [{"line": at.line, "column": at.column} for at in problem.locations]
    return error


def _extensions(problem: LinkageError) -> dict[str, Any]:
    # What a database error carries is for the log; the caller learns its code and what to do.
    details = {} if isinstance(problem, GraphError) else problem.details
    extensions = {**details, "code": problem.code}
    if problem.hint:
        extensions["hint"] = problem.hint
    return extensions


def _value_problem(problem: BaseException | None) -> InvalidValue | None:
    seen = 0
    while problem is not None and seen < 10:
        if isinstance(problem, InvalidValue):
            return problem
        problem = getattr(problem, "original_error", None) or problem.__cause__
        seen += 1
    return None


def without_value(message: str) -> str:
    """graphql-core repeats what it found; that may be somebody's identity number."""
    # Names are repeated too, and a name may be as long as a document: cut first, as patterns take longer than the cut.
    message = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
    for sign in ("; found: ", ", found: ", " but got: ", " found: "):
        head, found, _ = message.partition(sign)
        if found:
            message = head.rstrip(".,;") + "."
            break
    message = _REPEATED.sub(r"\1.", message)
    return _WORD.sub(lambda word: "…" if _NUMBER.search(word[0]) else word[0], message)
