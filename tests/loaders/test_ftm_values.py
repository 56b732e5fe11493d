"""Of every FollowTheMoney entity, each value of each field is in the graph, or counted by its field, or quarantined."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.ftm_sample import entity, file
from support.intake import citizen

from hub.graph.client import Graph
from loaders.landing.chunks import Chunk
from loaders.landing.link_ends import ends_of, tie_between
from loaders.landing.pipeline import Options, load
from loaders.mapping.ftm.items import MOST_ITEMS
from loaders.mapping.ftm.mapper import FtmMapper
from loaders.mapping.ftm.shapes import ENDS, SHAPES
from loaders.mapping.stated import Landing, LinkOp, Rejected, UntiedLinks
from loaders.reading.base import Row
from schema.errors import InvalidValue
from schema.model import MODEL
from schema.values import DATE, NAME, PHONE_NO, PLATE_NO, Realm

FIELDS = (
    "name", "alias", "weakAlias", "abbreviation", "previousName", "firstName", "lastName", "fatherName", "birthDate",
    "nationality", "citizenship", "country", "jurisdiction", "gender", "idNumber", "registrationNumber", "taxNumber",
    "incorporationDate", "sector", "address", "addressEntity", "phone", "vin", "model", "owner", "asset", "titleNumber",
    "landType", "area", "accountNumber", "openingDate", "full", "street", "city", "postalCode", "startDate", "role",
    "percentage", "relationship", "notes", "topics", "sharesCount", "someField",
)  # fmt: skip
TEXTS = (
    "Jan Novak", "乔文岚", "乔　岚", "北泊货运有限公司", "n" * 1500, "\x00", "1971", "1971-03-09", "1980-01-02", "cn",
    "us", "US", "gb", "male", "female", "other", "990102850615001", "990102198506150019", "91990102MATE5T0A0C",
    "测A77777",
    "0TS123456RA000001", "9999990000000000014", "12345", "Long St 1", "示例路 77 号", "100 0000 0001", "+420 1", "40",
    "40%", "400", "0.5", "chair", "sister", "wife", "nephew", "a1", "p1", "nobody", " ", "",
)  # fmt: skip
texts = st.sampled_from(TEXTS)
nested = st.builds(
    lambda schema, own, props: {"id": own, "schema": schema, "properties": props},
    st.sampled_from([*SHAPES, *ENDS, "Sanction", "LegalEntity"]),
    st.one_of(texts, st.none()),
    st.dictionaries(st.sampled_from(FIELDS), st.lists(texts, max_size=2), max_size=3),
)
value = st.one_of(texts, st.integers(0, 99), st.booleans(), st.none(), st.lists(texts, max_size=1), nested)
lines = st.builds(
    lambda schema, props: {"id": "e1", "schema": schema, "properties": props},
    st.sampled_from([*SHAPES, *ENDS]),
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.lists(value, max_size=4), value), max_size=8),
)


def landed(line: dict[str, Any]) -> tuple[Chunk, Counter[str]] | Rejected:
    """What one line leaves beside a person p1 and an address a1, and what it leaves out."""
    row, chunk = Row(1, json.loads(json.dumps(line))), Chunk()
    first = FtmMapper(MODEL, Realm.FICTIONAL, "ftm", 1)(row)
    if isinstance(first, Rejected):
        return first
    if isinstance(first, Landing):
        chunk.land(1, first)
    second = FtmMapper(MODEL, Realm.FICTIONAL, "ftm", 2)(row)
    if isinstance(second, Rejected):
        return second
    if isinstance(second, UntiedLinks):
        chunk.add_untied(second)
        there = {key for _, rows in chunk.nodes() for key in rows} | {"Person:ftm/p1", "Address:ftm/a1"}
        aliases = {key: rows[key]["of"] for group, rows in chunk.nodes() if group.entity == "Alias" for key in rows}
        tie_between(
            chunk,
            {end: [k for k in (*keys, aliases.get(alias, "")) if k in there] for end, alias, keys in ends_of(chunk)},
        )
    return chunk.rejected[0] if chunk.rejected else (chunk, chunk.left_out)


def forms(text: str) -> set[str]:
    """How a text may stand in the graph."""
    # Of a name that stands in a longer one only the blanks are made alike.
    found = {
        text,
        " ".join(text.split()),
        {"male": "MALE", "female": "FEMALE", "sister": "SIBLING"}.get(text.lower(), text),
    }
    for kind in (NAME, DATE, PHONE_NO, PLATE_NO):
        try:
            found.add(str(kind.parse(text)))
        except InvalidValue:
            continue
    with suppress(ValueError):
        found |= {str(float(text.rstrip("%")) / 100), str(float(text))}
    return found


def held(chunk: Chunk) -> list[str]:
    """Everything that a chunk puts into the graph, as texts."""
    found: list[str] = []
    for _, nodes in chunk.nodes():
        for key, props in nodes.items():
            found += [key, *(str(each) for v in props.values() for each in (v if isinstance(v, list) else [v]))]
    for group, ties in chunk.links():
        for ends, props in ties.items():
            found += [group.kind, *ends, *map(str, props.values())]
    return found


@settings(deadline=None, max_examples=examples(600))
@given(line=lines)
@example(line={"id": "e1", "schema": "BankAccount", "properties": {"name": None, "accountNumber": [False]}})
def test_nothing_is_lost_without_a_word(line: dict[str, Any]) -> None:
    done = landed(line)
    if isinstance(done, Rejected):
        assert done.problems[0].code
        assert done.problems[0].reason
        return
    chunk, left = done
    assert chunk.landed == 1
    graph = held(chunk)
    for name, given_ in line["properties"].items():
        listed = given_ if isinstance(given_, list) else [given_]
        plain = {
            str(each).lower() if isinstance(each, bool) else str(each).strip()
            for each in listed
            if not isinstance(each, list | dict | type(None)) and str(each).strip()
        }
        missing = {text for text in plain if not stands(name, text, graph)}
        odd = sum(isinstance(each, list) for each in listed)
        counted = sum(count for why, count in left.items() if why.startswith(f"{name}: "))
        assert len(missing) + odd <= counted, (name, missing, left, graph)


def stands(name: str, text: str, graph: list[str]) -> bool:
    """Whether a value of a field is in the graph, whole or as a part of a name, an address or a key."""
    if (name in ("nationality", "citizenship") and text.lower() == "cn") or (text == "wife" and "SPOUSE_OF" in graph):
        return True
    # Numbers of accounts and documents are kept in capitals.
    places = [place.lower() for place in graph]
    return any(f == place or (len(f) > 1 and f in place) for f in map(str.lower, forms(text)) for place in places)


def test_links_of_a_line_have_values_of_their_own() -> None:
    line = {"id": "e1", "schema": "Ownership", "properties": {"owner": ["p1"], "asset": ["nowhere"]}}

    done = landed(line)

    assert isinstance(done, Rejected)
    assert done.problems[0].code == "UNKNOWN_END"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"id": "x", "schema": "Person", "properties": {"name": ["\x00"]}}, "CHARACTER"),
        ({"id": "x", "schema": "Person", "name": ["Jan"]}, "TYPE"),
        ({"schema": "Person", "properties": {"name": ["Jan"]}}, "MISSING"),
        ({"id": "x" * 600, "schema": "Person", "properties": {}}, "LENGTH"),
        ({"id": "x", "schema": "Address", "properties": {"country": ["cn"]}}, "MISSING"),
        ({"id": "x", "schema": "Address", "properties": {"full": ["路" * 2000]}}, "LENGTH"),
        ({"id": "x", "schema": "LegalEntity", "properties": {"name": ["Jan"]}}, "SCHEMA"),
        ({"op": "DEL", "entity": {"id": "x"}}, "DELETED"),
        ({"id": "x", "schema": "Ownership", "properties": {"owner": ["p1"]}}, "MISSING"),
        ({"id": "x", "schema": "Person", "properties": {"x": [{"schema": "Land", "properties": {}}] * 9**5}}, "NESTED"),
    ],
)  # fmt: skip
def test_what_cannot_land_goes_to_the_quarantine_with_its_reason(line: dict[str, Any], code: str) -> None:
    done = landed(line)

    assert isinstance(done, Rejected)
    assert [problem.code for problem in done.problems] == [code]


def test_deep_nesting_breaks_nothing() -> None:
    line: dict[str, Any] = {"id": "e", "schema": "Company", "properties": {"name": ["E"]}}
    for place in range(300):
        line = {"id": f"c{place}", "schema": "Company", "properties": {"name": ["C"], "parent": [line]}}

    done = landed(line)

    assert not isinstance(done, Rejected)
    assert done[1] == Counter({"parent: not mapped": 300})
    assert MOST_ITEMS > 300
    assert all(not isinstance(each, LinkOp) for each in done[0].links())


async def test_a_dry_run_counts_what_a_load_counts_and_says_what_only_the_graph_knows(
    options: Options, store: Graph, tmp_path: Path
) -> None:
    within = [
        entity("p1", "Person", name=["Jan"], idNumber=[citizen(1)]),
        entity("c1", "Company", name=["N"]),
        entity("o1", "Ownership", owner=["p1"], asset=["c1"], percentage=["400"], sharesCount=["7"]),
        entity("d1", "Directorship", director=["c1"], organization=["c1"]),
    ]
    beyond = entity("o2", "Ownership", owner=["elsewhere"], asset=["c1"], sharesCount=["9"])

    [dry] = await load(None, "ftm", [file(tmp_path, within)], replace(options, dry_run=True))
    [real] = await load(store, "ftm", [file(tmp_path, within)], options)
    [more] = await load(None, "ftm", [file(tmp_path, [*within, beyond], "more.json")], replace(options, dry_run=True))

    assert dry.left_out == Counter({"percentage: not one the hub can keep": 1, "sharesCount: not mapped": 1})
    assert (dry.left_out, dry.landed, dry.quarantined, dry.reasons) == (
        real.left_out,
        real.landed,
        real.quarantined,
        real.reasons,
    )
    # A link that the hub has none of, and the broken line of the sample.
    assert (dry.quarantined, dry.undecided) == (2, 0)
    assert (more.left_out, more.landed, more.undecided) == (dry.left_out, dry.landed + 1, 1)
