"""Sessions: the same on every hub, over when they are ended, idle, old, or what they stood on has changed."""

from __future__ import annotations

import base64
import json
import stat
from dataclasses import asdict
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import OKPKey
from support.cookie_browser import CHIEF, COURT, JUDGE, ORIGIN, RING, Bench, ask, browsing, reason, sign_in
from support.world import SECRET

from hub.app import Application
from hub.signin.sealed_values import Seal
from hub.signin.session_keys import AHEAD_SECONDS, KeyFile, KeyRing, look
from hub.signin.sessions import Terms
from schema.errors import SetupError


def cookie_of(response: httpx.Response, name: str = "linkage") -> str:
    """The value of the session's cookie that a response sets."""
    found = SimpleCookie()
    for each in response.headers.get_list("set-cookie"):
        found.load(each)
    return found[name].value


async def test_an_officer_signs_in_asks_and_signs_out(browser: httpx.AsyncClient, bench: Bench) -> None:
    nobody = await browser.get("/session")
    signed = await sign_in(browser)
    who = await browser.get("/session")
    answer = await ask(browser)
    out = await browser.post("/session/end")
    after = await browser.get("/session")

    assert (nobody.status_code, nobody.json()) == (401, {"demo": True, "agencies": [], "reason": None})
    assert signed.status_code == 200
    assert signed.json() == who.json()
    assert who.json() == {
        "officer": {
            "card": JUDGE,
            "name": "孙法官",
            "agency": COURT,
            "agencyName": "示范区人民法院",
            "agencyKind": "COURT",
            "roles": ["JUDGE"],
        },
        "demo": True,
        "idleSeconds": 900,
        "until": "2026-11-22T20:00:00+08:00",
    }
    assert answer.json()["data"] == {"me": {"card": JUDGE}}
    assert (out.status_code, out.json()) == (200, {"next": None})
    assert after.status_code == 401
    assert "linkage" not in browser.cookies


async def test_the_cookie_is_closed_to_scripts_and_readers(browser: httpx.AsyncClient, bench: Bench) -> None:
    plain = await sign_in(browser)
    async with browsing(bench.app(terms=Terms("https://hub.example")), "https://hub.example") as secure:
        sealed = await sign_in(secure)

    assert set(plain.headers["set-cookie"].split("; ")[1:]) == {"HttpOnly", "Max-Age=900", "Path=/", "SameSite=strict"}
    assert sealed.headers["set-cookie"].startswith("__Host-linkage=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=strict"} <= set(sealed.headers["set-cookie"].split("; "))
    assert "domain" not in sealed.headers["set-cookie"].lower()
    parts = [base64.urlsafe_b64decode(part + "==") for part in cookie_of(plain).split(".")]
    assert json.loads(parts[0]) == {"alg": "dir", "enc": "A256GCM"}
    assert all(text.encode() not in b"".join(parts) for text in (JUDGE, COURT, "S0000"))


async def test_a_session_is_the_same_on_every_hub_and_so_is_its_end(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser)
    cookies = {"linkage": browser.cookies["linkage"]}
    async with browsing(bench.app()) as other, browsing(bench.app()) as third:
        for client in (other, third):
            client.cookies.update(cookies)
        before = [(await ask(client)).status_code for client in (browser, other, third)]
        await other.post("/session/end")
        third.cookies.update(cookies)
        after = [reason(await ask(client)) for client in (browser, third)]
        other.cookies.update(cookies)
        again = reason(await ask(other))
        who = await third.get("/session")

    assert before == [200, 200, 200]
    assert [*after, again] == [(401, "UNAUTHENTICATED", "ended")] * 3
    assert (who.status_code, who.json()["reason"]) == (401, "ended")


async def test_signing_in_makes_a_new_session_and_ends_no_other(browser: httpx.AsyncClient, bench: Bench) -> None:
    first = cookie_of(await sign_in(browser))
    second = cookie_of(await sign_in(browser))
    sessions = [bench.hub().authenticator.sessions.read(each) for each in (first, second)]
    await browser.post("/session/end")
    browser.cookies.set("linkage", first, domain="127.0.0.1")

    assert sessions[0].id != sessions[1].id
    assert (await ask(browser)).status_code == 200


async def test_an_idle_session_ends_and_a_used_one_goes_on(browser: httpx.AsyncClient, bench: Bench) -> None:
    first = cookie_of(await sign_in(browser))
    bench.clock.pass_by(seconds=30)
    at_once = await ask(browser)
    bench.clock.pass_by(seconds=869)
    late = await ask(browser)
    bench.clock.pass_by(seconds=899)
    later = await ask(browser)
    looked = await browser.get("/session")
    bench.clock.pass_by(seconds=900)
    idle = await ask(browser)
    browser.cookies.set("linkage", first, domain="127.0.0.1")
    old = await ask(browser)

    assert "set-cookie" not in at_once.headers
    assert (late.status_code, later.status_code) == (200, 200)
    assert cookie_of(late) != first
    assert "set-cookie" not in looked.headers
    assert reason(idle) == reason(old) == (401, "UNAUTHENTICATED", "idle")
    assert (await browser.get("/session")).json()["reason"] == "idle"


async def test_a_session_in_use_ends_after_its_time(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser)
    until = (await browser.get("/session")).json()["until"]
    for _ in range(8 * 6 - 1):
        bench.clock.pass_by(minutes=10)
        assert (await ask(browser)).status_code == 200
    again = (await browser.get("/session")).json()["until"]
    bench.clock.pass_by(minutes=10)

    assert again == until
    assert reason(await ask(browser)) == (401, "UNAUTHENTICATED", "expired")


@pytest.mark.parametrize("who", [{"card": JUDGE}, {"code": COURT}])
async def test_a_suspension_ends_a_session_for_good(
    browser: httpx.AsyncClient, bench: Bench, who: dict[str, str]
) -> None:
    await sign_in(browser)
    before = await ask(browser)
    await bench.registry.state("SUSPENDED", reason="a test", **who)
    during = await ask(browser)
    await bench.registry.state("ACTIVE", reason="a test", **who)
    after = await ask(browser)

    assert before.status_code == 200
    assert reason(during) == (401, "UNAUTHENTICATED", "register")
    assert reason(after) == (401, "UNAUTHENTICATED", "changed")
    assert (await sign_in(browser)).status_code == 200
    assert (await ask(browser)).status_code == 200


async def test_new_keys_of_the_agency_end_its_sessions(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser)
    keys = {"keys": [OKPKey.generate_key("Ed25519").as_dict(private=False)]}
    before = await ask(browser)
    await bench.registry.keys(COURT, "https://id.court.example", keys)

    assert before.status_code == 200
    assert reason(await ask(browser)) == (401, "UNAUTHENTICATED", "changed")


async def test_new_roles_count_at_once_and_end_nothing(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser, CHIEF)
    await bench.registry.roles(CHIEF, ["PRESIDENT"])
    who = await browser.get("/session")
    await bench.registry.roles(CHIEF, ["BUREAU_CHIEF"])

    assert who.json()["officer"]["roles"] == ["PRESIDENT"]


async def test_only_registered_officers_of_the_demo_sign_in(browser: httpx.AsyncClient, bench: Bench) -> None:
    unregistered = await sign_in(browser, "示9999-Z-001")
    unknown = await sign_in(browser, "J-1")
    await bench.registry.state("SUSPENDED", reason="a test", card=CHIEF)
    suspended = await sign_in(browser, CHIEF)
    shapeless = [
        await browser.post("/session/demo", content=body, headers={"Content-Type": "application/json"})
        for body in (b"", b"[]", b'{"card": 1}', b'{"card": "' + b"x" * 3000 + b'"}')
    ]

    assert [r.status_code for r in (unregistered, unknown, suspended)] == [401, 404, 401]
    assert [r.status_code for r in shapeless] == [400, 400, 400, 413]
    assert not browser.cookies
    for response in (unregistered, unknown, suspended, *shapeless):
        assert "J-1" not in response.text
        assert response.json()["errors"][0]["extensions"]["hint"]


async def test_outside_of_the_demo_there_is_no_demo(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser)
    async with browsing(bench.app(sign_in_as=None)) as real:
        real.cookies.update({"linkage": browser.cookies["linkage"]})
        answer = await ask(real)
        gone = [
            await real.get("/session/officers"),
            await real.post("/session/demo", json={"card": JUDGE}),
        ]
        nobody = await real.get("/session")

    assert reason(answer) == (401, "UNAUTHENTICATED", "unknown")
    assert [each.status_code for each in gone] == [404, 404]
    assert nobody.json()["demo"] is False


async def test_the_officers_are_offered_without_tokens(browser: httpx.AsyncClient) -> None:
    listed = (await browser.get("/session/officers")).json()

    assert [each["card"] for each in listed][:2] == [JUDGE, CHIEF]
    assert {name for each in listed for name in each} == {"card", "name", "agency", "agencyName", "roles"}


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c[:-2] + ("AA" if c[-2:] != "AA" else "BB"),
        lambda c: c.replace(".", "", 1),
        lambda c: "..".join(c.split("..")[:1]) + "...x.y",
        lambda c: c + "=",
        lambda _: "",
        lambda _: "x" * 5000,
        lambda _: base64.urlsafe_b64encode(b'{"alg":"none"}').decode() + "....",
    ],
)
async def test_a_cookie_that_was_tampered_with_is_none(browser: httpx.AsyncClient, change: object) -> None:
    await sign_in(browser)
    assert callable(change)
    forged = change(browser.cookies["linkage"])
    browser.cookies.clear()
    answer = await ask(browser, Cookie=f"linkage={forged}")

    assert reason(answer)[:2] == (401, "UNAUTHENTICATED")


async def test_the_cookie_of_another_hub_is_none(browser: httpx.AsyncClient, bench: Bench) -> None:
    async with browsing(bench.app(secret=b"another graph's secret")) as other:
        await sign_in(other)
        browser.cookies.update({"linkage": other.cookies["linkage"]})

    assert reason(await ask(browser)) == (401, "UNAUTHENTICATED", "unknown")


async def test_sessions_live_where_the_hub_knows_its_address(app: Application, bench: Bench) -> None:
    async with browsing(app, "http://hub.example") as elsewhere:
        refused = await sign_in(elsewhere)
    async with browsing(bench.app(terms=Terms("https://hub.example")), ORIGIN) as beside:
        own = await beside.post("/session/demo", json={"card": JUDGE}, headers={"Origin": "https://hub.example"})
        foreign = await sign_in(beside)

    assert reason(refused)[:2] == (403, "NOT_ALLOWED")
    assert "HUB_URL" in refused.text
    assert (own.status_code, foreign.status_code) == (200, 403)


async def test_a_question_of_a_session_costs_no_statement_more(browser: httpx.AsyncClient, bench: Bench) -> None:
    query, basis = "{ persons(first: 1) { nodes { name } } }", {"purpose": "DEMONSTRATION"}
    body = {"query": query, "extensions": {"basis": basis}}
    await sign_in(browser)
    counts = []
    for _ in range(3):
        before = bench.graph.statements
        assert (await browser.post("/graphql", json=body)).status_code == 200
        counts.append(bench.graph.statements - before)

    assert counts == [2, 1, 1]


async def test_a_session_with_other_parts_is_none(browser: httpx.AsyncClient) -> None:
    browser.cookies.set("linkage", Seal(RING, "session v1", SECRET).close({"id": "S", "demo": True}))

    assert reason(await ask(browser)) == (401, "UNAUTHENTICATED", "unknown")


async def test_what_a_backup_of_the_graph_holds_makes_no_session(browser: httpx.AsyncClient, bench: Bench) -> None:
    await sign_in(browser)
    session = bench.hub().authenticator.sessions.read(browser.cookies["linkage"])
    good = Seal(RING, "session v1", SECRET).close(asdict(session))
    for forged in (Seal(KeyRing.of(SECRET), "session v1", each).close(asdict(session)) for each in (SECRET, b"")):
        browser.cookies.set("linkage", forged, domain="127.0.0.1")
        assert reason(await ask(browser)) == (401, "UNAUTHENTICATED", "unknown")

    browser.cookies.set("linkage", good, domain="127.0.0.1")
    assert (await ask(browser)).status_code == 200


async def test_a_new_version_of_the_key_ends_no_session_and_an_old_one_that_is_gone_does(
    bench: Bench, tmp_path: Path
) -> None:
    file = KeyFile(tmp_path / "keys.json")
    rings = [file.ring(), file.ring()]
    for ring in rings:
        ring.now = lambda: bench.clock().timestamp()
    async with browsing(bench.app(ring=rings[0])) as one, browsing(bench.app(ring=rings[1])) as other:

        async def asked() -> list[int]:
            return [(await ask(each)).status_code for each in (one, other)]

        def sealed_by(client: httpx.AsyncClient) -> list[bool]:
            keys = [KeyRing((key,)) for key in file.read()]
            return [Seal(each, "session v1", SECRET).open(client.cookies["linkage"]) is not None for each in keys]

        await sign_in(one)
        await sign_in(other)
        assert sealed_by(one) == [True]

        file.rotate(int(bench.clock().timestamp()))
        # One hub has read the file, the other has not: each still takes what the other seals.
        await look(rings[0], file)
        await sign_in(one)
        other.cookies.update({"linkage": one.cookies["linkage"]})
        assert sealed_by(one) == [True, False]
        assert await asked() == [200, 200]

        await look(rings[1], file)
        bench.clock.pass_by(seconds=AHEAD_SECONDS)
        await sign_in(one)
        other.cookies.clear()
        other.cookies.set("linkage", one.cookies["linkage"], domain="127.0.0.1")
        assert sealed_by(one) == [False, True]
        assert await asked() == [200, 200]

        file.rotate(int(bench.clock().timestamp()), end=True)
        for ring in rings:
            await look(ring, file)
        assert await asked() == [401, 401]
        await sign_in(one)
        assert (await ask(one)).status_code == 200


def test_a_version_is_kept_as_long_as_a_session_may_last(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "keys.json")
    file.ring()

    for now in (100_000, 200_000, 200_001):
        file.rotate(now)

    # Version 1 sealed nothing since 100,030, and a session lasts a day at most.
    assert [(key.version, key.since) for key in file.read()] == [(2, 100_030), (3, 200_030), (4, 200_031)]
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{}", '{"keys": []}', '{"keys": [{"version": 1, "key": "00", "since": 0}]}'])
async def test_keys_that_cannot_be_read_start_no_hub_and_stop_none(tmp_path: Path, text: str) -> None:
    file = KeyFile(tmp_path / "keys.json")
    ring = file.ring()
    before = ring.keys
    file.path.write_text(text)

    with pytest.raises(SetupError) as refused:
        file.ring()
    await look(ring, file)

    assert "HUB_SESSION_KEYS" in (refused.value.hint or "")
    assert ring.keys == before
