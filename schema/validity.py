"""Which nodes and links stand today: the one predicate that listing, screening, rights, rings and registers share.

`until` is the day on which something ends or ended. What ends on a later day stands today: an entry of the list that is
due to end in two years is on the list, and so is one that its court has given the end 9999-12-31.
"""

from __future__ import annotations

from datetime import date, datetime

from schema.values.date import SHANGHAI

#: Today where the courts are, whatever zone the database server keeps; on each day the same for all of a statement.
TODAY = "date({timezone: '+08:00'})"


def stands(var: str) -> str:
    """The predicate, never null, that holds where the node or link at `var` has not ended by today."""
    # Written out: the day is worked out only for the few that have an end.
    return f"({var}.until IS NULL OR {var}.until > {TODAY})"


def on_the_list(entry: str, link: str) -> str:
    """The predicate that holds where a party is on the list by this entry and the LISTED_AS link to it."""
    return f"{entry}.status = 'LISTED' AND {stands(entry)} AND {stands(link)}"


def ended(var: str) -> str:
    """The predicate, never null, that holds where the node or link at `var` has ended."""
    return f"({var}.until IS NOT NULL AND {var}.until <= {TODAY})"


def today() -> date:
    """Today where the courts are."""
    return datetime.now(SHANGHAI).date()
