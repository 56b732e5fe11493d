"""Each hostile request is refused in milliseconds with the limit it met, asks the graph nothing, and harms nothing."""

from __future__ import annotations

import json
import time

import httpx
import pytest
from support.hostile_corpus import REFUSED
from support.http_client import clear

from hub.graph.client import Graph

GOOD = b'{"query": "{ agencies(first: 1) { nodes { name } } }"}'
#: Of processors, so that a machine's neighbours do not count; far above what was measured (docs/benchmarks-annex.md).
SECONDS = 1.0


async def refusal(client: httpx.AsyncClient, body: bytes) -> tuple[httpx.Response, float]:
    """The answer, and how long this process worked for it."""
    started = time.process_time()
    response = await client.post("/graphql", content=body)
    return response, time.process_time() - started


@pytest.mark.parametrize("case", REFUSED)
async def test_it_is_refused_at_once(client: httpx.AsyncClient, blank: Graph, case: str) -> None:
    hostile = REFUSED[case]
    # The keys of the issuers are read once.
    await client.post("/graphql", content=GOOD)
    before = blank.statements

    answers = [await refusal(client, hostile.body) for _ in range(3)]

    response = answers[0][0]
    error = response.json()["errors"][0]
    clear(error, response.text)
    assert error["extensions"]["code"] == hostile.code, error
    assert error["extensions"].get("limit") == hostile.limit, error
    if hostile.limit is not None:
        assert error["extensions"]["hint"]
        assert error["extensions"]["allowed"]
    assert len(response.content) < 10_000, "an answer larger than this repeats what was sent"
    assert min(seconds for _, seconds in answers) < SECONDS
    # Kept rights are confirmed by the revision log, which is no statement of the question.
    assert blank.statements == before
    assert (await client.post("/graphql", content=GOOD)).json()["data"] == {
        "agencies": {"nodes": [{"name": "示范区人民法院"}]}
    }


async def test_the_last_of_equal_keys_counts(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ nothing }", "query": "{ __typename }"}'

    assert (await client.post("/graphql", content=body)).json()["data"] == {"__typename": "Query"}


async def test_what_is_just_allowed_is_checked_quickly(client: httpx.AsyncClient) -> None:
    # The dearest documents for validation that pass the limits: merged fields in depth, fragments beside one another.
    merged = "spouses { nodes { " * 7 + "id " + "} } " * 7
    documents = [
        f"{{ persons(first: 1) {{ nodes {{ {merged * 18} }} }} }}",
        "{ persons(first: 1) { nodes { "
        + " ".join(f"...F{i}" for i in range(40))
        + " } } } "
        + " ".join(f"fragment F{i} on Person {{ spouses {{ nodes {{ ...L }} }} }}" for i in range(40))
        + " fragment L on Person { id }",
        f"{{ agencies {{ {'totalCount ' * 70} }} }}",
    ]
    for text in documents:
        body = json.dumps({"query": text}).encode()
        answers = [await refusal(client, body) for _ in range(3)]
        assert min(seconds for _, seconds in answers) < SECONDS
