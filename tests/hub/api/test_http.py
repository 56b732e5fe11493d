"""GraphQL over HTTP to the letter: methods, media types, bodies."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from http_client import MAX_BODY, Poster, Signer, clear

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_only_post_is_served(client: httpx.AsyncClient, post: Poster, method: str) -> None:
    headers = {"Authorization": f"Bearer {post.token}"}
    response = await client.request(method, "/graphql?query={__typename}", headers=headers)

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    clear(response.json()["errors"][0], response.text)


@pytest.mark.parametrize(
    ("accept", "status", "media"),
    [
        ("", 200, JSON),
        ("*/*", 200, JSON),
        (JSON, 200, JSON),
        (GRAPHQL, 200, GRAPHQL),
        (f"{GRAPHQL}, {JSON}", 200, GRAPHQL),
        (f"{JSON}, {GRAPHQL}", 200, GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", 200, JSON),
        (f"{GRAPHQL};q=0, */*", 200, JSON),
        ("text/html, application/*;q=0.1", 200, JSON),
        (f"{GRAPHQL}; charset=utf-8", 200, GRAPHQL),
        ("text/html", 406, JSON),
        (f"{JSON};q=0", 406, JSON),
    ],
)
async def test_the_answer_has_a_media_type_the_client_takes(post: Poster, accept: str, status: int, media: str) -> None:
    response = await post("{ __typename }", Accept=accept)

    assert response.status_code == status
    assert response.headers["Content-Type"].split(";")[0] == media


@pytest.mark.parametrize("query", ["{ nothing }", "{", "query ($x: Int!) { __typename }"])
async def test_a_question_that_cannot_run_is_400_unless_json_is_asked_for(post: Poster, query: str) -> None:
    strict, lenient = await post(query, Accept=GRAPHQL), await post(query, Accept=JSON)

    assert (strict.status_code, lenient.status_code) == (400, 200)
    assert "data" not in strict.json()
    assert strict.json() == lenient.json()


BODIES: dict[str, tuple[bytes, str, int, str]] = {
    "form": (b"query={__typename}", "application/x-www-form-urlencoded", 415, "JSON"),
    "no type": (b'{"query": "{ __typename }"}', "", 415, "JSON"),
    "graphql": (b"{ __typename }", "application/graphql", 415, "JSON"),
    "not JSON": (b"{ __typename }", JSON, 400, "not valid JSON"),
    "empty": (b"", JSON, 400, "not valid JSON"),
    "malformed UTF-8": (b'{"query": "{ a\xff }"}', JSON, 400, "not valid JSON"),
    "half a surrogate": (b'{"query": "{ person(citizenId: \\"\\ud800\\") { id } }"}', JSON, 400, "not valid JSON"),
    "array": (b'[{"query": "{ __typename }"}]', JSON, 400, "Several requests"),
    "text": (b'"{ __typename }"', JSON, 400, "not a JSON object"),
    "no query": (b'{"variables": {}}', JSON, 400, "'query'"),
    "empty query": (b'{"query": ""}', JSON, 400, "'query'"),
    "query is a number": (b'{"query": 1}', JSON, 400, "'query'"),
    "variables are a list": (b'{"query": "{ __typename }", "variables": []}', JSON, 400, "'variables'"),
    "name is a number": (b'{"query": "{ __typename }", "operationName": 7}', JSON, 400, "'operationName'"),
    "extensions are a text": (b'{"query": "{ __typename }", "extensions": "x"}', JSON, 400, "'extensions'"),
    "too large": (b'{"query": "' + b"#" * MAX_BODY + b'"}', JSON, 413, "larger than"),
    "deeply nested JSON": (b'{"query": ' + b"[" * 5000, JSON, 400, "not valid JSON"),
}


@pytest.mark.parametrize("case", BODIES)
async def test_a_body_that_cannot_be_read_is_refused(client: httpx.AsyncClient, post: Poster, case: str) -> None:
    body, media, status, said = BODIES[case]
    headers = {"Authorization": f"Bearer {post.token}"} | ({"Content-Type": media} if media else {})

    response = await client.post("/graphql", content=body, headers=headers)

    assert response.status_code == status
    (error,) = response.json()["errors"]
    clear(error, response.text)
    assert said in error["message"]
    assert error["extensions"]["hint"]


async def test_content_type_may_name_its_charset(client: httpx.AsyncClient, post: Poster) -> None:
    headers = {"Authorization": f"Bearer {post.token}", "Content-Type": "Application/JSON; charset=utf-8"}
    body: Any = b'{"query": "{ __typename }", "variables": null, "operationName": null, "extensions": {}}'

    answer = await client.post("/graphql", content=body, headers=headers)

    assert answer.json()["data"] == {"__typename": "Query"}


async def test_who_asks_comes_before_what(client: httpx.AsyncClient, tokens: Signer) -> None:
    response = await client.post("/graphql", content=b"not json", headers={"Content-Type": "text/plain"})

    assert response.status_code == 401
