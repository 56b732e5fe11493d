"""Signing in at an agency's own provider, clicked through; and what ends a session, as the page tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from playwright.async_api import Locator, Route, expect
from support.openid_provider import vouching
from support.workbench_pages import PATIENCE, Desk
from support.workbench_words import BOTH, ENGLISH, Words

from hub.access.registry import Registry
from hub.graph.client import Graph
from hub.testing import SeededGraph
from schema.values import Realm

CARD, AGENCY = "9901JG-122045", "澜川市公安局交警支队"
JUDGE = "示0102-A-017"
NOTICE = ("（2026）示0102执1203号", "（2026）示0102执1203号之四")
Open = Callable[..., Awaitable[Desk]]


@dataclass(frozen=True)
class Vouched:
    """An agency with a provider of its own."""

    registry: Registry
    issuer: str


@pytest.fixture(scope="module")
async def vouched(hub_graph: SeededGraph) -> AsyncIterator[Vouched]:
    """The traffic police of the invented city sign in at a certified provider; afterwards as before."""
    async with await Graph.open(hub_graph.endpoint, timeout=60) as graph:
        registry = Registry(graph, Realm.FICTIONAL, lambda: datetime.now(UTC), "test")
        (officer,) = await registry.officers(card=CARD)
        code = str(officer["agency"])
        client = {
            "client_id": "hub",
            "redirect_uris": [f"{hub_graph.url}/session/callback"],
            "post_logout_redirect_uris": [f"{hub_graph.url}/"],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
            "id_token_signed_response_alg": "ES256",
            "backchannel_logout_uri": f"{hub_graph.url}/session/logout?agency={quote(code)}",
            "backchannel_logout_session_required": True,
        }
        with vouching([client]) as issuer:
            await registry.sign_in(code, issuer, "hub")
            yield Vouched(registry, issuer)
            await registry.sign_in(code, None, None)


async def signs_in(page: Desk, vouched: Vouched, words: Words) -> list[str]:
    """Through the provider's own pages; the addresses that the browser came by."""
    here = page.page
    page.known = (vouched.issuer, "https://fonts.googleapis.com")

    async def empty(route: Route) -> None:
        await route.fulfill(body="", content_type="text/css")

    # The provider's own pages would like to have letters from elsewhere.
    await here.route("https://fonts.googleapis.com/**", empty)
    visited: list[str] = []
    here.on("framenavigated", lambda frame: visited.append(frame.url))
    await page.main.get_by_role("button", name=words.to_provider).click()
    await here.get_by_placeholder("Enter any login").fill(CARD)
    await here.get_by_placeholder("and password").fill("a password")
    await here.get_by_role("button", name="Sign-in").click()
    await here.get_by_role("button", name="Continue").click()
    await expect(page.header).to_contain_text(AGENCY, timeout=PATIENCE)
    return visited


async def centre(of: Locator) -> tuple[float, float]:
    """Where one points at it."""
    box = await of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@BOTH
async def test_an_officer_signs_in_at_the_own_agency(desk: Open, vouched: Vouched, words: Words) -> None:
    page = await desk(words.code)
    visited = await signs_in(page, vouched, words)
    await page.choose_basis(words.control, words.use, NOTICE)
    await page.find("测A66218")
    kept = await page.stored()
    told = [*visited, str(await page.page.evaluate("JSON.stringify([location.href, history.length, document.title])"))]
    cookies = {each["name"]: each for each in await page.page.context.cookies(page.url)}

    # No demo officer is this one, and no token is in reach of a script or in an address.
    assert [each for each in visited if each.startswith(vouched.issuer)]
    assert cookies["linkage"]["httpOnly"]
    assert "linkage" not in kept.replace("linkage.", "")
    assert "eyJ" not in kept
    for each in told:
        assert "eyJ" not in each
        assert CARD not in each
        assert not each.startswith(f"{page.url}/session/callback")

    await page.header.get_by_role("button", name=AGENCY).click()
    await page.page.get_by_role("button", name=words.sign_out).click()
    await page.page.wait_for_url(f"{vouched.issuer}/session/end**")
    await page.page.get_by_role("button", name="Yes, sign me out").click()
    await expect(page.main.get_by_role("button", name=words.to_provider)).to_be_visible(timeout=PATIENCE)
    assert page.page.url == f"{page.url}/"
    assert "linkage" not in {each["name"] for each in await page.page.context.cookies(page.url)}


async def test_who_signs_out_at_the_provider_is_out_here(desk: Open, vouched: Vouched) -> None:
    page = await desk("en")
    await signs_in(page, vouched, ENGLISH)
    there = await page.page.context.new_page()
    await there.route("https://fonts.googleapis.com/**", lambda route: route.fulfill(body="", content_type="text/css"))
    await there.goto(f"{vouched.issuer}/session/end")
    await there.get_by_role("button", name="Yes, sign me out").click()
    await there.get_by_text("successful").first.wait_for()
    await page.header.get_by_role("link", name=ENGLISH.flags, exact=True).click()
    await page.search("chen")
    await expect(page.main.get_by_role("status").first).to_contain_text(ENGLISH.session_ended, timeout=PATIENCE)


@BOTH
async def test_a_suspended_officer_is_put_out_and_stays_out(desk: Open, vouched: Vouched, words: Words) -> None:
    page = await desk(words.code)
    await signs_in(page, vouched, words)
    await page.choose_basis(words.control, words.use, NOTICE)
    await vouched.registry.state("SUSPENDED", card=CARD, reason="a test")
    try:
        await page.search("测A66218")
        await expect(page.main.get_by_role("status").first).to_contain_text(words.not_let_in, timeout=PATIENCE)
        await expect(page.page.get_by_role("banner").get_by_role("search")).to_have_count(0)
        # The provider still vouches; the hub does not let in.
        await page.main.get_by_role("button", name=words.to_provider).click()
        await expect(page.page.get_by_role("heading")).to_contain_text("You are not signed in", timeout=PATIENCE)
        await expect(page.page.locator("body")).to_contain_text("suspended")
    finally:
        await vouched.registry.state("ACTIVE", card=CARD, reason="a test")
    await page.page.get_by_role("link").click()
    await expect(page.main.get_by_role("button", name=words.to_provider)).to_be_visible(timeout=PATIENCE)


@BOTH
async def test_who_does_nothing_is_warned_and_then_out(desk: Open, words: Words) -> None:
    page = await desk(words.code)
    await page.page.clock.install()
    await page.page.reload()
    await page.sign_in(JUDGE)
    await page.page.clock.fast_forward("14:30")
    warning = page.page.get_by_role("dialog")
    await expect(warning).to_contain_text(words.still_there)
    await warning.get_by_role("button", name=words.stay).click()
    await expect(warning).to_be_hidden()
    await page.page.clock.fast_forward("14:30")
    await expect(warning).to_contain_text(words.still_there)
    await page.page.clock.fast_forward("01:00")
    await expect(page.main.get_by_role("status").first).to_contain_text(words.signed_out_by_idling, timeout=PATIENCE)
    await expect(page.page.get_by_role("search")).to_have_count(0)


async def test_a_dialog_that_still_unfolds_takes_no_clicks(desk: Open) -> None:
    page = await desk("en")
    await page.page.clock.install()
    await page.page.reload()
    await page.sign_in(JUDGE)
    # No frame is drawn on this clock: the dialog is there in full size, and nobody can see it yet.
    now = float(await page.page.evaluate("Date.now()")) / 1000
    await page.page.clock.pause_at(now + 14.5 * 60)
    stay = page.page.get_by_role("dialog").get_by_role("button", name=ENGLISH.stay)
    await expect(stay).to_be_visible()
    await page.page.mouse.click(*await centre(stay))
    await page.page.clock.resume()
    await stay.click()
    await expect(stay).to_be_hidden()
