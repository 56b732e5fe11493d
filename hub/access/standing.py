"""What a session stands on, told with the rights of each operation: that it goes on counts for that operation alone.

A bearer token lives an hour and says so itself. A session lives a day's work, and what ends it sooner is in the graph:
that it was ended, that its agency's keys or sign-in were changed, that its officer or agency was suspended, also where
they have been restored since. All of it is fetched in the one statement that fetches rights anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.access.callers import Bearer
from schema.errors import Unauthenticated

SIGN_IN_AGAIN = "Sign in again."


def stamp(facts: Mapping[str, Any]) -> str:
    """What must not change while a session lasts: how often keys were set, how often either was suspended."""
    agency, officer = facts["agency"] or {}, facts["officer"] or {}
    return f"{agency.get('keyVersion')}.{agency.get('suspensions')}.{officer.get('suspensions')}"


def check(bearer: Bearer, facts: Mapping[str, Any]) -> None:
    """Raise Unauthenticated where the bearer's session has ended."""
    if facts["ended"]:
        raise Unauthenticated("The session has ended: it was signed out.", hint=SIGN_IN_AGAIN, reason="ended")
    if bearer.stamp != stamp(facts):
        raise Unauthenticated(
            "The session has ended: the registration of the officer or the agency was changed.",
            hint=SIGN_IN_AGAIN,
            reason="changed",
        )
