"""Asking a running hub over HTTP, as a partner's system does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from hub.testing import SeededGraph

JUDGE = "示0102-A-017"
#: The purpose that shows the whole of an invented city; it exists in demo mode alone.
EVERYTHING = {"purpose": "DEMONSTRATION"}


class Partner:
    """An officer's client: asks, and expects an answer without errors."""

    def __init__(self, hub: SeededGraph, card: str = JUDGE, basis: Mapping[str, str] = EVERYTHING) -> None:
        self.basis = dict(basis)
        self._client = httpx.Client(
            base_url=hub.url, headers={"Authorization": f"Bearer {hub.token(card)}"}, timeout=60, trust_env=False
        )

    def __enter__(self) -> Partner:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def whole(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The whole response."""
        asked = {"query": query, "variables": variables or {}, "extensions": {"basis": self.basis}}
        found: dict[str, Any] = self._client.post("/graphql", json=asked).json()
        return found

    def body(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The response without its extensions: cost and receipt differ from one time to the next."""
        found = self.whole(query, variables)
        found.pop("extensions", None)
        return found

    def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer that must have no errors."""
        body = self.body(query, variables)
        assert "errors" not in body, body["errors"]
        return body["data"]
