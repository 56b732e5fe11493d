"""Values reach the database as parameters: no text of a caller ever stands in a statement."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
    get_named_type,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from support.examples import examples
from support.pinned_statements import compiled, fictional, names, pinned_text, question

from hub.questions.shape import Root

HOSTILE = [
    "'}) DETACH DELETE n //",
    '" RETURN 1 AS answer //',
    "`; MATCH (n) SET n.x = 1",
    "$p0",
    "\\u0027 OR true OR \\u0027",
    "a\nRETURN 1",
    "}}) UNION ALL MATCH (x) RETURN x AS answer",
    "/* */ CALL db.labels()",
]
#: Literals of the pinned questions, each with another of its kind.
OTHERS = {
    "990102198506150019": "990102199001010015",
    "990102850615001": "990102900101001",
    "（2026）示0102执1203号": "（2025）示0102执9号",
    "(2026)示0102执1203号": "(2025)示0102执9号",
    "测a·12345": "测B54321",
    "0TS123456RA000001": "0TS12345XRA000003",
    "91990102MATE5T0A0C": "12990100MBTE5T0C0Q",
    "abcdefghijklmnopqrstuv": "zzcdefghijklmnopqrstuv",
    "bbcdefghijklmnopqrstuv": "yycdefghijklmnopqrstuv",
    "2020-01-01": "1999-12-31",
    "2025-01-01": "1999-12-31",
    "2026-01-01": "1999-12-31",
    "2026-11-22": "1999-12-31",
    "陈": "'}) DETACH DELETE n //",
    "借贷": "'}) DETACH DELETE n //",
}


@pytest.mark.parametrize("name", names())
def test_other_literals_make_the_same_text(name: str) -> None:
    query, variables = question(name)
    other = re.sub(r'"([^"]*)"', lambda m: '"' + OTHERS.get(m[1], m[1]) + '"', query)
    other = re.sub(r"first: (\d+)", lambda m: f"first: {int(m[1]) % 7 + 1}", other)
    other = re.sub(r"limit: (\d+)", "limit: 3", other)
    other = re.sub(r"(gte|lt): (\d+)", r"\1: 77", other)

    assert pinned_text(compiled(other, variables)) == pinned_text(compiled(query, variables))


@pytest.mark.parametrize("name", names())
def test_no_literal_stands_in_the_text(name: str) -> None:
    query, variables = question(name)
    text = pinned_text(compiled(query, variables))
    given_texts = [*re.findall(r'"([^"]+)"', query), *_texts(variables)]

    assert [t for t in given_texts if t in text] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for member in members for text in _texts(member)]


def string_places() -> list[tuple[str, str]]:
    """Every place where a caller may write free text under a root field: a question with $text, as (name, query)."""
    schema = fictional().graphql
    query = schema.query_type
    assert query is not None
    found: list[tuple[str, str]] = []
    for root, field in query.fields.items():
        if not isinstance(fictional().roots[root], Root):
            continue  # answered without a statement
        for argument, definition in field.args.items():
            others = _needed(field.args, argument)
            for place, value, kind in _places(definition.type, argument):
                body = "{ __typename }"
                text = f"query ($text: {kind}) {{ {root}({', '.join([*others, f'{argument}: {value}'])}) {body} }}"
                found.append((f"{root}.{place}", text))
        entity = field.type
        found += _below(root, field, get_named_type(entity))
    return found


def _below(root: str, field: Any, returned: Any) -> list[tuple[str, str]]:
    """The text arguments of link fields below a look-up."""
    if not isinstance(returned, GraphQLObjectType | GraphQLInterfaceType) or root not in ("person", "case"):
        return []
    needed = ", ".join(_needed(field.args, ""))
    found = []
    for name, link in returned.fields.items():
        for argument, definition in link.args.items():
            for place, value, kind in _places(definition.type, argument):
                text = (
                    f"query ($text: {kind}) {{ {root}({needed}) {{ {name}({argument}: {value}) {{ totalCount }} }} }}"
                )
                found.append((f"{root}.{name}.{place}", text))
    return found


def _needed(args: Any, but: str) -> list[str]:
    samples = {"CitizenId": '"990102198506150019"', "Uscc": '"91990102MATE5T0A0C"', "Int": "1"}
    samples |= {"CaseNumber": '"（2026）示0102执1203号"', "ID": '"a"', "String": '"陈"'}
    needed = []
    for name, arg in args.items():
        if name != but and isinstance(arg.type, GraphQLNonNull) and arg.default_value is Undefined:
            kind = get_named_type(arg.type).name
            value = '"b"' if name == "to" else samples[kind]
            needed.append(f"{name}: [{value}]" if isinstance(arg.type.of_type, GraphQLList) else f"{name}: {value}")
    return needed


def _places(kind: Any, at: str, depth: int = 0) -> list[tuple[str, str, str]]:
    """The places of free text in an input type: where, the literal around $text, and the variable's type."""
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(bare, GraphQLList):
        # What compares several entities wants two.
        return [(p, f'[{v}, "b"]' if k == "ID!" else f"[{v}]", k) for p, v, k in _places(bare.of_type, at, depth)]
    if isinstance(bare, GraphQLInputObjectType):
        if depth > 2:
            return []
        return [
            (place, f"{{{name}: {value}}}", k)
            for name, entry in bare.fields.items()
            if name not in ("and", "or")
            for place, value, k in _places(entry.type, f"{at}.{name}", depth + 1)
        ]
    return [(at, "$text", f"{bare.name}!")] if bare.name in ("String", "ID") else []


PLACES = string_places()


def test_places_of_free_text_are_found() -> None:
    found = {name for name, _ in PLACES}

    assert {"search.text", "node.id", "nodes.ids", "expand.id", "paths.from", "persons.after"} <= found
    assert {"persons.where.name.contains", "person.vehicles.where.brand.startsWith"} <= found
    assert len(found) > 100


@settings(max_examples=examples(60), deadline=None)
@given(place=st.sampled_from(PLACES), text=st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=60))
def test_hostile_text_never_changes_the_statement(place: tuple[str, str], text: str) -> None:
    name, query = place
    if name.endswith(".after"):
        return  # a garbage cursor is refused; that is tested with the errors
    if name == "search.text" and not (re.search(r"\w", text) and not re.fullmatch(r"[A-Za-zÀ-ɏ' ]+", text)):
        return  # what is searched in depends on the script of the text
    if name == "search.text" and (compiled_search(text)):
        return  # a recognised identifier is looked up, not searched for

    if name.startswith("listingCheck"):
        return  # takes identifiers alone; what else is given is refused

    assert pinned_text(compiled(query, {"text": text})) == pinned_text(compiled(query, {"text": "陈立诚"}))


def test_injection_is_only_ever_a_parameter() -> None:
    for i, (name, query) in enumerate(PLACES):
        text = f"{HOSTILE[i % len(HOSTILE)]} {i}"
        if not name.endswith(".after") and not name.startswith("listingCheck"):
            assert [s.key for s in compiled(query, {"text": text}) if text in s.text] == []


def compiled_search(text: str) -> bool:
    """Whether a search text is recognised as an identifier."""
    (statement,) = compiled("query ($t: String!) { search(text: $t) { recognisedAs } }", {"t": text})
    return any(value and isinstance(value, list) for value in statement.parameters.values())
