"""Which examples a run draws: the same ones where a change is judged, new ones where faults are searched."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings


def test_a_change_is_judged_by_the_same_examples() -> None:
    assert settings.get_profile("change").derandomize


@pytest.mark.parametrize("profile", ["change", "quick", "nightly"])
def test_no_example_fails_because_the_machine_is_busy(profile: str) -> None:
    drawing = settings.get_profile(profile)
    assert drawing.deadline is None
    assert HealthCheck.too_slow in drawing.suppress_health_check


@pytest.mark.parametrize("profile", ["quick", "nightly"])
def test_faults_are_searched_with_new_examples_and_those_that_failed(profile: str) -> None:
    searching = settings.get_profile(profile)
    assert not searching.derandomize
    assert searching.database is not None
