"""Charges operations to the budgets of who asks."""

from __future__ import annotations

from typing import Any

from hub.access.callers import Bearer
from hub.access.quotas import Remaining
from hub.api.protection import Protection
from hub.questions.cost import Price
from hub.questions.limits import hold_cost

#: Reading a request, before its cost is known: who has nothing left is refused before anything is read.
READING = 10
#: A document that is refused has cost no database, but time.
REFUSED = 2_000


def charge(protection: Protection, bearer: Bearer, price: Price, paid: int = 0) -> dict[str, Any]:
    """Charge an operation what it has not `paid` yet; the answer's extension about it.

    Raises LimitExceeded or BudgetExhausted.
    """
    hold_cost(price.units, price.dearest, price.conditions, protection.question)
    if protection.quotas is None:
        return {"cost": {"units": price.units}}
    left: Remaining = protection.quotas.charge(bearer.agency, bearer.card, max(0, price.units - paid))
    return {"cost": {"units": price.units, "budget": left.as_map()}}


def charge_reading(protection: Protection, bearer: Bearer) -> None:
    """Charge the reading of a request; raises BudgetExhausted where not even that is left."""
    if protection.quotas is not None:
        protection.quotas.charge(bearer.agency, bearer.card, READING)


def penalise(protection: Protection, bearer: Bearer) -> None:
    """Charge a request that could not be run."""
    if protection.quotas is not None:
        protection.quotas.debit(bearer.agency, bearer.card, REFUSED)
