"""How many random examples a test draws under the profile of this run (`tests/conftest.py`)."""

from __future__ import annotations

from hypothesis import settings

#: What the profile of a change draws where a test says nothing of its own.
CHANGE = 50


def examples(change: int) -> int:
    """As many as this run draws where a run for a change draws `change`; two at least."""
    return max(2, change * settings().max_examples // CHANGE)
