"""A malformed declaration is refused when it is imported, and the error says what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schema.declare import Between, Entity, Link, Lookup, Prop, Side, exists, prop
from schema.errors import DeclarationError
from schema.looks import Sign
from schema.values import TEXT, choice

IDENTITY = prop("no", TEXT, "A number.", zh="编号", en="Number", identity=True)


def entity(**changed: Any) -> Entity:
    """A good entity, but for what is changed."""
    good: dict[str, Any] = {
        "name": "Boat",
        "zh": "船",
        "en": "Boat",
        "description": "A boat.",
        "sign": Sign("船", "B", "#0b7a75"),
    }
    good |= {"props": (IDENTITY,), "caption": "no"}
    return Entity(**(good | changed))


def link(**changed: Any) -> Link:
    """A good link, but for what is changed."""
    pair = Between(
        "Boat", "Person", Side("crew", "Who sails it.", "船员", "Side"), Side("boats", "What one sails.", "船", "Side")
    )
    good: dict[str, Any] = {
        "kind": "SAILED_BY",
        "zh": "驾船",
        "en": "Sailed by",
        "description": "Who sails.",
        "between": (pair,),
    }
    return Link(**(good | {"reads": "{source} is sailed by {target}"} | changed))


def second() -> Prop:
    """A second identity."""
    return prop("other", TEXT, "Another number.", zh="编号", en="Number", identity=True)


WRONG: dict[str, tuple[Callable[[], object], str, str]] = {
    "entity name": (lambda: entity(name="boat"), "'boat'", "PascalCase"),
    "entity without description": (lambda: entity(description=""), "entity Boat", "English sentence"),
    "entity without full stop": (lambda: entity(description="A boat"), "entity Boat", "full stop"),
    "entity without Chinese": (lambda: entity(zh=""), "entity Boat", "zh="),
    "entity without English": (lambda: entity(en=""), "entity Boat", "en="),
    "label with a full stop": (lambda: entity(en="A boat."), "entity Boat", "no full stop"),
    "label without a capital": (lambda: entity(en="boat"), "entity Boat", "capital"),
    "entity without a sign": (lambda: entity(sign=None), "no sign", "Sign("),
    "sign of a word": (lambda: Sign("船只", "B", "#0b7a75"), "'船只'", "one Chinese character"),
    "colour by name": (lambda: Sign("船", "B", "teal"), "'teal'", "hexadecimal"),
    "colour that is too light": (lambda: Sign("船", "B", "#cccccc"), "White is not readable", "darker"),
    "colour that is too dark": (lambda: Sign("船", "B", "#222222"), "dark canvas", "3 or more"),
    "look-up by nothing": (lambda: Lookup("boat", {}), "'boat'", "argument: property"),
    "two identities": (lambda: entity(props=(IDENTITY, second())), "2 identity", "exactly one"),
    "no identity": (lambda: entity(props=()), "0 identity", "exactly one"),
    "identity of an interface": (lambda: entity(abstract=True), "Abstract", "concrete"),
    "no caption": (lambda: entity(caption=""), "caption", "caption="),
    "property twice": (lambda: entity(props=(IDENTITY, IDENTITY)), "'no' twice", "rename"),
    "plural": (lambda: entity(plural="Boats"), "'Boats'", "camelCase"),
    "property name": (lambda: prop("No", TEXT, "A number.", zh="编号", en="Number"), "'No'", "camelCase"),
    "reserved name": (lambda: prop("source", TEXT, "A source.", zh="来源", en="Number"), "'source'", "none of"),
    "property without description": (lambda: prop("no", TEXT, "", zh="编号", en="Number"), "'no'", "English sentence"),
    "property without Chinese": (lambda: prop("no", TEXT, "A number.", zh="", en="Number"), "'no'", "zh="),
    "derived from no link": (
        lambda: exists("isSailed", "sails", "Whether.", zh="是否", en="Sailed"),
        "malformed",
        "UPPER_CASE",
    ),
    "side name": (lambda: Side("Crew", "Who sails it.", "船员", "Side"), "'Crew'", "camelCase"),
    "side without description": (lambda: Side("crew", "", "船员", "Side"), "'crew'", "English sentence"),
    "link kind": (lambda: link(kind="sailedBy"), "'sailedBy'", "UPPER_CASE"),
    "link that reads nothing": (lambda: link(reads="sails"), "reads", "{source}"),
    "link that joins nothing": (lambda: link(between=()), "joins nothing", "between="),
    "symmetric with a reverse": (lambda: link(symmetric=True), "symmetry", "reverse=None"),
    "one-sided without symmetry": (
        lambda: link(between=(Between("Boat", "Boat", Side("near", "Boats near.", "邻船", "Side"), None),)),
        "symmetry",
        "reverse Side",
    ),
    "symmetric between two": (
        lambda: link(symmetric=True, between=(Between("Boat", "Car", Side("near", "Cars near.", "邻", "Side"), None),)),
        "symmetry",
        "joins an entity to itself",
    ),
    "key of nothing": (lambda: link(key=("rank",)), "'rank'", "since"),
    "link property twice": (lambda: link(props=(IDENTITY, IDENTITY)), "twice", "rename"),
    "choice name": (lambda: choice("kind", {"A": ("甲", "One.")}), "like CaseKind", "enum's name"),
    "choice without members": (lambda: choice("Kind", {}), "no members", "INITIAL"),
    "choice member name": (lambda: choice("Kind", {"a": ("甲", "One.")}), "Kind.a", "capitals"),
    "choice without Chinese": (lambda: choice("Kind", {"A": ("", "One.")}), "Kind.A", "首次执行"),
    "choice whose sentence is no label": (lambda: choice("Kind", {"A": ("甲", f"{'Long ' * 10}.")}), "Kind.A", "label"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_malformed_is_refused_with_what_to_write(case: str) -> None:
    make, named, hint = WRONG[case]

    with pytest.raises(DeclarationError) as refused:
        make()

    assert named in refused.value.message
    assert refused.value.hint
    assert hint in refused.value.hint


def test_what_is_well_formed_is_taken() -> None:
    assert (entity().name, link().kind) == ("Boat", "SAILED_BY")
