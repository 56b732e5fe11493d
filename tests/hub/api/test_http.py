"""GraphQL over HTTP to the letter: methods, media types, bodies, codings."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest
from support.http_client import MAX_BODY, Poster, Signer, clear

from hub.api.negotiation import zstd

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
ALLOWED = "OPTIONS, POST"
INTROSPECTION = "{ __schema { types { name description } } }"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
async def test_only_post_is_served(client: httpx.AsyncClient, post: Poster, method: str) -> None:
    headers = {"Authorization": f"Bearer {post.token}"}
    response = await client.request(method, "/graphql?query={__typename}", headers=headers)

    assert response.status_code == 405
    assert response.headers["Allow"] == ALLOWED
    if method != "HEAD":
        clear(response.json()["errors"][0], response.text)


async def test_a_mutation_by_get_writes_nothing(client: httpx.AsyncClient, post: Poster) -> None:
    query = 'mutation { raiseFlag(subject: "x", kind: OTHER, note: "x") { id } }'
    response = await client.get("/graphql", params={"query": query}, headers={"Authorization": f"Bearer {post.token}"})

    assert response.status_code == 405


async def test_options_names_the_methods_and_permits_no_other_origin(client: httpx.AsyncClient) -> None:
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    response = await client.options("/graphql", headers=headers)

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == ALLOWED
    assert response.headers["Accept-Post"] == JSON
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_pages_of_other_sites_may_not_ask(post: Poster) -> None:
    refused = await post("{ __typename }", **{"Sec-Fetch-Site": "cross-site"})
    own = await post("{ __typename }", **{"Sec-Fetch-Site": "same-origin"})

    assert (refused.status_code, own.status_code) == (403, 200)
    clear(refused.json()["errors"][0], refused.text)


async def test_no_answer_is_kept_or_guessed_at(client: httpx.AsyncClient, post: Poster) -> None:
    answers = [
        await post("{ __typename }"),
        await post("{"),
        await client.get("/graphql"),
        await client.post("/graphql"),
    ]

    for response in answers:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Vary"] == "Accept, Accept-Encoding"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


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
        (f"{GRAPHQL};q=nan, {JSON};q=0.1", 200, JSON),
        (f"{GRAPHQL};q=high", 406, JSON),
        ("text/html", 406, JSON),
        (f"{JSON};q=0", 406, JSON),
    ],
)
async def test_the_answer_has_a_media_type_the_client_takes(post: Poster, accept: str, status: int, media: str) -> None:
    response = await post("{ __typename }", Accept=accept)

    assert response.status_code == status
    assert response.headers["Content-Type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize("query", ["{ nothing }", "{", "query ($x: Int!) { __typename }"])
async def test_a_question_that_cannot_run_is_400_unless_json_is_asked_for(post: Poster, query: str) -> None:
    strict, lenient = await post(query, Accept=GRAPHQL), await post(query, Accept=JSON)

    assert (strict.status_code, lenient.status_code) == (400, 200)
    assert "data" not in strict.json()
    assert strict.json() == lenient.json()


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("identity", None),
        ("br", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0, *", "zstd"),
        ("*;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("zstd;q=x", None),
    ],
)
async def test_a_large_answer_has_a_coding_the_client_takes(
    client: httpx.AsyncClient, post: Poster, accepted: str, coding: str | None
) -> None:
    headers = {"Authorization": f"Bearer {post.token}", "Accept-Encoding": accepted, "Content-Type": JSON}
    request = client.build_request("POST", "/graphql", content=json.dumps({"query": INTROSPECTION}), headers=headers)
    response = await client.send(request, stream=True)
    raw = b"".join([chunk async for chunk in response.aiter_raw()])

    assert response.headers.get("Content-Encoding") == coding
    assert int(response.headers["Content-Length"]) == len(raw)
    whole = {None: bytes, "gzip": gzip.decompress, "zstd": zstd.decompress}[coding](raw)
    assert json.loads(whole)["data"]["__schema"]["types"]
    assert coding is None or len(raw) < len(whole) / 3


async def test_a_small_answer_is_sent_as_it_is(post: Poster) -> None:
    assert "Content-Encoding" not in (await post("{ __typename }", **{"Accept-Encoding": "gzip"})).headers


BODIES: dict[str, tuple[bytes, str, int, str]] = {
    "form": (b"query={__typename}", "application/x-www-form-urlencoded", 415, "JSON"),
    "plain": (b'{"query": "{ __typename }"}', "text/plain", 415, "JSON"),
    "multipart": (b'{"query": "{ __typename }"}', "multipart/form-data; boundary=x", 415, "JSON"),
    "no type": (b'{"query": "{ __typename }"}', "", 415, "JSON"),
    "no media type": (b'{"query": "{ __typename }"}', ";;=", 415, "JSON"),
    "graphql": (b"{ __typename }", "application/graphql", 415, "JSON"),
    "another charset": (b'{"query": "{ __typename }"}', f"{JSON}; charset=gb18030", 415, "UTF-8"),
    "not JSON": (b"{ __typename }", JSON, 400, "not valid JSON"),
    "empty": (b"", JSON, 400, "not valid JSON"),
    "truncated": (b'{"query": "{ __type', JSON, 400, "not valid JSON"),
    "malformed UTF-8": (b'{"query": "{ a\xff }"}', JSON, 400, "not valid JSON"),
    "overlong UTF-8": (b'{"query": "\xc0\xaf"}', JSON, 400, "not valid JSON"),
    "byte order mark": (b'\xef\xbb\xbf{"query": "{ __typename }"}', JSON, 400, "not valid JSON"),
    "UTF-16": ('{"query": "{ __typename }"}'.encode("utf-16"), JSON, 400, "not valid JSON"),
    "half a surrogate": (b'{"query": "{ person(citizenId: \\"\\ud800\\") { id } }"}', JSON, 400, "not valid JSON"),
    "endless number": (b'{"query": "{ __typename }", "variables": {"n": 1e999}}', JSON, 400, "not valid JSON"),
    "not a number": (b'{"query": "{ __typename }", "variables": {"n": NaN}}', JSON, 400, "not valid JSON"),
    "array": (b'[{"query": "{ __typename }"}]', JSON, 400, "several requests"),
    "text": (b'"{ __typename }"', JSON, 400, "not a JSON object"),
    "no query": (b'{"variables": {}}', JSON, 400, "'query'"),
    "empty query": (b'{"query": ""}', JSON, 400, "'query'"),
    "query is a number": (b'{"query": 1}', JSON, 400, "'query'"),
    "variables are a list": (b'{"query": "{ __typename }", "variables": []}', JSON, 400, "'variables'"),
    "variables are false": (b'{"query": "{ __typename }", "variables": false}', JSON, 400, "'variables'"),
    "name is a number": (b'{"query": "{ __typename }", "operationName": 7}', JSON, 400, "'operationName'"),
    "extensions are a text": (b'{"query": "{ __typename }", "extensions": "x"}', JSON, 400, "'extensions'"),
    "extensions are nought": (b'{"query": "{ __typename }", "extensions": 0}', JSON, 400, "'extensions'"),
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
    assert (response.headers.get("Accept-Post") == JSON) == (status == 415)


async def test_a_compressed_body_is_refused(client: httpx.AsyncClient, post: Poster) -> None:
    body = gzip.compress(b'{"query": "{ __typename }"}')
    headers = {"Authorization": f"Bearer {post.token}", "Content-Type": JSON, "Content-Encoding": "gzip"}

    assert (await client.post("/graphql", content=body, headers=headers)).status_code == 415


@pytest.mark.parametrize("declared", [str(MAX_BODY + 1), "9" * 40])
async def test_what_is_declared_too_large_is_not_read(client: httpx.AsyncClient, post: Poster, declared: str) -> None:
    async def body() -> Any:
        raise AssertionError("the body was read")
        yield b""

    headers = {"Authorization": f"Bearer {post.token}", "Content-Type": JSON, "Content-Length": declared}
    response = await client.post("/graphql", content=body(), headers=headers)

    assert response.status_code == 413
    assert response.headers["Connection"] == "close"


async def test_content_type_may_name_its_charset(client: httpx.AsyncClient, post: Poster) -> None:
    headers = {"Authorization": f"Bearer {post.token}", "Content-Type": 'Application/JSON; charset="UTF-8"'}
    body: Any = b'{"query": "{ __typename }", "variables": null, "operationName": null, "extensions": {}}'

    response = await client.post("/graphql", content=body, headers=headers)

    assert response.json()["data"] == {"__typename": "Query"}


async def test_who_asks_comes_before_what(client: httpx.AsyncClient, tokens: Signer) -> None:
    response = await client.post("/graphql", content=b"not json", headers={"Content-Type": "text/plain"})

    assert response.status_code == 401
