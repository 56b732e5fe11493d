"""The quick form of the bench: the hub beside the bare endpoint, in turns, over the session's own village."""

from __future__ import annotations

import os
import sys
import time

import pytest

from benchmarks import processes, quick
from benchmarks.rounds import DifferentAnswers, Lane, Measured, Result, compare, patiently
from hub.testing import SeededGraph

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processor time of other processes is known on Linux")


@pytest.mark.slow
@on_linux
def test_no_ratio_has_fallen_by_more_than_a_third(hub_graph: SeededGraph) -> None:
    fallen = quick.fallen(quick.of(hub_graph), quick.floors())
    assert not fallen, "\n".join(fallen)


@pytest.mark.parametrize(("ratio", "falls"), [(0.9, False), (0.61, False), (0.59, True), (float("nan"), True)])
def test_a_fall_by_more_than_a_third_is_one(ratio: float, falls: bool) -> None:
    assert bool(quick.below("point", {"bare": ratio}, {"bare": 0.9})) is falls


def test_every_floor_is_measured_and_every_measure_has_a_floor() -> None:
    assert {name: set(row) for name, row in quick.floors().items()} == {
        name: set(others) for name, others in quick.ASKED.items()
    }


def test_what_a_request_costs_is_the_least_processor_time_of_the_rounds_with_the_databases_part() -> None:
    def measured(own: float, database: float) -> Measured:
        return Measured(rate=1, p50=1, p99=1, client=0, cpu={"own": own, "neo4j": database})

    result = Result("point", 8, {"hub": [measured(3, 1), measured(1, 4)], "bare": [measured(1, 1), measured(2, 2)]})
    assert (result.cost("hub"), result.cost("bare")) == (2, 2)


@on_linux
def test_processor_time_of_a_process_is_that_of_its_own_clock() -> None:
    before = time.process_time()
    counted = processes.cpu(os.getpid())
    assert before <= counted <= time.process_time()


def test_a_deadline_before_anything_counts_is_met_with_patience_but_not_for_ever() -> None:
    left = [RuntimeError("GRAPH_TIMEOUT"), RuntimeError("GRAPH_TIMEOUT")]

    def ask() -> str:
        if left:
            raise left.pop()
        return "answered"

    assert patiently(ask) == "answered"
    left += [RuntimeError(each) for each in ("last", "second", "first")]
    with pytest.raises(RuntimeError, match="last"):
        patiently(ask)


def test_contenders_that_answer_differently_are_not_compared() -> None:
    class Says:
        def __init__(self, data: object) -> None:
            self.data = data

        def answer(self, workload: str, at: int) -> object:
            return self.data

    def lane(name: str, data: object) -> Lane:
        return Lane(name, Says(data), {})  # type: ignore[arg-type]  # all that is asked of it is an answer

    compare("point", [lane("hub", {"a": 1, "b": [2]}), lane("bare", {"b": [2], "a": 1})])
    with pytest.raises(DifferentAnswers, match="hub and bare answer differently"):
        compare("point", [lane("hub", {"a": [1, 2]}), lane("bare", {"a": [2, 1]})])
