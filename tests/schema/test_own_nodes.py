"""The hub's own nodes: declared once, checked, and all that the product names is declared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schema.declare_own import OwnLink, OwnNode, held
from schema.errors import DeclarationError
from schema.model import MODEL
from schema.own_nodes import OWN, check
from schema.statements.definitions import own_definitions
from schema.values import TEXT

ROOT = Path(__file__).parents[2]
CODE = held("code", TEXT, "A code.")


def node(name: str = "Thing", **more: Any) -> OwnNode:
    return OwnNode(name=name, description="A thing.", props=(CODE,), **more)


MALFORMED: dict[str, tuple[Callable[[], object], str]] = {
    "a name": (lambda: node("thing"), "PascalCase"),
    "a reserved property": (lambda: held("lock", TEXT, "A lock."), "'lock'"),
    "a description": (lambda: held("code", TEXT, "A code"), "full stop"),
    "a property twice": (lambda: OwnNode(name="Thing", description="A thing.", props=(CODE, CODE)), "twice"),
    "an unknown key": (lambda: node(key=("number",), constraint="thing"), "does not declare"),
    "a key without its constraint": (lambda: node(key=("code",)), "constraint"),
    "rights without a key": (lambda: node(rights=True), "not one property"),
    "the name of an entity": (lambda: check({"Flag": node("Flag")}, MODEL), "entity already"),
    "the link of entities": (
        lambda: check({"Thing": node(links=(OwnLink("OWNS", "Vehicle", "It owns it."),))}, MODEL),
        "as entities do",
    ),
    "a link to nothing": (
        lambda: check({"Thing": node(links=(OwnLink("STEP_OF", "Nothing", "A step of it."),))}, MODEL),
        "not declared",
    ),
    "two constraints of one name": (
        lambda: check(
            {
                "Thing": node(key=("code",), constraint="thing"),
                "Other": node("Other", key=("code",), constraint="thing"),
            },
            MODEL,
        ),
        "one name",
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_declaration_is_refused(what: str) -> None:
    make, words = MALFORMED[what]

    with pytest.raises(DeclarationError) as caught:
        make()

    assert words in f"{caught.value.message} {caught.value.hint}"


def test_constraints_and_indexes_are_whole_texts() -> None:
    chart = OwnNode(
        name="Chart",
        description="A chart.",
        key=("place", "line"),
        constraint="chart_line",
        props=(
            held("place", TEXT, "Where it is.", index="chart_place"),
            held("line", TEXT, "Its line.", unique="chart_alone"),
        ),
    )

    assert list(own_definitions([chart])) == [
        "CREATE CONSTRAINT chart_line IF NOT EXISTS FOR (n:Chart) REQUIRE (n.place, n.line) IS UNIQUE",
        "CREATE INDEX chart_place IF NOT EXISTS FOR (n:Chart) ON (n.place)",
        "CREATE CONSTRAINT chart_alone IF NOT EXISTS FOR (n:Chart) REQUIRE n.line IS UNIQUE",
    ]


def test_every_label_that_the_product_names_is_declared() -> None:
    named: set[str] = set()
    for folder in ("hub", "loaders", "schema"):
        for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.cypher")]:
            named.update(re.findall(r"\(\w*:([A-Z]\w+)[ ):{]", path.read_text("utf-8")))
    declared = {*MODEL.entities, *OWN, *(node.also for node in OWN.values())}

    # The last is what version 1 had, which its migration removes.
    assert named - declared <= {"FlagRevision"}
    assert {"HubMeta", "SavedChart", "Batch", "Parting"} <= named
