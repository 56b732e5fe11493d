"""Checks for each operation that the caller's session or token is still valid.

A bearer token lives an hour and says so itself; a suspension of its officer or agency ends it, also where they have
been restored since, because the token may have been the reason. A session lives a day's work, and what ends it sooner
is in the graph: that it was ended, that its agency's keys or sign-in were changed, that its officer or agency was
suspended, also where they have been restored since. All of it is fetched in the one statement that fetches rights
anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.access.callers import Bearer
from hub.errors import Unauthenticated

SIGN_IN_AGAIN = "Sign in again."


def stamp(facts: Mapping[str, Any]) -> str:
    """What must not change while a session lasts: how often keys were set, how often either was suspended."""
    agency, officer = facts["agency"] or {}, facts["officer"] or {}
    return f"{agency.get('keyVersion')}.{agency.get('suspensions')}.{officer.get('suspensions')}"


def check_token(bearer: Bearer, facts: Mapping[str, Any]) -> None:
    """Raise Unauthenticated where the bearer's token was issued before the last suspension."""
    ends = [registered.get("suspendedAt") for registered in (facts["agency"] or {}, facts["officer"] or {})]
    if bearer.issued is not None and any(end is not None and bearer.issued <= end for end in ends):
        raise Unauthenticated(
            "The token was issued before the officer or the agency was suspended, and no longer counts.",
            hint="Send a token that was issued after the registration was restored.",
            reason="suspended",
        )


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
