"""A session is for the hub's own pages: what other sites make a browser send changes nothing and answers nothing."""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey
from support.cookie_browser import CHIEF, COURT, JUDGE, ORIGIN, Bench, ask, browsing, reason, sign_in

from hub.access.tokens import ALGORITHMS, AUDIENCE

FORGED = [
    {"Linkage-Workbench": ""},
    {"Linkage-Workbench": "0"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:8001"},
]


@pytest.mark.parametrize("headers", FORGED, ids=str)
async def test_what_other_pages_send_is_refused(browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
    await sign_in(browser)
    asked = await ask(browser, **headers)
    out = await browser.post("/session/end", headers=headers)
    other = await browser.post("/session/demo", json={"card": CHIEF}, headers=headers)
    who = await browser.get("/session")

    assert [reason(each)[:2] for each in (asked, out, other)] == [(403, "NOT_ALLOWED")] * 3
    assert all("set-cookie" not in each.headers for each in (asked, out, other))
    assert who.json()["officer"]["card"] == JUDGE


async def test_the_cookie_alone_is_nobody(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    del browser.headers["Linkage-Workbench"]
    asked = await ask(browser)
    out = await browser.post("/session/end")
    simple = await browser.post("/graphql", content=b'{"query":"{me{card}}"}', headers={"Content-Type": "text/plain"})

    assert reason(asked)[:2] == (401, "UNAUTHENTICATED")
    assert reason(out)[:2] == (403, "NOT_ALLOWED")
    assert simple.status_code == 401


async def test_a_page_that_shows_another_officer_may_not_ask(browser: httpx.AsyncClient) -> None:
    def named(agency: str, card: str) -> dict[str, str]:
        return {"Linkage-Officer": f"{quote(agency, safe='')}/{quote(card, safe='')}"}

    await sign_in(browser)
    own = await ask(browser, **named(COURT, JUDGE))
    # In another tab of the same browser; a tab that stayed open still shows the judge.
    await sign_in(browser, CHIEF)
    others = [
        await ask(browser, query, **headers)
        for query in ("{ me { card } }", 'mutation { withdrawFlag(id: "x", reason: "y") { id } }')
        for headers in (
            named(COURT, JUDGE),
            named("示9999", CHIEF),
            {"Linkage-Officer": ""},
            {"Linkage-Officer": "a/b/c"},
        )
    ]
    out = await browser.post("/session/end", headers=named(COURT, JUDGE))
    now = await ask(browser, **named(COURT, CHIEF))
    # GraphiQL by hand, and pages of before: they show nobody.
    unnamed = await ask(browser)

    assert own.json()["data"] == {"me": {"card": JUDGE}}
    assert [reason(each)[:2] for each in others] == [(403, "ANOTHER_OFFICER")] * 8
    assert reason(out)[:2] == (403, "ANOTHER_OFFICER")
    assert all(card not in each.text for each in (*others, out) for card in (JUDGE, CHIEF))
    assert all("set-cookie" not in each.headers for each in (*others, out))
    assert [each.json()["data"]["me"]["card"] for each in (now, unnamed)] == [CHIEF, CHIEF]


async def test_no_other_site_learns_who_is_signed_in(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    answers = [
        await browser.request(method, path, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://a.example"})
        for method, path in (("GET", "/session"), ("GET", "/session/officers"), ("OPTIONS", "/graphql"))
    ]

    assert [each.status_code for each in answers] == [403, 403, 204]
    assert all(not name.startswith("access-control") for each in answers for name in each.headers)
    assert all(JUDGE not in each.text for each in answers)


async def test_a_host_that_is_not_the_hubs_gets_no_session(browser: httpx.AsyncClient) -> None:
    # As after a name of somebody else's was made to lead to this machine.
    answer = await browser.get("/session", headers={"Host": "rebound.example"})
    odd = await browser.get("/session", headers={"Host": "127.0.0.1.rebound.example"})

    assert [each.status_code for each in (answer, odd)] == [403, 403]


async def test_an_authorization_header_counts_before_the_cookie(browser: httpx.AsyncClient, bench: Bench) -> None:
    key = OKPKey.generate_key("Ed25519", parameters={"kid": "a"})
    await bench.registry.keys(COURT, "https://id.court.example", {"keys": [key.as_dict(private=False)]})
    await sign_in(browser)
    now = int(bench.clock().timestamp())
    claims = {"iss": "https://id.court.example", "sub": CHIEF, "aud": AUDIENCE, "agency": COURT}
    token = jwt.encode(
        {"alg": "Ed25519", "kid": "a"}, claims | {"iat": now, "exp": now + 600}, key, algorithms=ALGORITHMS
    )
    bench.clock.pass_by(minutes=5)
    both = await ask(browser, Authorization=f"Bearer {token}")
    wrong = await ask(browser, Authorization="Bearer nonsense")
    empty = await ask(browser, Authorization="")

    assert both.json()["data"] == {"me": {"card": CHIEF}}
    assert "set-cookie" not in both.headers
    assert reason(wrong)[:2] == reason(empty)[:2] == (401, "UNAUTHENTICATED")


async def test_a_session_is_held_to_purposes_and_its_basis(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    query = "{ persons(first: 1) { nodes { name } } }"
    unfounded = await ask(browser, query)
    body = {"query": query, "extensions": {"basis": {"purpose": "VEHICLE_CONTROL", "case": "x"}}}
    foreign = await browser.post("/graphql", json=body)
    body["extensions"] = {"basis": {"purpose": "DEMONSTRATION"}}
    given = await browser.post("/graphql", json=body)

    assert "BASIS_NEEDED" in unfounded.text
    assert "BASIS_REFUSED" in foreign.text
    assert given.json()["extensions"]["purpose"] == "DEMONSTRATION"


async def test_answers_of_sessions_are_kept_by_nobody(browser: httpx.AsyncClient, bench: Bench) -> None:
    signed = await sign_in(browser)
    answers = [signed, await browser.get("/session"), await browser.get("/session/officers"), await ask(browser)]

    assert all(each.headers["cache-control"] == "no-store" for each in answers)
    assert all(browser.cookies["linkage"] not in each.text for each in answers)
    assert all("token" not in json.dumps(each.json()) for each in answers)
    async with browsing(bench.app(), ORIGIN.replace("127.0.0.1", "localhost")) as local:
        assert (await sign_in(local)).status_code == 200
