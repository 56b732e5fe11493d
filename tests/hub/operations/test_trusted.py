"""Trusted documents: found by identifier, and the only ones that run where that is required."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.http_client import Signer, clear

from hub.app import Hub, create_app
from hub.operations.documents.trusted import FILE, Document, TrustedDocuments, digest
from hub.operations.protection import Protection
from hub.serving.workbench import own_documents
from schema.errors import NotFound, SetupError

TEXT = "query Name($id: CitizenId!) { person(citizenId: $id) { name } }"
VARIABLES = {"id": "990102198506150019"}
ANSWER = {"person": {"name": "陈立诚"}}
GRAPHQL = "application/graphql-response+json"


def document(text: str = TEXT, name: str = "name") -> Document:
    """A document, as the verb makes it."""
    return Document.of(text, name, "operator", "2026-11-22T12:00:00+08:00")


@pytest.fixture(params=[False, True], ids=["off", "required"])
def trusted(request: pytest.FixtureRequest, tmp_path: Path) -> TrustedDocuments:
    """The documents of a data directory."""
    return TrustedDocuments(tmp_path, required=request.param)


@pytest.fixture
async def client(hub: Hub, tokens: Signer, trusted: TrustedDocuments) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a hub with these documents."""
    app = create_app(replace(hub, protection=Protection(trusted=trusted)))
    headers = tokens.headers()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub", headers=headers) as client:
        yield client


async def ask(client: httpx.AsyncClient, **body: Any) -> httpx.Response:
    """The response to a body with the variables."""
    return await client.post("/graphql", json={"variables": VARIABLES, **body})


def persisted(text: str) -> dict[str, Any]:
    """The extension that clients of persisted queries send."""
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


async def test_a_registered_document_runs_by_its_identifier(
    client: httpx.AsyncClient, trusted: TrustedDocuments
) -> None:
    # As another process writes it: the hub that runs learns of it by itself.
    TrustedDocuments(trusted._path.parent).add(document())  # type: ignore[union-attr]  # it has a path

    for body in (
        {"documentId": f"sha256:{digest(TEXT)}"},
        {"documentId": digest(TEXT).upper()},
        {"extensions": persisted(TEXT)},
        {"extensions": persisted(TEXT), "query": TEXT},
        {"query": TEXT},
        {"query": f"{TEXT}\n"},
    ):
        assert (await ask(client, **body)).json()["data"] == ANSWER, body


async def test_other_documents_run_only_where_that_is_allowed(
    client: httpx.AsyncClient, trusted: TrustedDocuments
) -> None:
    trusted.add(document())
    response = await ask(client, query=TEXT.replace("name }", "name sex }"))

    if trusted.required:
        assert response.status_code == 403
        (error,) = response.json()["errors"]
        clear(error, response.text)
        assert error["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
    else:
        assert response.json()["data"]["person"]["name"] == "陈立诚"


async def test_introspection_is_a_document_like_any_other(client: httpx.AsyncClient, trusted: TrustedDocuments) -> None:
    response = await client.post("/graphql", json={"query": "{ __schema { queryType { name } } }"})

    assert response.status_code == (403 if trusted.required else 200)


async def test_an_unknown_identifier_is_said(client: httpx.AsyncClient) -> None:
    for body in ({"documentId": "sha256:00"}, {"extensions": persisted("{ unknown }")}, {"documentId": "../../etc"}):
        lenient = await ask(client, **body)
        strict = await client.post("/graphql", json=body, headers={"Accept": GRAPHQL})

        assert (lenient.status_code, strict.status_code) == (200, 400)
        clear(strict.json()["errors"][0], strict.text)
        assert strict.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": 7},
        {"extensions": {"persistedQuery": 7}},
        {"extensions": {"persistedQuery": {"sha256Hash": 7}}},
        {"query": "{ __typename }", "extensions": persisted("{ another }")},
    ],
    ids=str,
)
async def test_what_is_no_identifier_of_it_is_refused(client: httpx.AsyncClient, body: dict[str, Any]) -> None:
    response = await client.post("/graphql", json=body, headers={"Accept": GRAPHQL})

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "INVALID_ARGUMENT"


async def test_a_withdrawn_document_is_refused_at_once(client: httpx.AsyncClient, trusted: TrustedDocuments) -> None:
    trusted.add(document())
    assert (await ask(client, documentId=digest(TEXT))).json()["data"] == ANSWER

    trusted.remove("name")

    assert "data" not in (await ask(client, documentId=digest(TEXT))).json()


def test_documents_are_added_once_listed_and_removed_by_name_or_identifier(tmp_path: Path) -> None:
    documents = TrustedDocuments(tmp_path)
    separator = document('query U { search(text: "a\u2028b") { moreExist } }', "u")

    assert documents.add(document())
    assert not documents.add(document(f"  {TEXT}\n", "again"))
    assert documents.add(separator)
    assert [d.name for d in TrustedDocuments(tmp_path).documents().values()] == ["name", "u"]
    assert TrustedDocuments(tmp_path).documents()[separator.sha256] == separator

    assert documents.remove(f"sha256:{digest(TEXT)}").name == "name"
    with pytest.raises(NotFound):
        documents.remove("name")


def test_a_file_that_was_tampered_with_stops_a_start_but_no_running_hub(tmp_path: Path) -> None:
    running = TrustedDocuments(tmp_path)
    running.add(document())
    running.documents()
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("{ name }", "{ sex }"), encoding="utf-8")

    assert list(running.documents()) == [digest(TEXT)]
    with pytest.raises(SetupError):
        TrustedDocuments(tmp_path).documents()


async def test_what_the_hubs_own_pages_ask_runs_unregistered(hub: Hub, tokens: Signer, tmp_path: Path) -> None:
    (tmp_path / "trusted.json").write_text(json.dumps([digest(TEXT)]))
    trusted = TrustedDocuments(tmp_path, required=True, own=own_documents(tmp_path))
    app = create_app(replace(hub, protection=Protection(trusted=trusted)))
    transport, headers = httpx.ASGITransport(app), tokens.headers()
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers=headers) as client:
        own = await ask(client, query=f"{TEXT}\n")
        other = await ask(client, query=TEXT.replace("name }", "id }"))

    assert own.json()["data"] == ANSWER
    assert (other.status_code, other.json()["errors"][0]["extensions"]["code"]) == (403, "DOCUMENT_NOT_TRUSTED")


@pytest.mark.parametrize("content", ["", "{", "7", '[1, {"a": 2}]'])
def test_a_list_that_cannot_be_read_trusts_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "trusted.json").write_text(content)

    assert own_documents(tmp_path) == frozenset()


def test_pages_without_a_list_name_at_least_what_they_ask_first(tmp_path: Path) -> None:
    (tmp_path / "documents.json").write_text(json.dumps([{"text": TEXT}]))

    assert own_documents(tmp_path) == {digest(TEXT)}
    assert own_documents(tmp_path / "none") == frozenset()
