"""`screen`: whether those asked about are on the list of dishonest debtors, subject by subject (SM-6, S4-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from strawberry import Parent, argument

from hub.capabilities.listing.fields import LISTING
from hub.capabilities.screening import service
from hub.capabilities.screening.shapes import Screening, ScreeningSubject
from hub.capabilities.screening.subjects import MAX_SUBJECTS
from hub.questions.context import ServiceContext
from hub.questions.resolver import resolver
from hub.questions.root_costs import KnownCost, Start

#: Looking somebody up on the list, by identifier and by a name, and walking the list for names at all.
SOUGHT, LIKENED, LIST = 5.0, 30.0, 2_000.0


def _cost(start: Start) -> KnownCost:
    subjects = start.arguments.get("subjects")
    known = [each for each in subjects if isinstance(each, Mapping)] if isinstance(subjects, list) else []
    named = sum(1 for each in known if not each.get("citizenId") and not each.get("uscc"))
    # A name is compared with a block of the list, an identifier is looked up; the first name walks the list.
    work = SOUGHT * (len(known) - named) + LIKENED * named + (LIST if named else 0.0)
    return work, {"outcomes": float(len(known)), "courts": 1.0}


@resolver(
    "Whether many persons and companies are on the list of dishonest debtors, each with its outcome and, for a hit,"
    " the court to contact. Hits are proposals that a human confirms. (失信审查)",
    cost=_cost,
    screens=True,
    group=LISTING,
)
async def screen(
    context: Parent[ServiceContext],
    # Read by the thousand: they stay maps, as they were sent.
    subjects: Annotated[
        Sequence[Mapping[str, Any]],
        argument(f"Who is to be screened, 1 to {MAX_SUBJECTS:,}.", graphql_type=list[ScreeningSubject]),
    ],
) -> Screening | None:
    return await service.screen(context, subjects)


ROOTS = (screen,)
