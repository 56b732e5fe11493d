"""The quick form of the bench: the hub beside the bare driver, in turns, over the session's own village."""

from __future__ import annotations

import pytest

from benchmarks import quick
from benchmarks.rounds import DifferentAnswers, Lane, compare
from hub.testing import SeededGraph


def test_no_ratio_has_fallen_by_more_than_a_third(hub_graph: SeededGraph) -> None:
    fallen = quick.fallen(quick.of(hub_graph), quick.floors())
    assert not fallen, "\n".join(fallen)


@pytest.mark.parametrize(("ratio", "falls"), [(0.9, False), (0.61, False), (0.59, True)])
def test_a_fall_by_more_than_a_third_is_one(ratio: float, falls: bool) -> None:
    assert bool(quick.below("point", {"one": ratio}, {"one": 0.9})) is falls


def test_every_floor_is_measured_and_every_measure_has_a_floor() -> None:
    assert {name: set(row) for name, row in quick.floors().items()} == {
        name: set(others) for name, others in quick.ASKED.items()
    }


def test_contenders_that_answer_differently_are_not_compared() -> None:
    class Says:
        def __init__(self, data: object) -> None:
            self.data = data

        def answer(self, workload: str, at: int) -> object:
            return self.data

    def lane(name: str, data: object) -> Lane:
        return Lane(name, Says(data), {})  # type: ignore[arg-type]  # all that is asked of it is an answer

    compare("point", [lane("hub", {"a": 1, "b": [2]}), lane("one", {"b": [2], "a": 1})])
    with pytest.raises(DifferentAnswers, match="hub and one answer differently"):
        compare("point", [lane("hub", {"a": [1, 2]}), lane("one", {"a": [2, 1]})])
