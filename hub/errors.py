"""The errors that the hub raises on purpose when it admits, answers, records and stores.

LinkageError (schema/errors.py)
├── QuestionError
│   ├── LimitExceeded           more was asked for than a limit allows; names the limit
│   ├── BudgetExhausted         the officer's or the agency's budget is used up for now; says when to ask again
│   ├── UnknownDocument         no registered document has that identifier
│   ├── SignInFailed            the agency's provider did not vouch for anybody
│   └── Unauthenticated         no token, or one that is not valid
├── NotAllowed                  the caller is known but may not do this
│   ├── BasisNeeded             the operation carries no basis, or a malformed one
│   ├── BasisRefused            the basis does not give the right: purpose, case or document; names which
│   ├── NotOpen                 the purpose does not open what is asked; names it
│   ├── NotADebtorOfCase        the subject is not one of the basis case's (R-AS-01)
│   ├── AnotherOfficer          the session is not that of the officer on the page
│   └── DocumentNotTrusted      only registered documents run here, and this is none
├── GraphError
│   ├── GraphUnavailable        not reachable, or lost in flight
│   │   └── GraphBusy           all connections are in use and the queue for them is full
│   ├── GraphAccessDenied       wrong user or password
│   ├── GraphTimeout            the deadline passed and the transaction was ended
│   └── GraphFull               the database's disk is full or read-only
├── AuditError                  the audit log
│   ├── AuditUnavailable        it cannot be written, so nothing is answered
│   └── AuditDamaged            it does not hold what was signed
├── SetupError
│   └── KeyElsewhere            the key that signs the audit log is not where the hub looks for it
└── MigrationError              the graph's schema version does not fit this hub
    └── DoubleNodes             several nodes have one key, and they differ; names which kind
"""

from __future__ import annotations

from schema.errors import GraphError, LinkageError, QuestionError, SetupError


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


class Unauthenticated(QuestionError):
    """No token, or one that is not valid."""

    code = "UNAUTHENTICATED"


class CertificateRefused(Unauthenticated):
    """What should be the client's certificate is none, or there are several."""


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


class AnotherOfficer(NotAllowed):
    """The session is another officer's than the page that asks says; never says whose it is."""

    code = "ANOTHER_OFFICER"


class DocumentNotTrusted(NotAllowed):
    """Only registered documents run here, and this is none."""

    code = "DOCUMENT_NOT_TRUSTED"


class GraphUnavailable(GraphError):
    """The database cannot be reached, or was lost while it worked."""

    code = "GRAPH_UNAVAILABLE"


class GraphBusy(GraphUnavailable):
    """All connections are in use and the queue for them is full; the question was not asked."""

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


class KeyElsewhere(SetupError):
    """The key that signs the audit log is not where the hub looks for it."""


class MigrationError(LinkageError):
    """The graph's schema version does not fit this hub."""

    code = "MIGRATION_ERROR"


class DoubleNodes(MigrationError):
    """Several nodes have one key, and they differ; `details['constraints']` name what does not hold."""

    code = "DOUBLE_NODES"
