"""What keeps one caller's requests from harming the others: limits, deadlines, budgets and trusted documents.

Three things are held to a limit, in this order, each with its own count:

1. What a document holds: characters, fields, depth, values (`DocumentLimits`). Counted before it is validated, for each
   text once; it bounds what reading and compiling can cost.
2. What an answer can hold: rows, lists, levels (`hub.questions.limits.Tally`, held against the `Allowance` of one
   operation). Counted while a root field is compiled, and held for the values of each request.
3. What the database has to do: cost units (`hub.questions.cost.Price`). One operation may cost a number of units, and
   officers and agencies have a number of units a minute (`Quotas`), taken before it runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.access.quotas import Quotas
from hub.operations.documents.limits import DocumentLimits
from hub.operations.documents.trusted import TrustedDocuments
from hub.questions.limits import Limits

if TYPE_CHECKING:
    from hub.settings import Settings


#: A minute's budget: some hundreds of ordinary questions of an officer, and those of a busy agency.
OFFICER_UNITS = 3_000_000
AGENCY_UNITS = 30_000_000
#: A day's: a bank's new clients; trying out the numbers of a county would take years.
OFFICER_SUBJECTS = 100_000
AGENCY_SUBJECTS = 1_000_000
#: A day's share of the audit log's disk: a million questions, and no agency can fill it up for the others.
AGENCY_LOG = 4 << 30
DAY = 86_400.0
SUBJECTS, BYTES = "subjects of screening", "bytes of the audit log"


@dataclass(frozen=True)
class Protection:
    """All limits of an endpoint. What is not given is as strict as in production, but for trusted documents.

    `body_bytes`: of a request, which must be there within `body_seconds`. `deadline`: seconds an operation may take.
    `quotas`: the budgets of cost units. `subjects` are those of screening, `log_bytes` those of the audit log that
    questions fill, both of a day.
    """

    document: DocumentLimits = field(default_factory=DocumentLimits)
    question: Limits = field(default_factory=Limits)
    quotas: Quotas = field(default_factory=lambda: Quotas(OFFICER_UNITS, AGENCY_UNITS))
    subjects: Quotas = field(
        default_factory=lambda: Quotas(OFFICER_SUBJECTS, AGENCY_SUBJECTS, seconds=DAY, what=SUBJECTS)
    )
    log_bytes: Quotas = field(default_factory=lambda: Quotas(AGENCY_LOG, AGENCY_LOG, seconds=DAY, what=BYTES))
    trusted: TrustedDocuments = field(default_factory=lambda: TrustedDocuments(None))
    body_bytes: int = 2 << 20
    body_seconds: float = 10.0
    deadline: float = 10.0


def protection_of(settings: Settings, own: frozenset[str] = frozenset()) -> Protection:
    """The protection that the settings ask for; raises SetupError where the registered documents cannot be read.

    `own` are the hashes of what the hub's own pages ask.
    """
    trusted = TrustedDocuments(settings.data, required=settings.trusted_documents == "required", own=own)
    trusted.documents()
    return Protection(
        document=DocumentLimits(
            characters=settings.max_document,
            tokens=settings.max_tokens,
            depth=settings.max_depth,
            selections=settings.max_selections,
            aliases=settings.max_aliases,
            directives=settings.max_directives,
            variables=settings.max_variables,
        ),
        question=Limits(roots=settings.max_roots, lists=settings.max_lists, units=settings.max_cost),
        quotas=Quotas(settings.officer_budget, settings.agency_budget),
        subjects=Quotas(settings.officer_subjects, settings.agency_subjects, seconds=DAY, what=SUBJECTS),
        log_bytes=Quotas(settings.agency_log, settings.agency_log, seconds=DAY, what=BYTES),
        trusted=trusted,
        body_bytes=settings.max_body,
        body_seconds=settings.body_timeout,
        deadline=settings.deadline,
    )


def shared_quotas(settings: Settings) -> dict[str, Quotas]:
    """All quotas of a protection as processes share them that are forked after this."""
    from hub.access.shared_quotas import SharedQuotas

    return {
        "quotas": SharedQuotas(settings.officer_budget, settings.agency_budget),
        "subjects": SharedQuotas(settings.officer_subjects, settings.agency_subjects, seconds=DAY, what=SUBJECTS),
        "log_bytes": SharedQuotas(settings.agency_log, settings.agency_log, seconds=DAY, what=BYTES),
    }
