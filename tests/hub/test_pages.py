"""The files of pages: in the coding that a browser prefers, kept or asked for again, with ranges and without bodies."""

from __future__ import annotations

import gzip
import runpy
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from hub.api.negotiation import zstd
from hub.serving.pages import Pages

COMPRESS = Path(__file__).parents[2] / "workbench" / "compress.py"
SCRIPT = "const word = 'hub';\n" * 500
TINY = "1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page as `make assets` leaves it."""
    made = tmp_path_factory.mktemp("pages")
    (made / "assets").mkdir()
    (made / "index.html").write_text("<!doctype html>" + "<p>hub</p>" * 300)
    (made / "assets" / "app-1a2b.js").write_text(SCRIPT)
    (made / "assets" / "tiny-3c4d.js").write_text(TINY)
    # Of an earlier build, whose file is gone.
    (made / "assets" / "old-5e6f.js.gz").write_text("old")
    main: Callable[[Path], None] = runpy.run_path(str(COMPRESS))["main"]
    main(made)
    return made


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that asks for what a test says."""
    transport = httpx.ASGITransport(Pages(directory=folder, html=True))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", headers={"Accept-Encoding": ""}) as client:
        yield client


async def raw(
    client: httpx.AsyncClient, path: str, method: str = "GET", **headers: str
) -> tuple[httpx.Response, bytes]:
    """An answer, and its body as it came."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.stream(method, path, headers=named) as answer:
        return answer, b"".join([each async for each in answer.aiter_raw()])


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("gzip;q=0.5, zstd;q=0.5", "zstd"),
        ("*", "zstd"),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("br", None),
        ("", None),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5, zstd;q=0.1", None),
        ("gzip;q=0, zstd;q=0", None),
    ],
)
async def test_the_preferred_coding_is_sent(client: httpx.AsyncClient, accepted: str, coding: str | None) -> None:
    answer, body = await raw(client, "/assets/app-1a2b.js", Accept_Encoding=accepted)
    plain = {"zstd": zstd.decompress, "gzip": gzip.decompress, None: bytes}[coding](body)

    assert answer.headers.get("content-encoding") == coding
    assert plain.decode() == SCRIPT
    assert int(answer.headers["content-length"]) == len(body)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "javascript" in answer.headers["content-type"]
    assert coding is None or len(body) * 10 < len(SCRIPT)


async def test_what_is_small_is_sent_as_it_is(client: httpx.AsyncClient, folder: Path) -> None:
    answer, body = await raw(client, "/assets/tiny-3c4d.js", Accept_Encoding="zstd, gzip")

    assert "content-encoding" not in answer.headers
    assert body.decode() == TINY
    assert sorted(each.name for each in (folder / "assets").iterdir()) == [
        "app-1a2b.js",
        "app-1a2b.js.gz",
        "app-1a2b.js.zst",
        "tiny-3c4d.js",
    ]


async def test_assets_are_kept_and_pages_asked_for_again(client: httpx.AsyncClient) -> None:
    asset, _ = await raw(client, "/assets/app-1a2b.js", Accept_Encoding="gzip")
    page, body = await raw(client, "/", Accept_Encoding="gzip")

    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page.headers["cache-control"] == "no-cache"
    assert page.headers["content-type"].startswith("text/html")
    assert gzip.decompress(body).startswith(b"<!doctype html>")
    assert all("frame-ancestors 'none'" in each.headers["content-security-policy"] for each in (asset, page))


@pytest.mark.parametrize("path", ["/", "/assets/app-1a2b.js"])
async def test_each_coding_is_told_apart_and_not_sent_twice(client: httpx.AsyncClient, path: str) -> None:
    answers = {coding: (await raw(client, path, Accept_Encoding=coding))[0] for coding in ("zstd", "gzip", "")}

    assert len({answer.headers["etag"] for answer in answers.values()}) == 3
    for coding, answer in answers.items():
        again, body = await raw(client, path, Accept_Encoding=coding, If_None_Match=answer.headers["etag"])
        assert (again.status_code, body) == (304, b"")
        assert again.headers["vary"] == "Accept-Encoding"
        dated, _ = await raw(client, path, Accept_Encoding=coding, If_Modified_Since=answer.headers["last-modified"])
        assert dated.status_code == 304
    other, _ = await raw(client, path, Accept_Encoding="gzip", If_None_Match=answers["zstd"].headers["etag"])
    assert other.status_code == 200


@pytest.mark.parametrize("coding", ["zstd", "gzip", ""])
async def test_ranges_and_heads_are_of_what_would_be_sent(client: httpx.AsyncClient, coding: str) -> None:
    _, whole = await raw(client, "/assets/app-1a2b.js", Accept_Encoding=coding)
    part, body = await raw(client, "/assets/app-1a2b.js", Accept_Encoding=coding, Range="bytes=5-24")
    head, nothing = await raw(client, "/assets/app-1a2b.js", "HEAD", Accept_Encoding=coding)
    beyond, _ = await raw(client, "/assets/app-1a2b.js", Accept_Encoding=coding, Range="bytes=999999-")

    assert (part.status_code, body) == (206, whole[5:25])
    assert part.headers["content-range"] == f"bytes 5-24/{len(whole)}"
    assert (head.status_code, nothing) == (200, b"")
    assert int(head.headers["content-length"]) == len(whole)
    assert head.headers.get("content-encoding", "") == coding
    assert beyond.status_code == 416


async def test_nothing_beside_the_folder_is_served(client: httpx.AsyncClient) -> None:
    with pytest.raises(Exception, match="404"):
        await client.get("/%2e%2e/%2e%2e/etc/passwd", headers={"Accept-Encoding": "gzip"})
