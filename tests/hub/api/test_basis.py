"""The basis a request names reaches the operations as it was named; what is no basis is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from support.http_client import Signer, clear

from hub.api.basis import basis_of
from hub.operations.answering import Operations
from schema.errors import InvalidArgument

BASIS = {"purpose": "DEMONSTRATION", "case": "（2026）示0102执1203号", "document": "协查函7"}
QUERY = "{ __typename }"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str] | None]:
    """The bases that reached the operations."""
    found: list[Mapping[str, str] | None] = []
    real = Operations.answer

    async def answer(self: Operations, request: Any, bearer: Any) -> Any:
        found.append(request.basis)
        return await real(self, request, bearer)

    monkeypatch.setattr(Operations, "answer", answer)
    return found


async def send(client: httpx.AsyncClient, token: str, header: bytes | None, extension: Any = None) -> httpx.Response:
    """The response to a request with a basis."""
    headers = [(b"Authorization", f"Bearer {token}".encode())]
    if header is not None:
        headers.append((b"Linkage-Basis", header))
    body = {"query": QUERY} | ({} if extension is None else {"extensions": {"basis": extension}})
    return await client.post("/graphql", json=body, headers=headers)


@pytest.mark.parametrize(
    ("header", "extension"),
    [
        (json.dumps(BASIS).encode(), None),
        (json.dumps(BASIS, ensure_ascii=False).encode(), None),
        (None, BASIS),
        (json.dumps(BASIS).encode(), BASIS),
    ],
)
async def test_it_is_passed_on(
    client: httpx.AsyncClient, tokens: Signer, seen: list[Any], header: bytes | None, extension: Any
) -> None:
    assert (await send(client, tokens.good(), header, extension)).status_code == 200
    assert seen == [BASIS]


async def test_none_is_none(client: httpx.AsyncClient, tokens: Signer, seen: list[Any]) -> None:
    await send(client, tokens.good(), None)
    assert seen == [None]


async def test_what_is_null_was_not_named(client: httpx.AsyncClient, tokens: Signer, seen: list[Any]) -> None:
    await send(client, tokens.good(), None, {"purpose": "x", "case": None})
    assert seen == [{"purpose": "x"}]


@pytest.mark.parametrize(
    ("header", "extension", "argument"),
    [
        (b"no JSON", None, "Linkage-Basis"),
        (b"[]", None, "Linkage-Basis"),
        (b'{"purpose": 7}', None, "Linkage-Basis.purpose"),
        (b"\xff", None, "Linkage-Basis"),
        (None, "x", "extensions.basis"),
        (None, {"purpose": ["x"]}, "extensions.basis.purpose"),
        (None, {"purpose": "x" * 201}, "extensions.basis.purpose"),
        (None, {"reason": "x"}, "extensions.basis"),
        (b'{"purpose": "a"}', {"purpose": "b"}, "extensions.basis"),
    ],
)
async def test_what_is_no_basis_is_refused(
    client: httpx.AsyncClient, tokens: Signer, seen: list[Any], header: bytes | None, extension: Any, argument: str
) -> None:
    response = await send(client, tokens.good(), header, extension)

    assert response.status_code == 400
    (error,) = response.json()["errors"]
    clear(error, response.text)
    assert error["extensions"]["argument"] == argument
    assert seen == []


def test_an_unknown_field_is_named_unless_it_may_be_a_number() -> None:
    with pytest.raises(InvalidArgument, match="'reason'"):
        basis_of(None, {"reason": "x"})
    with pytest.raises(InvalidArgument) as refused:
        basis_of(None, {"990102198506150019": "x"})
    assert "9901" not in str(refused.value)
