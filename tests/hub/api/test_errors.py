"""What is wrong with a question is said clearly: a code, the argument, what to do, and nothing of the inside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from support.http_client import Poster, clear
from support.world import World

from hub.graph.client import Graph
from hub.questions.limits import Limits

GOOD = "990102198506150019"
BAD = "990102198506150018"
CODES = {
    "INVALID_ARGUMENT",
    "LIMIT_EXCEEDED",
    "INVALID_VALUE",
    "GRAPHQL_VALIDATION_FAILED",
    "GRAPHQL_PARSE_FAILED",
    "BAD_VARIABLES",
}

#: name: (question, code, what the message or the argument must name)
QUESTIONS: dict[str, tuple[str, str, str]] = {
    "page too large": ("{ persons(first: 101) { totalCount } }", "LIMIT_EXCEEDED", "persons.first"),
    "no rows": ("{ persons(first: 0) { totalCount } }", "INVALID_ARGUMENT", "persons.first"),
    "negative page": ("{ persons(first: -1) { totalCount } }", "INVALID_ARGUMENT", "persons.first"),
    "alias is named": ("{ all: persons(first: 0) { totalCount } }", "INVALID_ARGUMENT", "all.first"),
    "rows product": (
        "{ persons(first: 100) { nodes { spouses(first: 100) { nodes { spouses(first: 100) { totalCount } } } } } }",
        "LIMIT_EXCEEDED",
        "persons",
    ),
    "empty where": ("{ persons(where: {}) { totalCount } }", "INVALID_ARGUMENT", "persons.where"),
    "empty and": ("{ persons(where: {and: []}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.and"),
    "empty or": ("{ persons(where: {or: []}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.or"),
    "empty in or": ("{ persons(where: {or: [{}]}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.or[0]"),
    "empty not": ("{ persons(where: {not: {}}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.not"),
    "empty condition": ("{ persons(where: {name: {}}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.name"),
    "null condition": ("{ persons(where: {name: null}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.name"),
    "eq null": ("{ persons(where: {name: {eq: null}}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.name.eq"),
    "isNull null": ("{ persons(where: {name: {isNull: null}}) { totalCount } }", "INVALID_ARGUMENT", "isNull"),
    "empty links": ("{ persons(where: {vehicles: {}}) { totalCount } }", "INVALID_ARGUMENT", "persons.where.vehicles"),
    "some null": (
        "{ persons(where: {vehicles: {some: null}}) { totalCount } }",
        "INVALID_ARGUMENT",
        "persons.where.vehicles.some",
    ),
    "every empty": (
        "{ persons(where: {vehicles: {every: {}}}) { totalCount } }",
        "INVALID_ARGUMENT",
        "persons.where.vehicles.every",
    ),
    "order of two": ("{ persons(orderBy: [{name: ASC, sex: ASC}]) { totalCount } }", "INVALID_ARGUMENT", "PersonOrder"),
    "order of none": ("{ persons(orderBy: [{}]) { totalCount } }", "INVALID_ARGUMENT", "PersonOrder"),
    "unknown field": ("{ persons { nodes { salary } } }", "GRAPHQL_VALIDATION_FAILED", "salary"),
    "unknown argument": ("{ persons(limit: 3) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", "limit"),
    "no selection": ("{ persons }", "GRAPHQL_VALIDATION_FAILED", "persons"),
    "conflicting fields": (
        "{ persons { a: totalCount a: nodes { id } } }",
        "GRAPHQL_VALIDATION_FAILED",
        "'a'",
    ),
    "syntax": ("{ persons(", "GRAPHQL_PARSE_FAILED", "Syntax Error"),
    "circular fragments": (
        "{ persons { nodes { ...A } } } fragment A on Person { spouses { nodes { ...B } } }"
        " fragment B on Person { ...A }",
        "GRAPHQL_VALIDATION_FAILED",
        "itself",
    ),
    "no identifier": ("{ vehicle { id } }", "INVALID_ARGUMENT", "vehicle"),
    "null identifier": ("{ vehicle(plate: null) { id } }", "INVALID_ARGUMENT", "vehicle"),
    "too many ids": (
        "{ nodes(ids: [%s]) { id } }" % ", ".join(f'"{i}"' for i in range(101)),  # noqa: UP031
        "LIMIT_EXCEEDED",
        "nodes.ids",
    ),
    "paths to itself": ('{ paths(from: "a", to: "a") { longerMayExist } }', "INVALID_ARGUMENT", "paths.to"),
    "too many hops": ('{ paths(from: "a", to: "b", maxHops: 7) { longerMayExist } }', "INVALID_ARGUMENT", "maxHops"),
    "no hops": ('{ paths(from: "a", to: "b", maxHops: 0) { longerMayExist } }', "INVALID_ARGUMENT", "maxHops"),
    "too many paths": ('{ paths(from: "a", to: "b", first: 21) { longerMayExist } }', "INVALID_ARGUMENT", "first"),
    "paths along nothing": ('{ paths(from: "a", to: "b", links: []) { longerMayExist } }', "INVALID_ARGUMENT", "links"),
    "paths along nothing that is left": (
        '{ paths(from: "a", to: "b", themes: [KINSHIP], avoidLinks: [RELATIVE_OF, SPOUSE_OF]) { longerMayExist } }',
        "NOT_OPEN",
        "opens none",
    ),
    "in common with nobody": ('{ inCommon(of: ["a"]) { moreExist } }', "INVALID_ARGUMENT", "of"),
    "in common of too many": (
        f"{{ inCommon(of: {json.dumps(list(map(str, range(21))))}) {{ moreExist }} }}",
        "LIMIT_EXCEEDED",
        "of",
    ),
    "far neighbourhood": ('{ neighbourhood(id: "a", hops: 4) { truncated } }', "INVALID_ARGUMENT", "hops"),
    "large neighbourhood": ('{ neighbourhood(id: "a", limit: 201) { truncated } }', "LIMIT_EXCEEDED", "limit"),
    "empty neighbourhood": ('{ neighbourhood(id: "a", limit: 0) { truncated } }', "LIMIT_EXCEEDED", "limit"),
    "neighbourhood of nothing": ('{ neighbourhood(id: "a", links: []) { truncated } }', "INVALID_ARGUMENT", "links"),
    "links among nobody": ("{ linksAmong(of: []) { truncated } }", "INVALID_ARGUMENT", "of"),
    "links among too many": (
        f"{{ linksAmong(of: {json.dumps(list(map(str, range(201))))}) {{ truncated }} }}",
        "LIMIT_EXCEEDED",
        "of",
    ),
    "links along nothing": ('{ linksAmong(of: ["a"], links: []) { truncated } }', "INVALID_ARGUMENT", "links"),
    "no links": ('{ linksAmong(of: ["a"], first: 0) { truncated } }', "INVALID_ARGUMENT", "first"),
    "expand along nothing": ('{ expand(id: "a", links: []) { node { id } } }', "INVALID_ARGUMENT", "links"),
    "expand too much": ('{ expand(id: "a", first: 101) { node { id } } }', "LIMIT_EXCEEDED", "first"),
    "empty search": ('{ search(text: "  ") { moreExist } }', "INVALID_ARGUMENT", "search.text"),
    "long search": ('{ search(text: "%s") { moreExist } }' % ("陈" * 1001), "INVALID_ARGUMENT", "search.text"),
    "search for too much": ('{ search(text: "陈", first: 51) { moreExist } }', "LIMIT_EXCEEDED", "search.first"),
    "date of February 30": (
        '{ persons(where: {birthDate: {eq: "2026-02-30"}}) { totalCount } }',
        "INVALID_VALUE",
        "month 2",
    ),
    "an enum's unknown member": (
        "{ persons(where: {sex: {eq: MALES}}) { totalCount } }",
        "GRAPHQL_VALIDATION_FAILED",
        "",
    ),
    "several operations": ("query A { __typename } query B { __typename }", "INVALID_ARGUMENT", "several operations"),
    "no operation": ("fragment F on Person { id }", "GRAPHQL_VALIDATION_FAILED", ""),
    "50 root fields": (
        "{ %s }" % " ".join(f"r{i}: persons {{ totalCount }}" for i in range(50)),  # noqa: UP031
        "LIMIT_EXCEEDED",
        "50 root fields",
    ),
}


@pytest.mark.parametrize("case", QUESTIONS)
async def test_what_is_wrong_is_said(post: Poster, blank: Graph, case: str) -> None:
    query, code, named = QUESTIONS[case]
    before = blank.statements

    response = await post(query)

    error = response.json()["errors"][0]
    clear(error, response.text)
    assert error["extensions"]["code"] == code
    assert named in error["message"] + str(error["extensions"].get("argument"))
    if code in ("INVALID_ARGUMENT", "LIMIT_EXCEEDED", "INVALID_VALUE"):
        assert error["extensions"]["hint"]
    # The first reads the issuers, and admission asks its one statement; the question itself asks none.
    assert blank.statements - before <= 2


CURSORS = {
    "garbage": "garbage",
    "empty": "",
    "of another order": None,
    "too few parts": "SIG|x",
    "too many parts": "SIG|1|2|3|4",
    "no date": "SIG|yesterday|id",
    "null for the id": "SIG|2026-01-01|~n",
}


@pytest.mark.parametrize("case", CURSORS)
async def test_a_cursor_that_is_not_of_this_list_is_refused(post: Poster, case: str) -> None:
    own = "query ($after: String) { cases(orderBy: [{filedAt: ASC}], after: $after) { edges { cursor } } }"
    other = "{ cases(orderBy: [{filedAt: DESC}], first: 1) { edges { cursor } } }"
    signature = (await post(own)).json()["data"]["cases"]["edges"][0]["cursor"].split("|")[0]
    cursor = CURSORS[case]
    if cursor is None:
        cursor = (await post(other)).json()["data"]["cases"]["edges"][0]["cursor"]

    error = await post.error(own, {"after": cursor.replace("SIG", signature)})

    if case == "null for the id":
        assert error["extensions"]["code"] in ("INVALID_ARGUMENT",)
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    assert error["extensions"]["argument"] == "cases.after"


@pytest.mark.parametrize(
    ("prop", "part"), [("claimAmount", "9" * 40), ("livelihood", "perhaps"), ("claimAmount", "1.5")]
)
async def test_a_forged_cursor_is_refused_by_kind(post: Poster, prop: str, part: str) -> None:
    own = "query ($after: String) { cases(orderBy: [{%s: ASC}], after: $after) { edges { cursor } } }" % prop  # noqa: UP031
    signature = (await post(own)).json()["data"]["cases"]["edges"][0]["cursor"].split("|")[0]

    error = await post.error(own, {"after": f"{signature}|{part}|id"})

    assert error["extensions"]["argument"] == "cases.after"


async def test_a_cursor_of_another_field_is_refused(post: Poster) -> None:
    cursor = (await post("{ persons { pageInfo { endCursor } } }")).json()["data"]["persons"]["pageInfo"]["endCursor"]

    error = await post.error("query ($c: String) { vehicles(after: $c) { totalCount } }", {"c": cursor})

    assert error["extensions"]["argument"] == "vehicles.after"


PLACES = {
    "literal": ('{ person(citizenId: "%s") { id } }', False),
    "alias": ('{ a: person(citizenId: "%s") { id } }', False),
    "literal in where": ('{ persons(where: {citizenId: {eq: "%s"}}) { totalCount } }', False),
    "literal in a list": ('{ persons(where: {citizenId: {in: ["%s"]}}) { totalCount } }', False),
    "variable": ("query ($id: CitizenId!) { person(citizenId: $id) { id } }", True),
    "variable of an input": ("query ($id: PersonWhere!) { persons(where: $id) { totalCount } }", True),
}


@pytest.mark.parametrize("case", PLACES)
async def test_a_wrong_check_digit_is_named_and_the_id_never_repeated(
    post: Poster, logged: Callable[[], str], case: str
) -> None:
    query, variable = PLACES[case]
    given: Any = {"citizenId": {"eq": BAD}} if "input" in case else BAD

    response = await post(query if variable else query.replace("%s", BAD), {"id": given} if variable else None)

    (error,) = response.json()["errors"]
    clear(error, response.text)
    assert error["extensions"]["code"] == "INVALID_VALUE"
    assert "18th character" in error["message"]
    assert error["extensions"]["hint"]
    for text in (response.text, logged()):
        assert BAD not in text
        assert BAD[6:14] not in text


@pytest.mark.parametrize(
    "value", [7, True, None, [], {}, "99010219850615001", "9" * 17 + "Ⅷ", {"a": BAD}, [BAD], 990102198506150019]
)
async def test_odd_identifiers_in_variables_are_refused_without_repeating_them(
    post: Poster, logged: Callable[[], str], value: Any
) -> None:
    response = await post("query ($id: CitizenId!) { person(citizenId: $id) { id } }", {"id": value})

    body = response.json()
    if value == 990102198506150019 and "errors" not in body:
        return  # a number is another way to write the same id
    assert body["errors"][0]["extensions"]["code"] in ("INVALID_VALUE", "BAD_VARIABLES")
    clear(body["errors"][0], response.text)
    for text in (response.text, logged()):
        assert BAD not in text


async def test_values_of_other_kinds_are_not_repeated_either(post: Poster, logged: Callable[[], str]) -> None:
    for query in (
        '{ persons(first: "990102198506150018") { totalCount } }',
        '{ persons(where: {sex: {eq: "990102198506150018"}}) { totalCount } }',
        '{ persons(where: {name: "990102198506150018"}) { totalCount } }',
        '{ company(uscc: "990102198506150018") { id } }',
        '{ cases(where: {claimAmount: {eq: "990102198506150018x"}}) { totalCount } }',
        '{ cases(where: {livelihood: {eq: "990102198506150018"}}) { totalCount } }',
    ):
        response = await post(query)
        assert response.json()["errors"], query
        assert BAD not in response.text + logged(), query
    for kind in ("Int!", "Boolean!", "PersonWhere!", "[PersonOrder!]!", "Direction!", "Fen!", "Date!", "ID!"):
        response = await post(f"query ($v: {kind}) {{ __typename }}", {"v": [{BAD: BAD}]})
        assert BAD not in response.text + logged(), (kind, response.text)


async def test_subscriptions_are_not_served_here(post: Poster) -> None:
    error = await post.error("subscription { anything }")

    assert error["extensions"]["code"] in CODES


async def test_an_unknown_operation_name_is_refused(client: httpx.AsyncClient, post: Poster) -> None:
    body = {"query": "query A { __typename } query B { __typename }", "operationName": "C"}
    response = await client.post("/graphql", json=body, headers={"Authorization": f"Bearer {post.token}"})
    chosen = await client.post(
        "/graphql", json={**body, "operationName": "B"}, headers={"Authorization": f"Bearer {post.token}"}
    )

    assert "'C'" in response.json()["errors"][0]["message"]
    assert chosen.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("depth", "code"),
    [(9, "LIMIT_EXCEEDED"), (60, "LIMIT_EXCEEDED"), (150, "GRAPHQL_PARSE_FAILED"), (400, "GRAPHQL_PARSE_FAILED")],
)
async def test_deep_nesting_is_refused_and_nothing_breaks(post: Poster, depth: int, code: str) -> None:
    inside = "id"
    for _ in range(depth):
        inside = f"spouses(first: 1) {{ nodes {{ {inside} }} }}"

    response = await post(f'{{ person(citizenId: "{GOOD}") {{ {inside} }} }}')

    assert response.json()["errors"][0]["extensions"]["code"] == code
    clear(response.json()["errors"][0], response.text)


async def test_the_deepest_question_allowed_is_answered(post: Poster) -> None:
    inside = "id"
    for _ in range(Limits().levels):
        inside = f"spouses(first: 1) {{ nodes {{ {inside} }} }}"

    assert "errors" not in (await post(f'{{ person(citizenId: "{GOOD}") {{ {inside} }} }}')).json()


@pytest.mark.parametrize(("depth", "code"), [(30, None), (200, "GRAPHQL_PARSE_FAILED")])
async def test_deep_filters_break_nothing(post: Poster, depth: int, code: str | None) -> None:
    where = "{name: {isNull: true}}"
    for _ in range(depth):
        where = f"{{not: {where}}}"

    response = await post(f"{{ persons(where: {where}) {{ totalCount }} }}")

    assert [error["extensions"]["code"] for error in response.json().get("errors", [])] == ([code] if code else [])


@pytest.mark.parametrize("where", ["person", "access.admission"])
async def test_a_surprise_is_an_incident_without_its_text(
    post: Poster, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], str], where: str
) -> None:
    asked = Graph._run

    async def surprise(graph: Graph, text: str, given: Any, operation: str, *more: Any, **how: Any) -> Any:
        if operation == where:
            raise RuntimeError("MATCH (n) secret 990102198506150019")
        return await asked(graph, text, given, operation, *more, **how)

    monkeypatch.setattr(Graph, "_run", surprise)
    # Nobody has asked on this basis, so that no rights are kept for it.
    basis = json.dumps({"purpose": "DEMONSTRATION", "case": "（2026）示0102执7001号"})
    asking = replace(post, basis=basis) if where == "access.admission" else post
    error = await asking.error('{ me { card } person(citizenId: "990102198506150019") { id } }')

    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["incident"].startswith("INCIDENT")
    assert error["extensions"]["incident"] in error["message"]
    assert error.get("path") == (["person"] if where == "person" else None)
    assert "secret" not in str(error)
    assert error["extensions"]["incident"] in logged()


async def test_one_failing_field_leaves_the_others(post: Poster, world: World) -> None:
    query = f'{{ a: persons(first: 0) {{ totalCount }} b: person(citizenId: "{GOOD}") {{ name }} }}'
    nullable = f'{{ a: vehicle {{ id }} b: person(citizenId: "{GOOD}") {{ name }} }}'

    failed, partly = (await post(query)).json(), (await post(nullable)).json()

    assert failed["data"] == {"a": None, "b": {"name": "陈立诚"}}
    assert failed["errors"][0]["path"] == ["a"]
    assert partly["data"] == {"a": None, "b": {"name": "陈立诚"}}
    assert partly["errors"][0]["locations"] == [{"line": 1, "column": 3}]
