"""Purposes that answer counts alone: what they may not be asked, however the question is put."""

from __future__ import annotations

from hub.access.profile import Profile
from hub.errors import NotOpen
from schema.model import ROOT


def check_rows(profile: Profile, entity: str, at: str) -> None:
    """Refuse rows of an entity; raises NotOpen."""
    purpose = profile.purpose
    if purpose.statistics and entity != "Agency":
        raise NotOpen(
            f"{purpose.name} ({purpose.zh}) answers counts only, no {entity}.",
            hint=f"Ask '{at}' for totalCount alone.",
            purpose=purpose.name,
            field=at,
        )


def row(profile: Profile, var: str) -> str | None:
    """A predicate for an entity that is asked for by its id, or None where all are open.

    It is that of `Profile.node`; a counts-only purpose shows agencies alone.
    """
    seen = profile.node(ROOT, var)
    if not profile.purpose.statistics:
        return seen
    return f"{var}:Agency" if seen is None else f"({seen}) AND {var}:Agency"


def check_single(profile: Profile, entity: str, at: str) -> None:
    """Refuse to pick one entity by its id, because a count of one says something about it; raises NotOpen."""
    purpose = profile.purpose
    if purpose.statistics and entity != "Agency":
        raise NotOpen(
            f"{purpose.name} ({purpose.zh}) answers counts only, and a count by id says something "
            f"about a single {entity}.",
            hint=f"Leave '{at}' out.",
            purpose=purpose.name,
            field=at,
        )
