"""What the database is asked, word for word; and that it is asked nothing but what the model declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.pinned_statements import FOLDER, compiled, names, pinned_text, question

from hub.graph.client import Graph
from hub.graph.statements import expanded
from schema.declare_own import LOCK, NEW
from schema.model import MODEL, pinyin_prop
from schema.own_nodes import OWN

HUB = Path(__file__).parents[3] / "hub"
FILES = [*sorted(FOLDER.glob("*.cypher")), *sorted(HUB.rglob("*.cypher"))]
#: What every node or link carries beside what is declared.
BUILT_IN_PROPERTIES = {
    *("id", "key", "source", "batch", "asserted", "firstSeen", "lastSeen", "assertedAt", "since", "until"),
    # What a change hands on beside its entity (hub/questions/change_and_read.py).
    *("own", "before"),
    # A lock, and a node that is being created (schema/declare_own.py).
    *(LOCK, NEW),
}
#: Names of map entries that a statement makes itself, not of stored properties.
OWN_ENTRIES = re.compile(r"\b(?:x|k|d|h|m|hit|e)\d*\.\w+|\$\w+\.\w+|db\.index\.fulltext\.\w+|\)\.\w+|\]\.\w+")


@pytest.mark.parametrize("name", names())
def test_statement_is_the_pinned_one(name: str) -> None:
    pinned = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")

    assert pinned_text(compiled(*question(name))) == pinned


def test_every_pinned_file_has_its_question() -> None:
    assert sorted(p.stem for p in FOLDER.glob("*.cypher")) == names()
    assert {p.stem for p in FOLDER.glob("*.json")} <= set(names())


@pytest.mark.parametrize("name", names())
def test_one_statement_for_each_root_field(name: str) -> None:
    keys = [statement.key for statement in compiled(*question(name))]

    assert len(keys) == (2 if name == "two_roots" else 1)
    assert keys == re.findall(r"^// (\w+)$", (FOLDER / f"{name}.cypher").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("name", names())
async def test_database_accepts_the_statement(blank: Graph, name: str) -> None:
    for statement in compiled(*question(name)):
        await blank.ask(f"EXPLAIN {statement.text}", statement.parameters, operation="test.explain")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_statement_speaks_of_what_the_model_declares(path: Path) -> None:
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("//"))
    text = expanded(text)
    labels, kinds, properties = vocabulary(text)

    assert labels <= {*MODEL.entities, *OWN}
    assert kinds <= set(MODEL.links)
    assert properties <= declared() | BUILT_IN_PROPERTIES


def test_vocabulary_is_really_read() -> None:
    text = "MATCH (a:Person)-[r:OWNS|DRIVES]->(:Vehicle {plateNo: $p}) WHERE a:Party AND a.name = 'x:Not.one'"

    assert vocabulary(text) == ({"Person", "Vehicle", "Party"}, {"OWNS", "DRIVES"}, {"name", "plateNo"})


def vocabulary(text: str) -> tuple[set[str], set[str], set[str]]:
    """The labels, relationship types and properties a statement names."""
    text = re.sub(r"'[^']*'", "''", text)
    kinds: set[str] = set()
    for pattern in re.findall(r"\[\w*:([A-Z_|]+)", text):
        kinds.update(pattern.split("|"))
    # A colon before a capital, and not in a map: ':Person', 'n:Person', but not '{key: value}'.
    bare = re.sub(r"\[\w*:[A-Z_|]+", "[", text)
    labels = set(re.findall(r":([A-Z]\w*)", bare))
    stored = re.sub(OWN_ENTRIES, "", bare)
    properties = set(re.findall(r"\b[a-z]\w*\.(\w+)", stored))
    for entries in re.findall(r"\((?:\w*)(?::\w+)+ \{([^}]*)\}", bare):
        properties.update(re.findall(r"(\w+):", entries))
    return labels, kinds, properties


def declared() -> set[str]:
    """The names of all stored properties."""
    return set(_declared())


def _declared() -> Iterator[str]:
    for node in OWN.values():
        yield from (prop.name for prop in node.props)
    for owner in [*MODEL.entities.values(), *MODEL.links.values()]:
        for prop in owner.props:
            yield prop.name
            companion = pinyin_prop(prop)
            if companion is not None:
                yield companion
