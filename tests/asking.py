"""Asking a running hub over HTTP, as a partner's system does."""

from __future__ import annotations

from typing import Any

import httpx

from hub.testing import SeededGraph

JUDGE = "示0102-A-017"


class Partner:
    """An officer's client: asks, and expects an answer without errors."""

    def __init__(self, hub: SeededGraph, card: str = JUDGE) -> None:
        self._client = httpx.Client(
            base_url=hub.url, headers={"Authorization": f"Bearer {hub.token(card)}"}, timeout=60, trust_env=False
        )

    def __enter__(self) -> Partner:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def body(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The response, without what it cost: that differs from one time to the next."""
        response = self._client.post("/graphql", json={"query": query, "variables": variables or {}})
        found: dict[str, Any] = response.json()
        found.pop("extensions", None)
        return found

    def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer that must have no errors."""
        body = self.body(query, variables)
        assert "errors" not in body, body["errors"]
        return body["data"]
