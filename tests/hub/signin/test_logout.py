"""A provider that says an officer signed out there ends the sessions here at once; nobody else can say so."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from support.cookie_browser import COURT, JUDGE, OWN_PAGE, Bench, ask, browsing, reason
from support.openid_provider import FORM, HIDDEN, vouching, walk
from support.served_app import listening
from support.world import CHINA

from hub.errors import SignInFailed
from hub.signin import providers
from hub.signin.logout_tokens import EVENT, TOKEN_SECONDS, Logout, SessionMarks, logout_of
from hub.signin.providers import Provider, ProviderMetadata

NOW = 1_800_000_000
PROVIDER = Provider(COURT, "https://id.example", "hub", "sub", "openid")
KEY = ECKey.generate_key("P-256", parameters={"kid": "ec"})
PUBLIC = KeySet.import_key_set({"keys": [KEY.as_dict(private=False)]})
GOOD: dict[str, Any] = {
    "iss": PROVIDER.issuer,
    "aud": PROVIDER.client,
    "iat": NOW,
    "exp": NOW + 120,
    "jti": "first",
    "sub": JUDGE,
    "sid": "S-1",
    "events": {EVENT: {}},
}
LOGOUT = f"/session/logout?{urlencode({'agency': COURT})}"


def signed(key: Any = KEY, algorithm: str = "ES256", typ: str | None = "logout+jwt", **changed: Any) -> str:
    """A logout token with other claims; None leaves one out."""
    claims = {name: value for name, value in (GOOD | changed).items() if value is not None}
    head = {"alg": algorithm, "kid": "ec"} | ({} if typ is None else {"typ": typ})
    return jwt.encode(head, claims, key, algorithms=[algorithm])


def read(token: object) -> Logout:
    """What it says."""
    return logout_of(token, PUBLIC, PROVIDER, lambda: NOW)


def test_a_good_token_names_who_signed_out() -> None:
    assert read(signed()) == Logout("first", JUDGE, "S-1")
    assert read(signed(sid=None, exp=None)) == Logout("first", JUDGE, None)
    assert read(signed(sub=None, aud=["hub", "another"], typ=None)) == Logout("first", None, "S-1")


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"iat": None},
        {"iat": NOW + 60},
        {"iat": NOW - TOKEN_SECONDS - 60},
        {"exp": NOW - 60},
        {"jti": None},
        {"jti": 7},
        {"jti": "x" * 256},
        {"events": None},
        {"events": [EVENT]},
        {"events": {EVENT: True}},
        {"events": {"https://another.example/event": {}}},
        {"nonce": "n" * 43},
        {"sub": None, "sid": None},
        {"sub": "", "sid": None},
        {"sub": 110101, "sid": None},
        {"sid": ["S-1"]},
        {"typ": "at+jwt"},
    ],
    ids=str,
)
def test_another_token_ends_nothing(changed: dict[str, Any]) -> None:
    with pytest.raises(SignInFailed) as refused:
        read(signed(**changed))

    assert refused.value.details["reason"] == "token"
    assert JUDGE not in str(refused.value)


def test_a_stranger_signs_nobody_out() -> None:
    shared = OctKey.import_key("a secret that somebody shares with the hub", parameters={"kid": "ec"})
    for token in (
        signed(ECKey.generate_key("P-256", parameters={"kid": "ec"})),
        signed(shared, "HS256"),
        signed().rsplit(".", 1)[0] + ".",
        "",
        None,
        "a.b.c",
    ):
        with pytest.raises(SignInFailed):
            read(token)


def test_marks_tell_nobody_and_are_each_providers_own() -> None:
    marks, other = SessionMarks(b"one graph's secret"), SessionMarks(b"another's")
    here = marks.of_session(PROVIDER, {"sub": JUDGE, "sid": "S-1"})
    elsewhere = Provider(COURT, "https://elsewhere.example", "hub", "sub", "openid")

    assert JUDGE not in str(here)
    assert not set(here) & set(marks.of_session(elsewhere, {"sub": JUDGE, "sid": "S-1"}))
    assert not set(here) & set(other.of_session(PROVIDER, {"sub": JUDGE, "sid": "S-1"}))
    assert not set(here) & set(marks.of_session(PROVIDER, {"sub": "S-1", "sid": JUDGE}))


# Who is told apart by what the provider calls its sessions.
ENDS = [
    ({"sid": "S-1"}, {"sid": "S-1"}, True),
    ({"sid": "S-2"}, {"sid": "S-1"}, False),
    ({"sid": "S-2"}, {}, True),
    ({}, {}, True),
    ({}, {"sid": "S-1"}, True),
    ({}, {"sid": "S-1", "sub": None}, False),
    ({"sub": "another", "sid": "S-2"}, {}, False),
]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that needs not be asked for its keys."""

    async def found(self: providers.Providers, provider: Provider) -> ProviderMetadata:
        return ProviderMetadata({}, PUBLIC, 0.0, 0.0)

    async def fresh(self: providers.Providers, provider: Provider) -> KeySet:
        return PUBLIC

    monkeypatch.setattr(providers.Providers, "known", found)
    monkeypatch.setattr(providers.Providers, "fresh_keys", fresh)


@pytest.fixture
async def hub(bench: Bench, known: None) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at a hub whose court signs in at that provider."""
    await bench.registry.sign_in(COURT, PROVIDER.issuer, PROVIDER.client)
    async with browsing(bench.app()) as client:
        yield client


async def notify_hub(bench: Bench, token: str, path: str = LOGOUT, **headers: str) -> httpx.Response:
    """What the provider is answered; it is no browser."""
    transport = httpx.ASGITransport(bench.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as provider:
        return await provider.post(path, data={"logout_token": token}, headers=headers)


def own(marker: str, claims: dict[str, Any]) -> dict[str, Any]:
    """The claims with names of this test's own: marks stay in the graph."""
    return {name: value if value is None else f"{marker} {value}" for name, value in claims.items()}


async def signed_in(bench: Bench, browser: httpx.AsyncClient, claims: dict[str, Any], marker: str) -> None:
    """A session that rests on these claims."""
    hub = bench.hub()
    marks = SessionMarks(hub.secret).of_session(PROVIDER, own(marker, {"sub": JUDGE} | claims))
    admitted = await hub.admission.admit(hub.authenticator.sessions.read(browser.cookies["linkage"]).bearer, None)
    session = hub.authenticator.sessions.begin(admitted, demo=True, marks=marks)
    browser.cookies.clear()
    browser.cookies.set("linkage", hub.authenticator.sessions.cookie(session), domain="127.0.0.1")


def fresh(bench: Bench, **changed: Any) -> str:
    """A token of this moment."""
    at = int(bench.clock().timestamp())
    return signed(iat=at, exp=at + 120, **changed)


@pytest.mark.parametrize(("claims", "changed", "ends"), ENDS, ids=str)
async def test_the_sessions_meant_end_at_once(
    bench: Bench, hub: httpx.AsyncClient, claims: dict[str, Any], changed: dict[str, Any], ends: bool, marker: str
) -> None:
    await hub.post("/session/demo", json={"card": JUDGE})
    await signed_in(bench, hub, claims, marker)
    before = await ask(hub)
    named = own(marker, {"sub": JUDGE, "sid": None} | changed)
    answer = await notify_hub(bench, fresh(bench, jti=marker, **named))
    after = await ask(hub)
    # The mark stays, but who signs in later is another.
    bench.clock.pass_by(seconds=1)
    await hub.post("/session/demo", json={"card": JUDGE})
    await signed_in(bench, hub, claims, marker)

    assert (before.status_code, answer.status_code, answer.content) == (200, 200, b"")
    assert answer.headers["cache-control"] == "no-store"
    if ends:
        assert reason(after) == (401, "UNAUTHENTICATED", "ended")
    else:
        assert after.status_code == 200
    assert (await ask(hub)).status_code == 200


async def test_a_token_serves_once(bench: Bench, hub: httpx.AsyncClient, marker: str) -> None:
    token = fresh(bench, jti=marker, **own(marker, {"sub": JUDGE, "sid": None}))
    first = await notify_hub(bench, token)
    bench.clock.pass_by(seconds=5)
    await hub.post("/session/demo", json={"card": JUDGE})
    await signed_in(bench, hub, {}, marker)
    second = await notify_hub(bench, token)

    assert first.status_code == 200
    assert reason(second) == (400, "SIGN_IN_FAILED", "repeated")
    assert (await ask(hub)).status_code == 200


async def test_what_is_no_logout_is_refused(bench: Bench, hub: httpx.AsyncClient, marker: str) -> None:
    await hub.post("/session/demo", json={"card": JUDGE})
    await signed_in(bench, hub, {}, marker)
    good = fresh(bench, jti=marker)
    forged = fresh(bench, jti=marker, key=ECKey.generate_key("P-256", parameters={"kid": "ec"}))
    answers = [
        await notify_hub(bench, forged),
        await notify_hub(bench, good, "/session/logout?agency=nobody"),
        await notify_hub(bench, good, "/session/logout"),
        await notify_hub(bench, good, **{"Sec-Fetch-Site": "same-origin"}),
        await notify_hub(bench, good, **{"Content-Type": "application/json"}),
        await notify_hub(bench, good + "x" * 20_000),
        await notify_hub(bench, ""),
    ]

    assert [each.status_code for each in answers] == [400, 404, 404, 403, 415, 413, 400]
    assert (await hub.get(LOGOUT)).status_code == 404
    assert (await ask(hub)).status_code == 200
    assert all(JUDGE not in each.text for each in answers)


async def test_what_is_remembered_of_logouts_is_forgotten_in_time(
    bench: Bench, hub: httpx.AsyncClient, marker: str
) -> None:
    count = "MATCH (e:EndedSession) RETURN count(e)"
    await bench.graph.write([("MATCH (e:EndedSession) DELETE e", {})], operation="test")
    await notify_hub(bench, fresh(bench, jti=f"{marker} 1", sub=f"{marker} 1"))
    bench.clock.pass_by(hours=9)
    await notify_hub(bench, fresh(bench, jti=f"{marker} 2", sub=f"{marker} 2"))

    # The token, the session, and the subject where it has no sessions with names.
    assert await bench.graph.ask_one(count, {}, operation="test") == 3


# And with a provider that was made by others.


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[int, str]]:
    """The hub's port, and a provider that tells it of logouts there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    client = {
        "client_id": "hub",
        "redirect_uris": [f"{origin}/session/callback"],
        "post_logout_redirect_uris": [f"{origin}/"],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
        "id_token_signed_response_alg": "ES256",
        "backchannel_logout_uri": f"{origin}/session/logout?agency={quote(COURT)}",
        "backchannel_logout_session_required": True,
    }
    with vouching([client]) as issuer:
        yield port, issuer


async def test_signing_out_at_the_provider_signs_out_here(bench: Bench, place: tuple[int, str]) -> None:
    port, issuer = place
    bench.clock.at = datetime.now(CHINA)
    await bench.registry.sign_in(COURT, issuer, "hub")
    begin = f"/session/begin?{urlencode({'agency': COURT})}"
    async with (
        listening(bench.app(sign_in_as=None), port) as origin,
        httpx.AsyncClient(base_url=origin, trust_env=False) as here,
        httpx.AsyncClient(base_url=origin, trust_env=False) as there,
    ):
        for browser in (here, there):
            await walk(browser, begin, JUDGE)
        before = [(await ask(each, **OWN_PAGE)).status_code for each in (here, there)]
        asked = await here.get(f"{issuer}/session/end")
        form = FORM.search(asked.text)
        assert form is not None
        fields = dict(HIDDEN.findall(form[2])) | {"logout": "yes"}
        done = await here.post(form[1], data=fields)
        after = [await ask(each, **OWN_PAGE) for each in (here, there)]

    assert before == [200, 200]
    assert done.status_code in (200, 303)
    # Of the same officer's two sessions only that of this browser.
    assert reason(after[0]) == (401, "UNAUTHENTICATED", "ended")
    assert after[1].status_code == 200
