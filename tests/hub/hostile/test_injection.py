"""Whatever stands in a text argument stays a value: it changes no statement, writes nothing, and is not repeated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_scalar_type,
)
from support.http_client import clear

from hub.api.schema import Api
from hub.graph.client import Graph

pytestmark = pytest.mark.slow

#: Cypher, Lucene and JSON that would break out of a text if texts were pasted together. Each holds the mark.
MARK = "zqxj"
#: Masks show the last signs of what they hide; these are shown, then, and not the mark.
TAIL = " // -- ;)"
STRINGS = [
    f"' OR 1=1 // {MARK}",
    f'"}}) DETACH DELETE n // {MARK}',
    f"`{MARK}`) DETACH DELETE (n) //",
    f"$p0 {MARK} $`p1` {{p0}}",
    f"\\u0027}}) MATCH (n) DETACH DELETE n RETURN 1 AS {MARK} //",
    f"{MARK}\x00\x01\x7f\u2028\u202e",
    f"{MARK}:* AND name:/.*/ OR (a~ b^9 \\",
    f"x' }} AS answer UNION MATCH (n) SET n.{MARK} = 1 RETURN n //",
    f'{{"a": [1, {{"{MARK}": null}}]}}',
    f"|~n|{MARK}|1",
    MARK * 20_000,
]
STRINGS = [text + TAIL for text in STRINGS]
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN [count(DISTINCT n), count(r), count(n.key)] AS all"


def plain(kind: Any, depth: int) -> Iterator[tuple[Any, bool]]:
    """Values of an input type with a text put in every place that takes one; and whether there is such a place.

    "TEXT" stands for the text. Only so deep: filters nest without end.
    """
    named = get_named_type(kind)
    if is_scalar_type(named):
        if named.name not in ("Int", "Float", "Boolean"):
            yield (["TEXT"] if is_list_type(get_nullable_type(kind)) else "TEXT"), True
    elif isinstance(named, GraphQLInputObjectType) and depth:
        for name, field in named.fields.items():
            for value, _ in plain(field.type, depth - 1):
                yield ([{name: value}] if is_list_type(get_nullable_type(kind)) else {name: value}), True


def needed(argument: GraphQLArgument | GraphQLInputField) -> Any:
    """Some value for an argument that must be given."""
    named = get_named_type(argument.type)
    if isinstance(named, GraphQLEnumType):
        value: Any = next(iter(named.values))
    elif isinstance(named, GraphQLInputObjectType):
        value = {name: needed(f) for name, f in named.fields.items() if str(f.type).endswith("!")}
    else:
        value = {"Int": 1, "Float": 1.0, "Boolean": True}.get(named.name, "x")
    return [value] if is_list_type(get_nullable_type(argument.type)) else value


def questions(api: Api) -> Iterator[tuple[str, str, Any, str]]:
    """Every argument of every root field that takes a text in some place: an operation, the variable and its value."""
    for operation, owner in (("query", api.graphql.query_type), ("mutation", api.graphql.mutation_type)):
        assert owner is not None
        for field_name, field in owner.fields.items():
            leaf = "" if not hasattr(get_named_type(field.type), "fields") else " { __typename }"
            for name, argument in field.args.items():
                others = {n: a for n, a in field.args.items() if n != name and str(a.type).endswith("!")}
                others = {n: a for n, a in others.items() if a.default_value in (None, ...) or "Int" not in str(a.type)}
                declared = ", ".join(f"${n}: {a.type}" for n, a in {name: argument, **others}.items())
                given = ", ".join(f"{n}: ${n}" for n in (name, *others))
                text = f"{operation} ({declared}) {{ {field_name}({given}){leaf} }}"
                for value, _ in plain(argument.type, 3):
                    more = {n: needed(a) for n, a in others.items()}
                    yield f"{field_name}.{name}", text, {**more, name: value}, name


def filled(value: Any, text: str) -> Any:
    """The value with the text in place of "TEXT"."""
    if isinstance(value, dict):
        return {name: filled(inner, text) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, text) for inner in value]
    return text if value == "TEXT" else value


async def test_no_text_becomes_cypher(client: httpx.AsyncClient, blank: Graph, api: Api) -> None:
    before = await blank.ask_one(COUNT, {}, operation="test")
    asked = list(questions(api))
    places = {place for place, *_ in asked}
    assert {"person.citizenId", "search.text", "persons.where", "persons.after", "raiseFlag.note"} & places
    assert len(asked) > 300

    # Each place with one of the strings, in turn; the root fields' own texts with all of them.
    for i, (place, text, variables, name) in enumerate(asked):
        chosen = STRINGS if variables[name] in ("TEXT", ["TEXT"]) else [STRINGS[i % len(STRINGS)]]
        for string in chosen:
            await harmless(client, text, filled(variables, string), (place, string[:40]))

    assert await blank.ask_one(COUNT, {}, operation="test") == before


async def harmless(client: httpx.AsyncClient, text: str, variables: Any, what: object) -> None:
    """Ask, and hold the answer to what every answer must be."""
    response = await client.post("/graphql", content=json.dumps({"query": text, "variables": variables}))
    assert response.status_code in (200, 400), what
    body = response.json()
    for error in body.get("errors", []):
        clear(error, response.text)
        assert error["extensions"]["code"] not in ("INTERNAL", "GRAPH_ERROR"), (what, error)
    assert MARK not in response.text, (what, response.text[:500])


@pytest.mark.parametrize("string", [s for s in STRINGS if len(s) < 100], ids=range(10))
async def test_a_text_written_out_is_no_cypher_either(client: httpx.AsyncClient, blank: Graph, string: str) -> None:
    before = await blank.ask_one(COUNT, {}, operation="test")
    literal = json.dumps(string)

    for text in (
        f"{{ search(text: {literal}) {{ moreExist }} }}",
        f"{{ person(citizenId: {literal}) {{ id }} }}",
        f"{{ node(id: {literal}) {{ id }} }}",
        f"{{ persons(after: {literal}) {{ totalCount nodes {{ id }} }} }}",
        f"{{ persons(where: {{name: {{contains: {literal}}}}}) {{ totalCount nodes {{ id }} }} }}",
    ):
        await harmless(client, text, {}, text)

    assert await blank.ask_one(COUNT, {}, operation="test") == before
