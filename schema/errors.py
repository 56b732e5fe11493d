"""Every error the hub raises on purpose, in one tree.

LinkageError
├── DeclarationError            a file under schema/ or loaders/agencies/ is malformed (raised at import)
├── InvalidValue                a value is not a well-formed identifier, amount, date …
├── IntakeError                 a file or feed cannot be taken in as it is
│   ├── SourceUnreadable        truncated, wrong encoding, not the declared format
│   └── HeaderMismatch          no header, duplicate or missing columns
├── QuestionError               the caller's question cannot be answered as asked (answered with 4xx or in `errors`)
│   ├── InvalidArgument         an argument has a wrong value; names the argument
│   ├── LimitExceeded           more was asked for than a limit allows; names the limit
│   ├── BudgetExhausted         the officer's or the agency's budget is used up for now; says when to ask again
│   ├── UnknownDocument         no registered document has that identifier
│   ├── NotFound                a mutation names something that is not in the graph
│   ├── Conflict                the graph is not in the state the mutation needs
│   ├── SignInFailed            the agency's provider did not vouch for anybody
│   └── Unauthenticated         no token, or one that is not valid
├── NotAllowed                  the caller is known but may not do this
│   ├── BasisNeeded             the operation carries no basis, or a malformed one
│   ├── BasisRefused            the basis does not give the right: purpose, case or document; names which
│   ├── NotOpen                 the purpose does not open what is asked; names it
│   ├── NotADebtorOfCase        the subject is not one of the basis case's (R-AS-01)
│   └── DocumentNotTrusted      only registered documents run here, and this is none
├── GraphError                  the database
│   ├── GraphUnavailable        not reachable, or lost in flight
│   ├── GraphAccessDenied       wrong user or password
│   ├── GraphTimeout            the deadline passed and the transaction was ended
│   └── GraphFull               the database's disk is full or read-only
├── AuditError                  the audit log
│   ├── AuditUnavailable        it cannot be written, so nothing is answered
│   └── AuditDamaged            it does not hold what was signed
├── MigrationError              the graph's schema version does not fit this hub
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


class LimitExceeded(QuestionError):
    """More was asked for than a limit allows; `details` name the limit and its value."""

    code = "LIMIT_EXCEEDED"


class BudgetExhausted(QuestionError):
    """The budget of the officer or the agency is used up for now; `details['retryAfter']` says for how many seconds."""

    code = "BUDGET_EXHAUSTED"


class UnknownDocument(QuestionError):
    """No registered document has that identifier."""

    # The name under which clients of persisted queries know it: they then send the text.
    code = "PERSISTED_QUERY_NOT_FOUND"


class NotFound(QuestionError):
    """A mutation names something that is not in the graph, or that the caller may not know of."""

    code = "NOT_FOUND"


class Conflict(QuestionError):
    """The graph is not in the state the mutation needs."""

    code = "CONFLICT"


class Unauthenticated(QuestionError):
    """No token, or one that is not valid."""

    code = "UNAUTHENTICATED"


class SignInFailed(QuestionError):
    """Signing in at the agency's provider led to nobody; `details['reason']` says where it failed, in a word."""

    code = "SIGN_IN_FAILED"


class NotAllowed(LinkageError):
    """The caller is known but may not do this."""

    code = "NOT_ALLOWED"


class BasisNeeded(NotAllowed):
    """The operation asks for personal data and carries no basis."""

    code = "BASIS_NEEDED"


class BasisRefused(NotAllowed):
    """The basis does not give the right to ask; `details` name the part that fails and the rule."""

    code = "BASIS_REFUSED"


class NotOpen(NotAllowed):
    """The purpose does not open an entity, field or link; depends on the purpose alone, never on data."""

    code = "NOT_OPEN"


class NotADebtorOfCase(NotAllowed):
    """Who was asked about is not among the subjects of the basis case, or is not in the graph (R-AS-01)."""

    code = "NOT_A_DEBTOR_OF_CASE"


class DocumentNotTrusted(NotAllowed):
    """Only registered documents run here, and this is none."""

    code = "DOCUMENT_NOT_TRUSTED"


class GraphError(LinkageError):
    """The database refused or failed."""

    code = "GRAPH_ERROR"


class GraphUnavailable(GraphError):
    """The database cannot be reached, or was lost while it worked."""

    code = "GRAPH_UNAVAILABLE"


class GraphBusy(GraphUnavailable):
    """All connections are in use and enough questions wait for them; nothing was asked."""

    code = "GRAPH_BUSY"


class GraphAccessDenied(GraphError):
    """The database does not accept the user or password."""

    code = "GRAPH_ACCESS_DENIED"


class GraphTimeout(GraphError):
    """The deadline passed and the transaction was ended; nothing was written."""

    code = "GRAPH_TIMEOUT"


class GraphFull(GraphError):
    """The database cannot write: its disk is full or read-only."""

    code = "GRAPH_FULL"


class AuditError(LinkageError):
    """The audit log refused or failed."""

    code = "AUDIT_ERROR"


class AuditUnavailable(AuditError):
    """The audit log cannot be written (disk full, lost or closing); what was asked is neither run nor answered."""

    code = "AUDIT_UNAVAILABLE"


class AuditDamaged(AuditError):
    """The audit log does not hold what was signed, or cannot be read."""

    code = "AUDIT_DAMAGED"


class MigrationError(LinkageError):
    """The graph's schema version does not fit this hub."""

    code = "MIGRATION_ERROR"


class SetupError(LinkageError):
    """The machine or the settings are not as the hub needs them; the hint says how to mend it."""

    code = "SETUP_ERROR"
