"""The folders of declarations, walked and checked as a whole."""

from __future__ import annotations

import importlib
import itertools
import string
import sys
from pathlib import Path
from types import ModuleType

import pytest

from schema import outline
from schema.errors import DeclarationError
from schema.model import MODEL, ROOT, load

NUMBERS, SIGNS = itertools.count(), itertools.count()
LETTERS = string.ascii_uppercase
ENTITY = """
from schema.declare import Entity, Lookup, exists, prop
from schema.looks import Sign
from schema.values import DATE, TEXT, choice
ENTITY = Entity(name="{name}", zh="物", en="Thing", description="A thing.", {more} {sign}
    props=(prop("{identity}", TEXT, "A number.", zh="编号", en="Number", identity={identity_is}), {props}))
"""
LINK = """
from schema.declare import Between, Link, Side
LINK = Link(kind="{kind}", zh="关系", en="Link", description="A link.", reads="{{source}} to {{target}}", {more}
    between=(
        Between("{source}", "{target}", Side("{forward}", "There.", "去", "To"), Side("{back}", "Back.", "回", "Of")),
    ))
"""


def entity(name: str, more: str = 'caption="no",', props: str = "", identity: str = "no") -> str:
    """The file of an entity; each has a sign of its own."""
    number = next(SIGNS)
    sign = f'sign=Sign("{chr(ord("一") + number)}", "{LETTERS[number // 26]}{LETTERS[number % 26].lower()}", '
    sign = "" if "sign=" in more else f'{sign}"#{0x0B7A76 + number:06x}"),'
    whole = "abstract" not in more
    return ENTITY.format(name=name, more=more, props=props, identity=identity, identity_is=whole, sign=sign)


def link(kind: str, source: str, target: str, forward: str = "there", back: str = "back", more: str = "") -> str:
    """The file of a link."""
    return LINK.format(kind=kind, source=source, target=target, forward=forward, back=back, more=more)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for declarations that can be imported."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def package(folder: Path, files: dict[str, str]) -> ModuleType:
    """A package of these files."""
    name = f"declared{next(NUMBERS)}"
    (folder / name).mkdir()
    for file, text in {"__init__": "", **files}.items():
        (folder / name / f"{file}.py").write_text(text, encoding="utf-8")
    importlib.invalidate_caches()
    sys.modules.pop(name, None)
    return importlib.import_module(name)


ROOT_FILE = """
from schema.declare import Entity
ENTITY = Entity(name="Entity", zh="实体", en="Entity", description="Anything.", abstract=True, props=())
"""
GOOD = {"entity": ROOT_FILE, "boat": entity("Boat"), "dock": entity("Dock")}
SAILS = {"sails_to": link("SAILS_TO", "Boat", "Dock")}


def test_two_folders_make_a_model(folders: Path) -> None:
    model = load(package(folders, GOOD), package(folders, SAILS))

    assert list(model.links) == ["SAILS_TO"]
    assert model.labels("Boat") == ("Entity", "Boat")
    assert [f.name for f in model.link_fields("Dock")] == ["back"]


WRONG: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "no ENTITY": (GOOD | {"car": "x = 1"}, SAILS, "car.py declares no ENTITY", "Write ENTITY = Entity("),
    "ENTITY of another kind": (GOOD | {"car": "ENTITY = 1"}, SAILS, "declares no ENTITY", "Write ENTITY"),
    "no LINK": (GOOD, SAILS | {"sinks": ""}, "sinks.py declares no LINK", "Write LINK = Link("),
    "wrong file of an entity": (GOOD | {"ship": entity("Car")}, SAILS, "ship.py declares the entity Car", "car.py"),
    "wrong file of a link": (GOOD, {"sails": SAILS["sails_to"]}, "sails.py declares the link SAILS_TO", "sails_to.py"),
    "link to nowhere": (GOOD, {"a": link("A", "Boat", "BigHarbour")}, "'BigHarbour'", "schema/entities/big_harbour.py"),
    "derived from no link": (
        GOOD,
        {"a": link("A", "Boat", "Dock", more='shared="B",')},
        "derived from 'B'",
        "declared link",
    ),
    "interface that is none": (
        GOOD | {"car": entity("Car", more='caption="no", of="Boat",')},
        SAILS,
        "of='Boat'",
        "Use one of Entity",
    ),
    "field twice by links": (
        GOOD,
        SAILS | {"sinks_at": link("SINKS_AT", "Boat", "Dock", back="sunk")},
        "two fields named 'there'",
        "Rename",
    ),
    "field twice by link and property": (
        GOOD,
        {"a": link("A", "Boat", "Dock", forward="no")},
        "two fields named 'no'",
        "Rename",
    ),
    "caption of nothing": (
        GOOD | {"car": entity("Car", more='caption="name",')},
        SAILS,
        "caption 'name'",
        "properties",
    ),
    "card of nothing": (
        GOOD | {"car": entity("Car", more='caption="no", card=("name",),')},
        SAILS,
        "'name' in card",
        "Use one of no",
    ),
    "beginning that is no day": (
        GOOD | {"car": entity("Car", more='caption="no", begins="no",')},
        SAILS,
        "begins='no'",
        "days",
    ),
    "end that is nothing": (
        GOOD
        | {
            "car": entity("Car", more='caption="no", ends="at",', props='prop("on", DATE, "A day.", zh="日", en="On"),')
        },
        SAILS,
        "ends='at'",
        "Use one of on",
    ),
    "look-up by nothing": (
        GOOD | {"car": entity("Car", more='caption="no", lookup=Lookup("car", {"name": "name"}, latest="no"),')},
        SAILS,
        "'name' in lookup",
        "Use one of no",
    ),
    "look-up by what several can have": (
        GOOD
        | {
            "car": entity(
                "Car",
                'caption="no", lookup=Lookup("car", {"p": "p"}),',
                'prop("p", TEXT, "A plate.", zh="牌", en="P1"),',
            )
        },
        SAILS,
        "several entities can share",
        "latest=",
    ),
    "two entities with one sign": (
        GOOD
        | {
            "car": entity("Car", 'caption="no", sign=Sign("车", "V", "#0b7a75"),'),
            "cart": entity("Cart", 'caption="no", sign=Sign("轮", "V", "#8a6152"),'),
        },
        SAILS,
        "Car and Cart have 'V'",
        "Change one",
    ),
    "derived from a link it cannot have": (
        GOOD | {"car": entity("Car", props='exists("isIn", "SAILS_TO", "Whether.", zh="是否", en="In"),')},
        SAILS,
        "'SAILS_TO', which it cannot have",
        "one of whose ends",
    ),
    "choice defined twice": (
        GOOD
        | {
            "car": entity("Car", props='prop("a", choice("K", {"A": ("甲", "One.")}), "A kind.", zh="类", en="Kind"),'),
            "cart": entity(
                "Cart", props='prop("a", choice("K", {"B": ("乙", "Two.")}), "A kind.", zh="类", en="Kind"),'
            ),
        },
        SAILS,
        "choice 'K'",
        "Rename",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_together_is_refused_with_what_to_write(folders: Path, case: str) -> None:
    entities, links, named, hint = WRONG[case]

    with pytest.raises(DeclarationError) as refused:
        load(package(folders, entities), package(folders, links))

    assert named in refused.value.message
    assert hint in str(refused.value.hint)


def test_every_declaration_says_itself_in_both_languages() -> None:
    for owner in [*MODEL.entities.values(), *MODEL.links.values()]:
        assert owner.zh
        assert owner.en
        assert owner.description.endswith(".")
        for prop in owner.props:
            assert prop.zh
            assert prop.en
            assert prop.description.endswith(".")
    for link_ in MODEL.links.values():
        for pair in link_.between:
            for side in (pair.forward, pair.reverse):
                assert side is None or (side.zh and side.en and side.description.endswith("."))


def test_labels_go_from_the_general_to_the_particular() -> None:
    assert MODEL.labels("Person") == (ROOT, "Party", "Person")
    assert MODEL.concrete_of("Party") == ("Company", "Person")
    assert MODEL.interfaces("Company") == ("Party", ROOT)
    assert {p.name for p in MODEL.props("Person")} >= {"name", "isDebtor", "citizenId"}


def test_a_link_shows_on_both_ends_and_a_symmetric_one_once() -> None:
    assert [f.forward for f in MODEL.link_fields("Person") if f.link.kind == "OWNS"] == [True, True]
    assert [f.forward for f in MODEL.link_fields("Vehicle") if f.link.kind == "OWNS"] == [False]
    assert [f.forward for f in MODEL.link_fields("Person") if f.link.kind == "SPOUSE_OF"] == [None]


def test_plain_data_of_the_model_is_json() -> None:
    import json

    data = json.loads(outline.text(MODEL))

    assert set(data["entities"]) == set(MODEL.entities)
    assert set(data["links"]) == set(MODEL.links)
