"""The workbench's page: at `/` and its deep links, under a policy that lets nothing else in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from hub.operations.warming import Known
from hub.serving.workbench import DOCUMENTS, LINKS, Workbench, known_documents

ID = "b-_9876543210123456789"
DEEP = ["/", f"/entity/{ID}", "/graph", f"/graph/{ID}", "/flags", "/search", "/screening", "/audit"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The workbench as `make assets` leaves it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><p>台</p>", "utf-8")
    (tmp_path / "assets" / "app-1a2b.js").write_text("1")
    (tmp_path / "icon.svg").write_text("<svg/>")
    return tmp_path


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at the workbench alone."""
    transport = httpx.ASGITransport(Starlette(routes=Workbench(folder).routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


def directives(response: httpx.Response) -> dict[str, str]:
    """The policy, directive by directive."""
    parts = response.headers["content-security-policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", DEEP)
async def test_every_address_of_the_workbench_is_its_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "台" in answer.text
    assert len(DEEP) == len(LINKS)


async def test_no_script_but_the_hubs_own_runs_and_nothing_is_sent_elsewhere(client: httpx.AsyncClient) -> None:
    policy = directives(await client.get("/"))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert not any("http" in value or "*" in value or "eval" in value for value in policy.values())


@pytest.mark.parametrize("path", [*DEEP, "/index.html"])
async def test_nothing_styles_the_page_but_the_hubs_own_files(client: httpx.AsyncClient, path: str) -> None:
    policy = directives(await client.get(path))

    assert policy["style-src"] == policy["worker-src"] == "'self'"
    assert not {"style-src-elem", "style-src-attr", "font-src"} & policy.keys()
    assert not any("unsafe" in value or "nonce" in value for value in policy.values())


async def test_files_are_served_and_nothing_beside_them(client: httpx.AsyncClient) -> None:
    asset, icon = await client.get("/assets/app-1a2b.js"), await client.get("/icon.svg")
    gone = [
        await client.get(path)
        for path in ("/assets/none.js", "/entity", "/entity/a/b", "/graph/a/b", "/%2e%2e/etc/passwd", "/index.htm")
    ]

    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (asset.text, icon.headers["content-type"]) == ("1", "image/svg+xml")
    assert [each.status_code for each in gone] == [404] * len(gone)
    assert (await client.post("/")).status_code == 405


@pytest.mark.parametrize("path", ["/nowhere", "/entity/a/b", "/assets/none.js"])
async def test_who_follows_an_address_that_is_none_gets_the_page_that_says_so(
    client: httpx.AsyncClient, path: str
) -> None:
    followed = await client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    loaded = await client.get(path, headers={"Accept": "*/*"})

    assert (followed.status_code, loaded.status_code) == (404, 404)
    assert "台" in followed.text
    assert followed.headers["content-security-policy"] == (await client.get("/")).headers["content-security-policy"]
    assert "台" not in loaded.text


@pytest.mark.parametrize("path", DEEP)
async def test_a_workbench_that_is_not_built_says_what_to_do(tmp_path: Path, path: str) -> None:
    routes = Workbench(tmp_path / "nothing").routes()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=routes)), base_url="http://h"
    ) as client:
        answer, file = await client.get(path), await client.get("/assets/app.js")

    assert (answer.status_code, file.status_code) == (404, 404)
    assert "make assets" in answer.text
    assert "/graphiql/" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, []),
        ("[]", []),
        ('[{"text": "{ me { card } }"}]', [Known("{ me { card } }")]),
        ('[{"text": "q", "examples": [{"text": "a"}, {"text": "b"}]}]', [Known("q", ({"text": "a"}, {"text": "b"}))]),
        ("[", []),
        ('[{"name": "no text"}]', []),
        ('{"not": "a list"}', []),
    ],
)
def test_questions_that_the_build_knows_are_read_and_nothing_breaks_without(
    tmp_path: Path, text: str | None, expected: list[Known]
) -> None:
    if text is not None:
        (tmp_path / DOCUMENTS).write_text(text, "utf-8")
    assert known_documents(tmp_path) == expected
