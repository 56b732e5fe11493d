"""What is counted of a document is what its fragments add up to, though none of them is spread to count it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

from hub.errors import LimitExceeded
from hub.operations.documents.limits import DocumentLimits
from hub.operations.documents.size import measure, merged_pairs

ENDLESS = DocumentLimits(depth=10**9)


@dataclass
class Spread:
    """The oracle: counts by spreading every fragment."""

    fragments: Mapping[str, FragmentDefinitionNode]
    selections: int = 0
    aliases: int = 0
    directives: int = 0
    depth: int = 0

    def walk(self, selected: SelectionSetNode, depth: int) -> None:
        """Count what is selected, each fragment in its place."""
        self.depth = max(self.depth, depth)
        for node in selected.selections:
            self.selections += 1
            self.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                self.directives += len(fragment.directives or ())
                self.walk(fragment.selection_set, depth)
                continue
            if isinstance(node, FieldNode):
                self.aliases += node.alias is not None
            inner: Any = node.selection_set  # type: ignore[attr-defined]  # a field or an inline fragment
            if inner is not None:
                self.walk(inner, depth + 1)


def chance(seed: int) -> str:
    """A document made by chance, whose fragments spread later ones only."""
    dice = random.Random(seed)  # noqa: S311 - a game, no secret
    many = dice.randint(0, 5)

    def selection(depth: int, first: int) -> str:
        made = []
        for _ in range(dice.randint(1, 4)):
            directives = "@d " * dice.choice([0, 0, 1, 2])
            kind = dice.random()
            if kind < 0.3 and first < many:
                made.append(f"...F{dice.randint(first, many - 1)} {directives}")
            elif kind < 0.5 and depth:
                made.append(f"... {directives}{selection(depth - 1, first)}")
            else:
                alias = dice.choice(["", "", "x: "])
                below = selection(depth - 1, first) if depth and dice.random() < 0.5 else ""
                made.append(f"{alias}{dice.choice('abc')} {directives}{below}")
        return "{ " + " ".join(made) + " }"

    return f"{selection(3, 0)} " + " ".join(f"fragment F{i} on T {selection(2, i + 1)}" for i in range(many))


@pytest.mark.parametrize("seed", range(200))
def test_counts_are_those_of_the_document_with_all_fragments_spread(seed: int) -> None:
    document = parse(chance(seed))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    oracle = Spread(fragments)
    oracle.walk(operation.selection_set, 1)

    # What nothing spreads is counted as well; the oracle spreads what the operation does.
    alone = replace_definitions(document, operation, fragments)
    found = measure(alone, ENDLESS)

    assert (found.selections, found.aliases, found.depth) == (oracle.selections, oracle.aliases, oracle.depth)
    assert found.directives == oracle.directives


def replace_definitions(document: Any, operation: Any, fragments: Mapping[str, Any]) -> Any:
    """The document with the fragments alone that the operation reaches."""
    reached: set[str] = set()

    def reach(selected: SelectionSetNode) -> None:
        for node in selected.selections:
            if isinstance(node, FragmentSpreadNode):
                if node.name.value not in reached:
                    reached.add(node.name.value)
                    reach(fragments[node.name.value].selection_set)
            elif node.selection_set is not None:  # type: ignore[attr-defined]  # a field or an inline fragment
                reach(node.selection_set)  # type: ignore[attr-defined]  # a field or an inline fragment

    reach(operation.selection_set)
    return type(document)(definitions=(operation, *(f for name, f in fragments.items() if name in reached)))


def test_fields_in_the_same_place_are_compared_in_pairs_with_their_arguments() -> None:
    def pairs(text: str) -> int:
        return merged_pairs(parse(text), 10**6)

    assert pairs("{ a b c }") == 0
    assert pairs("{ a a a a }") == 6
    assert pairs("{ a { x } a { x } }") == 2
    assert pairs("{ ...F ...F } fragment F on T { a }") == 1
    assert pairs("{ x: a x: b ... { x: c } }") == 3
    assert pairs("{ a(v: [1, 2]) a(v: [1, 2]) }") == 1 + 3 + 3
    assert merged_pairs(parse("{ " + "a " * 1000 + "}"), 50) < 1100


@pytest.mark.parametrize("text", ["{ ...A } fragment A on T { ...A }", "{ a } fragment A on T { b { ...A } }"])
def test_a_fragment_in_itself_is_an_error_not_a_loop(text: str) -> None:
    with pytest.raises(GraphQLError, match="'A' within itself"):
        DocumentLimits().parse(text)


#: limit -> what is just allowed with a limit of 3, and what is one too much.
EDGES = {
    "operations": ("query A {a} query B {a} query C {a}", "query A {a} query B {a} query C {a} query D {a}"),
    "fragments": (
        "{...A ...B ...C}" + "".join(f" fragment {n} on T {{a}}" for n in "ABC"),
        "{...A}" + "".join(f" fragment {n} on T {{a}}" for n in "ABCD"),
    ),
    "depth": ("{a {b {c}}}", "{a {b {c {d}}}}"),
    "selections": ("{a b c}", "{a b c d}"),
    "aliases": ("{x: a y: b z: c d}", "{x: a y: b z: c u: d}"),
    "directives": ("{a @x @y @z}", "{a @x @y b @y @z}"),
    "merges": ("{a a a}", "{a a a a}"),
    "values": ("{a(x: [1, 2])}", "{a(x: [1, 2, 3])}"),
    "nesting": ("{a(x: [[[1]]])}", "{a(x: [[[[1]]]])}"),
    "tokens": ("{a}", "{a b}"),
    "characters": ("{a}", "{ab}"),
}


@pytest.mark.parametrize("limit", EDGES)
def test_each_limit_allows_just_what_it_says(limit: str) -> None:
    limits = replace(DocumentLimits(), **{limit: 3})
    allowed, refused = EDGES[limit]

    limits.parse(allowed)
    with pytest.raises(LimitExceeded) as caught:
        limits.parse(refused)
    assert caught.value.details == {"limit": limit, "allowed": 3}
    assert caught.value.hint


@pytest.mark.parametrize(
    ("limit", "allowed", "refused"),
    [
        ("items", {"a": 1, "b": [1]}, {"a": [1, 2, 3]}),
        ("nesting", {"a": [[1]]}, {"a": [[[1]]]}),
        ("variables", {}, {"a": 1}),
    ],
)
def test_each_limit_of_variables_allows_just_what_it_says(
    limit: str, allowed: dict[str, Any], refused: dict[str, Any]
) -> None:
    limits = replace(DocumentLimits(), **{limit: 3})

    limits.check_variables(allowed)
    with pytest.raises(LimitExceeded) as caught:
        limits.check_variables(refused)
    assert caught.value.details == {"limit": limit, "allowed": 3}


def test_directives_on_operations_and_variables_count_too() -> None:
    size = measure(parse("query A($x: Int = 1 @a @b) @c { a(x: $x) @d }"), DocumentLimits())

    assert size.directives == 4
