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

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hub.access.quotas import Quotas
from hub.operations.documents.limits import DocumentLimits
from hub.operations.documents.trusted import TrustedDocuments
from hub.questions.limits import Limits
from hub.settings.protection import ProtectionSettings
from hub.settings.variable import filled, read

if TYPE_CHECKING:
    from hub.settings import Settings


DAY = 86_400.0
SUBJECTS, BYTES = "subjects of screening", "bytes of the audit log"
#: The settings of an environment that sets none.
_UNSET = read(ProtectionSettings, {})


@dataclass(frozen=True)
class Protection:
    """All limits of an endpoint. What is not given is as strict as in production, but for trusted documents.

    `body_bytes`: of a request, which must be there within `body_seconds`. `deadline`: seconds an operation may take.
    `quotas`: the budgets of cost units. `subjects` are those of screening, `log_bytes` those of the audit log that
    questions fill, both of a day.
    """

    document: DocumentLimits = field(default_factory=DocumentLimits)
    question: Limits = field(default_factory=Limits)
    quotas: Quotas = field(default_factory=lambda: quotas_of(_UNSET)["quotas"])
    subjects: Quotas = field(default_factory=lambda: quotas_of(_UNSET)["subjects"])
    log_bytes: Quotas = field(default_factory=lambda: quotas_of(_UNSET)["log_bytes"])
    trusted: TrustedDocuments = field(default_factory=lambda: TrustedDocuments(None))
    body_bytes: int = 2 << 20
    body_seconds: float = 10.0
    deadline: float = 10.0


def protection_of(
    settings: Settings, own: frozenset[str] = frozenset(), quotas: Mapping[str, Quotas] | None = None
) -> Protection:
    """The protection that the settings ask for; raises SetupError where the registered documents cannot be read.

    `own` are the hashes of what the hub's own pages ask; `quotas` those that it shares with other processes.
    """
    trusted = TrustedDocuments(settings.data, required=settings.trusted_documents == "required", own=own)
    trusted.documents()
    taken: Mapping[str, Any] = quotas or quotas_of(settings)
    return Protection(
        document=DocumentLimits(**filled(settings, "document")),
        question=Limits(**filled(settings, "question")),
        trusted=trusted,
        **filled(settings, "protection"),
        **taken,
    )


def quotas_of(settings: ProtectionSettings, kind: type[Quotas] = Quotas) -> dict[str, Quotas]:
    """All quotas of a protection; a shared `kind` holds for all processes that are forked after this."""
    return {
        "quotas": kind(settings.officer_budget, settings.agency_budget),
        "subjects": kind(settings.officer_subjects, settings.agency_subjects, seconds=DAY, what=SUBJECTS),
        "log_bytes": kind(settings.agency_log, settings.agency_log, seconds=DAY, what=BYTES),
    }
