"""Sign-in at an agency's own provider, over real HTTP, against a certified one; and everything that must not work."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey
from support.cookie_browser import CHIEF, COURT, JUDGE, OWN_PAGE, RING, Bench, ask, browsing, reason
from support.openid_provider import Walk, vouching, walk
from support.served_app import listening
from support.world import CHINA, SECRET

from hub.signin.oidc import Attempt
from hub.signin.provider_routes import COOKIE, PURPOSE
from hub.signin.sealed_values import Seal
from hub.signin.sessions import Terms

#: A provider in a process of its own, and hubs that are served for real.
pytestmark = pytest.mark.slow

#: How each agency's hub proves itself, and how its provider signs.
PUBLIC, BASIC, POSTED, SIGNED = "示0102", "示0103", "示0104", "示0105"
KEY = ECKey.generate_key("P-256", parameters={"kid": "hub", "alg": "ES256", "use": "sig"})
BEGIN = "/session/begin?" + urlencode({"agency": PUBLIC})


@dataclass(frozen=True)
class Place:
    """Where the hub is, and the provider that knows it there."""

    port: int
    issuer: str

    @property
    def origin(self) -> str:
        """The hub's origin."""
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """A provider, with the hub as four clients of different kinds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    common = {
        "redirect_uris": [f"{origin}/session/callback"],
        "post_logout_redirect_uris": [f"{origin}/"],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "scope": "openid staff",
    }
    kinds = (
        ("public", {"token_endpoint_auth_method": "none", "id_token_signed_response_alg": "ES256"}),
        ("basic", {"client_secret": "a secret: 100%", "id_token_signed_response_alg": "RS256"}),
        (
            "posted",
            {
                "client_secret": "another",
                "token_endpoint_auth_method": "client_secret_post",
                "id_token_signed_response_alg": "PS256",
            },
        ),
        (
            "signed",
            {
                "token_endpoint_auth_method": "private_key_jwt",
                "token_endpoint_auth_signing_alg": "ES256",
                "jwks": {"keys": [KEY.as_dict(private=False)]},
                "id_token_signed_response_alg": "Ed25519",
            },
        ),
    )
    with vouching([{"client_id": name, **common, **kind} for name, kind in kinds]) as issuer:
        yield Place(port, issuer)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The operator's directory of secrets."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / BASIC).write_text("a secret: 100%\n")
    (folder / POSTED).write_text("another\n")
    (folder / SIGNED).write_text(json.dumps(KEY.as_dict(private=True)))
    return folder


@pytest.fixture
async def registered(bench: Bench, place: Place) -> Bench:
    """The bench, with sign-in registered for each agency, at the provider's time."""
    bench.clock.at = datetime.now(CHINA)
    for code, client in ((PUBLIC, "public"), (BASIC, "basic"), (SIGNED, "signed")):
        await bench.registry.agency(code, "示范区人民法院", "COURT", "990102")
        await bench.registry.sign_in(code, place.issuer, client)
    return bench


@pytest.fixture
async def officer(registered: Bench, place: Place, secrets: Path) -> AsyncIterator[httpx.AsyncClient]:
    """An officer's browser at a hub that is served for real, outside of the demo."""
    app = registered.app(sign_in_as=None, terms=Terms(client_secrets=secrets))
    async with listening(app, place.port) as origin, httpx.AsyncClient(base_url=origin, trust_env=False) as client:
        yield client


async def own(browser: httpx.AsyncClient, method: str, path: str) -> httpx.Response:
    """What a script of the hub's own page asks."""
    return await browser.request(method, path, headers=OWN_PAGE)


async def back(browser: httpx.AsyncClient, **given: str | None) -> httpx.Response:
    """Come back from the provider with these; None leaves one out."""
    query = urlencode({name: value for name, value in given.items() if value is not None})
    return await browser.get(f"/session/callback?{query}", headers={"Sec-Fetch-Site": "cross-site"})


def said(response: httpx.Response) -> tuple[int, str]:
    """Status and code of the page that says why nobody is signed in."""
    assert "script" not in response.text
    return response.status_code, response.text.split("<code>")[1].split("</code>")[0]


async def test_an_officer_signs_in_at_the_provider_and_out_of_both(officer: httpx.AsyncClient, place: Place) -> None:
    before = await own(officer, "GET", "/session")
    walked = await walk(officer, BEGIN, JUDGE, stop_before=f"{place.origin}/?")
    who = (await own(officer, "GET", "/session")).json()
    answer = await ask(officer, **OWN_PAGE)
    out = await own(officer, "POST", "/session/end")
    left = await officer.get(out.json()["next"])

    assert before.status_code == 401
    assert {"code": PUBLIC, "name": "示范区人民法院"} in before.json()["agencies"]
    assert (urlsplit(walked.visited[-1]).path, urlsplit(walked.visited[-1]).query) == ("/", "")
    assert (who["officer"]["card"], who["officer"]["agency"], who["demo"]) == (JUDGE, PUBLIC, False)
    assert answer.json()["data"] == {"me": {"card": JUDGE}}
    assert out.json()["next"].startswith(f"{place.issuer}/session/end?")
    assert parse_qs(urlsplit(out.json()["next"]).query) == {
        "client_id": ["public"],
        "post_logout_redirect_uri": [f"{place.origin}/"],
    }
    assert left.status_code == 200
    assert (await own(officer, "GET", "/session")).status_code == 401


async def test_the_hub_asks_as_the_best_practice_has_it(officer: httpx.AsyncClient, place: Place) -> None:
    response = await officer.get(BEGIN, headers={"Sec-Fetch-Site": "same-origin"})
    again = await officer.get(BEGIN, headers={"Sec-Fetch-Site": "none"})
    asked, other = (parse_qs(urlsplit(each.headers["location"]).query) for each in (response, again))

    assert response.status_code == 303
    assert response.headers["referrer-policy"] == "no-referrer"
    assert {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge"} <= set(asked)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert asked["max_age"] == ["900"]
    assert asked["redirect_uri"] == [f"{place.origin}/session/callback"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert all(asked[name] != other[name] for name in ("state", "nonce", "code_challenge"))
    cookie = response.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=600"} <= set(cookie.split("; "))
    assert asked["nonce"][0] not in cookie


@pytest.mark.parametrize("agency", [BASIC, SIGNED])
async def test_a_hub_with_a_secret_or_a_key_proves_it(
    officer: httpx.AsyncClient, registered: Bench, secrets: Path, agency: str
) -> None:
    card = f"{agency}-A-001"
    await registered.registry.officer(card, agency, "钱法官", ["JUDGE"])
    url = "/session/begin?" + urlencode({"agency": agency})
    good = await walk(officer, url, card, stop_before="8/?")
    who = await own(officer, "GET", "/session")
    await own(officer, "POST", "/session/end")
    (secrets / agency).write_text(
        json.dumps(ECKey.generate_key("P-256").as_dict(private=True)) if agency == SIGNED else "wrong"
    )
    wrong = await walk(officer, url, card)
    (secrets / agency).write_text('{"kty": "EC"}')
    unusable = await walk(officer, url, card)

    assert good.given["state"]
    assert who.json()["officer"]["card"] == card
    assert said(wrong.last) == (403, "SIGN_IN_FAILED refused")
    assert said(unusable.last) == (503, "SIGN_IN_FAILED unavailable")


async def test_the_card_may_stand_in_another_claim(officer: httpx.AsyncClient, registered: Bench, place: Place) -> None:
    await registered.registry.sign_in(PUBLIC, place.issuer, "public", claim="employee_number", scope="openid staff")
    await walk(officer, BEGIN, f"no-{JUDGE}")
    who = await own(officer, "GET", "/session")
    await registered.registry.sign_in(PUBLIC, place.issuer, "public", claim="missing")
    ended = await own(officer, "GET", "/session")
    officer.cookies.clear()
    nobody = await walk(officer, BEGIN, JUDGE)

    assert who.json()["officer"]["card"] == JUDGE
    assert (ended.status_code, ended.json()["reason"]) == (401, "changed")
    assert said(nobody.last) == (403, "SIGN_IN_FAILED token")


async def come_to_the_door(officer: httpx.AsyncClient, card: str = JUDGE) -> Walk:
    """An officer who has signed in at the provider and is about to come back."""
    return await walk(officer, BEGIN, card, stop_before="/session/callback")


async def test_what_comes_back_must_be_what_was_asked_for(officer: httpx.AsyncClient, place: Place) -> None:
    for change, expected in (
        ({"state": "x" * 43}, "state"),
        ({"state": None}, "state"),
        ({"iss": "https://elsewhere.example"}, "issuer"),
        # This provider promises to name itself.
        ({"iss": None}, "issuer"),
        ({"code": None}, "refused"),
        ({"code": "never given"}, "refused"),
        ({"error": "access_denied", "error_description": "<b>JUDGE 110101</b>"}, "denied"),
        ({"error": "<script>"}, "refused"),
    ):
        officer.cookies.clear()
        given = (await come_to_the_door(officer)).given
        response = await back(officer, **(given | change))
        assert said(response) == (403, f"SIGN_IN_FAILED {expected}"), change
        assert "110101" not in response.text
        assert (await own(officer, "GET", "/session")).status_code == 401
        # The attempt is over, whatever comes now.
        assert said(await back(officer, **given)) == (403, "SIGN_IN_FAILED state")


async def test_a_code_serves_once(officer: httpx.AsyncClient) -> None:
    given = (await come_to_the_door(officer)).given
    attempt = officer.cookies[COOKIE]
    first = await back(officer, **given)
    officer.cookies.clear()
    officer.cookies.set(COOKIE, attempt, domain="127.0.0.1")

    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert said(await back(officer, **given)) == (403, "SIGN_IN_FAILED refused")


@pytest.mark.parametrize(
    ("name", "expected"), [("nonce", "token"), ("verifier", "refused"), ("issuer", "issuer"), ("at", "late")]
)
async def test_an_attempt_holds_together(officer: httpx.AsyncClient, name: str, expected: str) -> None:
    given = (await come_to_the_door(officer)).given
    seal = Seal(RING, PURPOSE, SECRET)
    held = seal.open(officer.cookies[COOKIE])
    assert held is not None
    other = {"nonce": "n" * 43, "verifier": "v" * 43, "issuer": "https://elsewhere.example"} | {"at": held["at"] - 601}
    forged = Attempt(**(held | {name: other[name]}))
    officer.cookies.clear()
    officer.cookies.set(COOKIE, seal.close(forged.as_cookie()), domain="127.0.0.1")

    assert said(await back(officer, **given)) == (403, f"SIGN_IN_FAILED {expected}")


async def test_an_attempt_is_one_browsers_and_no_session(officer: httpx.AsyncClient, place: Place) -> None:
    given = (await come_to_the_door(officer)).given
    attempt = officer.cookies[COOKIE]
    async with httpx.AsyncClient(base_url=place.origin, trust_env=False) as victim:
        forced = await back(victim, **given)
        victim.cookies.set("linkage", attempt)
        taken = await ask(victim, **OWN_PAGE)

    assert said(forced) == (403, "SIGN_IN_FAILED state")
    assert reason(taken) == (401, "UNAUTHENTICATED", "unknown")


async def test_only_officers_of_the_agency_come_in(officer: httpx.AsyncClient, registered: Bench) -> None:
    await registered.registry.officer("示0105-A-009", SIGNED, "外人", ["JUDGE"])
    for card, expected in (("110101199001011234", 401), ("示0105-A-009", 401)):
        officer.cookies.clear()
        refused = await walk(officer, BEGIN, card)
        assert said(refused.last) == (expected, "UNAUTHENTICATED register")
        assert card not in refused.last.text
        assert "linkage" not in officer.cookies
    await registered.registry.state("SUSPENDED", card=JUDGE, reason="a test")
    officer.cookies.clear()
    assert said((await walk(officer, BEGIN, JUDGE)).last) == (401, "UNAUTHENTICATED register")


async def test_a_suspension_ends_the_session_at_the_next_question(
    officer: httpx.AsyncClient, registered: Bench
) -> None:
    await walk(officer, BEGIN, JUDGE)
    before = await ask(officer, **OWN_PAGE)
    await registered.registry.state("SUSPENDED", card=JUDGE, reason="a test")

    assert before.status_code == 200
    assert reason(await ask(officer, **OWN_PAGE)) == (401, "UNAUTHENTICATED", "register")


async def test_a_session_ends_by_time_and_on_every_hub(
    officer: httpx.AsyncClient, registered: Bench, place: Place
) -> None:
    await walk(officer, BEGIN, JUDGE)
    session = officer.cookies["linkage"]
    async with browsing(registered.app(sign_in_as=None), place.origin) as other:
        other.cookies.update({"linkage": session})
        there = await ask(other)
        await own(officer, "POST", "/session/end")
        gone = await ask(other)
    officer.cookies.clear()
    await walk(officer, BEGIN, JUDGE)
    registered.clock.pass_by(minutes=15)

    assert there.status_code == 200
    assert reason(gone) == (401, "UNAUTHENTICATED", "ended")
    assert reason(await ask(officer, **OWN_PAGE)) == (401, "UNAUTHENTICATED", "idle")


async def test_a_desk_that_was_left_does_not_open_with_a_click(
    officer: httpx.AsyncClient, registered: Bench, place: Place
) -> None:
    def proved(walked: Walk) -> bool:
        return any("/interaction/" in each for each in walked.visited)

    first, soon = [await walk(officer, BEGIN, JUDGE) for _ in range(2)]
    asked = (await officer.get(BEGIN, headers={"Sec-Fetch-Site": "same-origin"})).headers["location"]
    # No time passes at the provider, so the hub is set to find any sign-in too old.
    at_once = await walk(officer, asked.replace("max_age=900", "max_age=0"), JUDGE)
    # And a provider that trusts what it should not is not taken at its word.
    registered.clock.pass_by(minutes=16)
    believed = await walk(officer, BEGIN, JUDGE)

    assert proved(first)
    assert not proved(soon)
    assert urlsplit(soon.visited[-1]).path == "/"
    assert proved(at_once)
    assert urlsplit(at_once.visited[-1]).path == "/"
    assert said(believed.last) == (403, "SIGN_IN_FAILED token")


async def test_nothing_of_anybody_is_told_on_the_way(
    officer: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        walked = await walk(officer, BEGIN, CHIEF)
        await own(officer, "GET", "/session")
        await own(officer, "POST", "/session/end")
    hubs = [each for each in walked.visited if "/session/" in each and "/interaction/" not in each]
    ours = [record for record in caplog.records if record.name.startswith("hub")]

    assert all(CHIEF not in each and "id_token" not in each for each in hubs)
    assert all(CHIEF not in f"{record.getMessage()} {record.__dict__}" for record in ours if record.msg != "answered")
    assert walked.last.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("agency", ["nobody", "", "示0199", "../示0102"])
async def test_an_agency_without_sign_in_has_none(officer: httpx.AsyncClient, agency: str) -> None:
    response = await officer.get("/session/begin", params={"agency": agency})

    assert said(response) == (404, "NOT_FOUND agency")
    assert not officer.cookies


async def test_another_site_cannot_begin(officer: httpx.AsyncClient) -> None:
    response = await officer.get(BEGIN, headers={"Sec-Fetch-Site": "cross-site"})

    assert said(response) == (403, "NOT_ALLOWED")
    assert not officer.cookies


async def test_a_suspended_agency_is_not_offered(officer: httpx.AsyncClient, registered: Bench) -> None:
    await registered.registry.state("SUSPENDED", code=PUBLIC, reason="a test")
    offered = (await own(officer, "GET", "/session")).json()["agencies"]

    assert PUBLIC == COURT
    assert PUBLIC not in [each["code"] for each in offered]
    assert said((await walk(officer, BEGIN, JUDGE)).last) == (401, "UNAUTHENTICATED register")
