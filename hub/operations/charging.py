"""Charges operations to the budgets of the officer and the agency."""

from __future__ import annotations

from typing import Any

from hub.access.callers import Bearer
from hub.operations.protection import Protection
from hub.questions.cost import Price
from hub.questions.limits import hold_cost

#: Reading a request, before its cost is known: a caller who has nothing left is refused before anything is read.
READING = 10
#: A document that is refused has cost no database, but time.
REFUSED = 2_000
#: Bytes that even the smallest question leaves in the audit log, beside what is counted when it is written.
LEAST_BYTES = 500


def charge(protection: Protection, bearer: Bearer, price: Price, paid: int = 0, screened: int = 0) -> dict[str, Any]:
    """Charge an operation what it has not `paid` yet, and the subjects not yet `screened`; the answer's extension.

    Raises LimitExceeded or BudgetExhausted.
    """
    hold_cost(price.units, price.dearest, price.conditions, protection.question)
    if price.subjects > screened:
        protection.subjects.charge(bearer.agency, bearer.card, price.subjects - screened)
    left = protection.quotas.charge(bearer.agency, bearer.card, max(0, price.units - paid))
    return {"cost": {"units": price.units, **left.said()}}


def charge_reading(protection: Protection, bearer: Bearer) -> None:
    """Charge the reading of a request; raises BudgetExhausted where not even that is left."""
    protection.quotas.charge(bearer.agency, bearer.card, READING)
    # What it comes to is taken when it is written.
    protection.log_bytes.charge(bearer.agency, bearer.card, LEAST_BYTES)


def weigh(protection: Protection, bearer: Bearer, size: int) -> None:
    """Take what was written of a question from its agency's share of the audit log."""
    protection.log_bytes.debit(bearer.agency, bearer.card, size)


def penalise(protection: Protection, bearer: Bearer) -> None:
    """Charge a request that could not be run."""
    protection.quotas.debit(bearer.agency, bearer.card, REFUSED)
