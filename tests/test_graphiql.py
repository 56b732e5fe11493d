"""The GraphiQL page, as the hub serves it: every asset its own, the samples answered, nothing sent elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from demo.samples import SAMPLES
from hub.testing import SeededGraph


@pytest.fixture(scope="module")
def page(hub_url: str) -> Iterator[httpx.Client]:
    """A browser without a token."""
    with httpx.Client(base_url=hub_url, timeout=60, trust_env=False, follow_redirects=True) as client:
        yield client


@pytest.mark.parametrize("path", ["/graphiql", "/graphiql/"])
def test_the_page_is_there(page: httpx.Client, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_every_asset_is_served_by_the_hub(page: httpx.Client) -> None:
    html = page.get("/graphiql/").text
    assets = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert assets
    for asset in assets:
        assert asset.startswith("/graphiql/"), asset
        answer = page.get(asset)
        assert answer.status_code == 200, asset
        assert answer.headers["x-content-type-options"] == "nosniff"
        if "/assets/" in asset:
            assert "immutable" in answer.headers["cache-control"]
        if asset.endswith((".js", ".css")) and len(answer.content) > 10_000:
            # httpx takes gzip; `make assets` left the compressed copy beside the file.
            assert answer.headers["content-encoding"] in {"gzip", "zstd"}
            assert int(answer.headers["content-length"]) < 0.6 * len(answer.content)


def test_samples_are_tabs_with_names(page: httpx.Client) -> None:
    samples = page.get("/graphiql/samples.json").json()
    assert [s["title"] for s in samples] == [s.title for s in SAMPLES]
    assert all(re.search(r"^query \w+ \{", s["query"], re.MULTILINE) for s in samples)


def test_officers_are_offered_in_demo_mode_with_tokens_that_work(page: httpx.Client, hub_graph: SeededGraph) -> None:
    officers = page.get("/graphiql/officers.json").json()
    assert len(officers) >= 14
    token = officers[0]["token"]
    answer = page.post(
        "/graphql", headers={"Authorization": f"Bearer {token}"}, json={"query": "{ agencies { totalCount } }"}
    )
    assert answer.json()["data"]["agencies"]["totalCount"] == hub_graph.truth["expected"]["entities"]["Agency"]


def test_the_hub_says_how_it_is(page: httpx.Client) -> None:
    assert page.get("/healthz").json() == {"status": "ok"}
    assert page.get("/readyz").json() == {"status": "ok", "neo4j": {"status": "ok"}, "audit": {"status": "ok"}}
