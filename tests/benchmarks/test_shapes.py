"""Shapes that nobody has asked: each is a question that the hub knows, and none comes twice."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from benchmarks.first import drawn
from benchmarks.shapes import TYPES, QuestionShape, shapes

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def links_of(shape: QuestionShape) -> int:
    return sum(1 + links_of(each) for each in shape.links.values())


def test_each_is_a_question_of_the_hub() -> None:
    schema = build_schema(SDL.read_text("utf-8"))
    for links in range(7):
        for shape in itertools.islice(shapes(dice(links), links), 40):
            assert validate(schema, parse(shape.document())) == []
            assert links_of(shape) == links


@pytest.mark.parametrize("links", [2, 4])
def test_none_comes_twice(links: int) -> None:
    forms = [shape.form() for shape in itertools.islice(shapes(dice(1), links), 30)]
    assert len(set(forms)) == len(forms)


def test_all_shapes_of_one_link_are_found_and_then_it_ends() -> None:
    assert {tuple(shape.links) for shape in shapes(dice(1), 1)} == {(name,) for name in TYPES["Person"][1]}


def test_another_seed_draws_other_questions_about_the_same_people() -> None:
    points = [{"of": "point", "variables": {"citizenId": each}} for each in "ab"]
    one, other = (drawn(points, [0, 4], 3, seed) for seed in (1, 2))
    assert set(one) == set(other) == {"0-0", "4-0", "4-1", "4-2"}
    assert one["4-0"][0]["document"] != other["4-0"][0]["document"]
    assert [one[name][0]["variables"]["citizenId"] for name in one] == ["a", "b", "a", "b"]
