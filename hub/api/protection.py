"""What keeps one caller's requests from harming the others: limits, deadlines, budgets and trusted documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hub.access.quotas import Quotas
from hub.api.document_limits import DocumentLimits
from hub.api.trusted import TrustedDocuments
from hub.questions.limits import Limits

if TYPE_CHECKING:
    from hub.settings import Settings


#: A minute's budget: some hundreds of ordinary questions of an officer, and those of a busy agency.
OFFICER_UNITS = 3_000_000
AGENCY_UNITS = 30_000_000


@dataclass(frozen=True)
class Protection:
    """All limits of an endpoint. What is not given is as strict as in production, but for trusted documents.

    `body_seconds`: until a body must be there. `deadline`: seconds an operation may take. `quotas`: None for no budget.
    """

    document: DocumentLimits = field(default_factory=DocumentLimits)
    question: Limits = field(default_factory=Limits)
    quotas: Quotas | None = field(default_factory=lambda: Quotas(OFFICER_UNITS, AGENCY_UNITS))
    trusted: TrustedDocuments = field(default_factory=lambda: TrustedDocuments(None))
    body_seconds: float = 10.0
    deadline: float = 10.0


def protection_of(settings: Settings) -> Protection:
    """The protection that the settings ask for; raises SetupError where the registered documents cannot be read."""
    trusted = TrustedDocuments(settings.data, required=settings.trusted_documents == "required")
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
        trusted=trusted,
        body_seconds=settings.body_timeout,
        deadline=settings.deadline,
    )
