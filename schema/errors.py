"""The errors that the model and the intake raise on purpose; those of the hub itself stand in `hub/errors.py`.

LinkageError
├── DeclarationError            a file under schema/ or loaders/agencies/ is malformed (raised at import)
├── InvalidValue                a value is not a well-formed identifier, amount, date …
├── IntakeError                 a file or feed cannot be taken in as it is
│   ├── SourceUnreadable        truncated, wrong encoding, not the declared format
│   └── HeaderMismatch          no header, duplicate or missing columns
├── QuestionError               the caller's question cannot be answered as asked (answered with 4xx or in `errors`)
│   ├── InvalidArgument         an argument has a wrong value; names the argument
│   ├── NotFound                a change names something that is not in the graph
│   └── Conflict                the graph is not in the state that the change needs
├── GraphError                  the database refused or failed
└── SetupError                  the machine or the settings (port taken, no Java runtime wheel, disk read-only …)

Each error says what happened (`message`), to what (`details`) and what to do (`hint`). Messages never carry a whole
personal identifier, a path of the server or Cypher.
"""

from __future__ import annotations

from typing import Any, ClassVar


class LinkageError(Exception):
    """Base of all expected errors: a stable `code`, a `message`, a `hint` and machine-readable `details`."""

    code: ClassVar[str] = "LINKAGE_ERROR"

    def __init__(self, message: str, *, hint: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


class DeclarationError(LinkageError):
    """A declaration file is malformed; the hint says what to write instead."""

    code = "DECLARATION_ERROR"


class InvalidValue(LinkageError, ValueError):
    """A value is not well formed for its kind; the message says which part is wrong and never repeats it whole."""

    code = "INVALID_VALUE"


class IntakeError(LinkageError):
    """A file or feed cannot be taken in as it is; nothing of it was written unless the message says so."""

    code = "INTAKE_ERROR"


class SourceUnreadable(IntakeError):
    """The file is truncated, in another encoding, or not in the declared format."""

    code = "SOURCE_UNREADABLE"


class HeaderMismatch(IntakeError):
    """The file has no header, repeats a column, or lacks one the feed declares."""

    code = "HEADER_MISMATCH"


class QuestionError(LinkageError):
    """The question cannot be answered as asked."""

    code = "BAD_QUESTION"


class InvalidArgument(QuestionError):
    """An argument has a value that cannot be used; `details['argument']` names it."""

    code = "INVALID_ARGUMENT"


class NotFound(QuestionError):
    """A mutation names something that is not in the graph, or that the caller may not know of."""

    code = "NOT_FOUND"


class Conflict(QuestionError):
    """The graph is not in the state the mutation needs."""

    code = "CONFLICT"


class GraphError(LinkageError):
    """The database refused or failed."""

    code = "GRAPH_ERROR"


class SetupError(LinkageError):
    """The machine or the settings are not as the hub needs them; the hint says how to mend it."""

    code = "SETUP_ERROR"
