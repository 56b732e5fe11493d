"""Draws the links that follow from others (CO_DEBTOR_WITH from DEBTOR_IN), in bounded steps after a load."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from loaders.landing.database import Database
from loaders.landing.retirement import retire
from schema.model import Model
from schema.statements.feeds import derive_link
from schema.statements.write import Write
from schema.touched import Touched

STEP = 2_000
FEED = "derived"


async def derive(
    store: Database,
    model: Model,
    *,
    batch: str,
    seen: date,
    touched: Iterable[str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> dict[str, int]:
    """Draw every derived link whose shared kind is among `touched` (all, where None), and end those that no longer
    follow; answers how many of each were ended."""
    ended: dict[str, int] = {}
    kinds = None if touched is None else set(touched)
    for link in model.links.values():
        if link.shared is None or (kinds is not None and link.shared not in kinds):
            continue
        feed = f"{FEED}.{link.kind.lower()}"
        text = derive_link(model, link.kind)
        after: str | None = ""
        drawn = Touched()
        drawn.kind(link.kind)
        while after is not None:
            params = {"after": after, "limit": STEP, "seen": seen, "feed": feed, "batch": batch}
            write = Write(text, params, drawn.packed())
            rows = await store.write([write], operation="load.derive", timeout=600)
            after = rows[0][0]["last"] if rows[0] else None
            if progress is not None:
                progress(link.kind)
        ended[link.kind] = await retire(store, feed, [batch], entities=(), links=(link.kind,), on=seen)
    return ended
