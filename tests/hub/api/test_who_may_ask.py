"""Only a current token of a registered issuer, signed with its own key, opens the door."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from joserfc import jwt
from support.http_client import ISSUER, SECONDS, Signer, clear

from demo.officers import DEMO_SECONDS, DemoOfficer, demo_issuer, demo_key, demo_token
from hub.access.tokens import Tokens
from hub.errors import Unauthenticated
from hub.graph.client import Graph

BODY = {"query": "{ __typename }"}


def part(value: dict[str, object]) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


BAD: dict[str, Callable[[Signer], str | None]] = {
    "no token": lambda t: None,
    "empty": lambda t: "",
    "basic": lambda t: "Basic dTpw",
    "scheme alone": lambda t: "Bearer",
    "scheme and blanks": lambda t: "Bearer   ",
    "no scheme": lambda t: t.good(),
    "garbage": lambda t: "Bearer garbage",
    "three garbage parts": lambda t: "Bearer a.b.c",
    "not UTF-8 inside": lambda t: "Bearer a." + base64.urlsafe_b64encode(b"\xff\xfe").decode() + ".c",
    "nested without end": lambda t: f"Bearer a.{base64.urlsafe_b64encode(b'[' * 5000).decode()}.c",
    "claims are no object": lambda t: f"Bearer {part({'alg': 'Ed25519'})}.W10.c",
    "five parts": lambda t: f"Bearer {t.good()}.x.y",
    "wrong audience": lambda t: f"Bearer {t.good(aud='somebody-else')}",
    "no audience": lambda t: f"Bearer {t.good(aud=None)}",
    "expired": lambda t: f"Bearer {t.good(exp=SECONDS - 31)}",
    "no expiry": lambda t: f"Bearer {t.good(exp=None)}",
    "expiry is a text": lambda t: f"Bearer {t.good(exp='never')}",
    "not yet valid": lambda t: f"Bearer {t.good(nbf=SECONDS + 31)}",
    "unknown issuer": lambda t: f"Bearer {t.good(iss='https://nobody.example')}",
    "no issuer": lambda t: f"Bearer {t.good(iss=None)}",
    "issuer is a list": lambda t: f"Bearer {t.good(iss=[ISSUER])}",
    "no subject": lambda t: f"Bearer {t.good(sub=None)}",
    "no agency": lambda t: f"Bearer {t.good(agency=None)}",
    "agency of another": lambda t: f"Bearer {t.good(agency='12990100MBTE5T0C0Q')}",
    "wrong key": lambda t: f"Bearer {t.forged()}",
    "HS256 with the public key": lambda t: f"Bearer {t.symmetric()}",
    "alg none": lambda t: f"Bearer {part({'alg': 'none'})}.{part(t.claims())}.",
    "alg none with a signature": lambda t: (
        f"Bearer {part({'alg': 'none', 'kid': 'a'})}.{part(t.claims())}.{t.good().split('.')[2]}"
    ),
    "changed claims": lambda t: "Bearer {}.{}.{}".format(
        t.good().split(".")[0], part(t.claims(sub="J01-0001")), t.good().split(".")[2]
    ),
    "unknown key": lambda t: (
        f"Bearer {part({'alg': 'Ed25519', 'kid': 'zz'})}.{part(t.claims())}.{t.good().split('.')[2]}"
    ),
}


@pytest.mark.parametrize("case", BAD)
async def test_a_bad_token_is_refused(client: httpx.AsyncClient, tokens: Signer, case: str) -> None:
    header = BAD[case](tokens)
    headers = {} if header is None else {"Authorization": header}

    response = await client.post("/graphql", json=BODY, headers=headers)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    (error,) = response.json()["errors"]
    clear(error, response.text)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert "Authorization: Bearer" in error["extensions"]["hint"]
    assert "data" not in response.json()
    if header and len(header) > 20:
        assert header.split(" ")[-1] not in response.text


@pytest.mark.parametrize(
    ("case", "said"),
    [("expired", "expired"), ("wrong audience", "aud"), ("unknown issuer", "issuer is not registered")],
)
async def test_the_refusal_says_why(client: httpx.AsyncClient, tokens: Signer, case: str, said: str) -> None:
    response = await client.post("/graphql", json=BODY, headers={"Authorization": str(BAD[case](tokens))})

    assert said in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"exp": SECONDS - 29},
        {"nbf": SECONDS + 29},
        {"name": None},
        {"iss": "urn:any", "agency": "other", "sub": "other-0001"},
    ],
    ids=str,
)
async def test_a_good_token_is_taken(client: httpx.AsyncClient, tokens: Signer, changed: dict[str, object]) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        headers = {"Authorization": f"{scheme} {tokens.good(**changed)}"}
        response = await client.post("/graphql", json=BODY, headers=headers)

        assert (response.status_code, response.json()["data"]) == (200, {"__typename": "Query"})


async def test_a_token_on_another_curve_is_taken(client: httpx.AsyncClient, tokens: Signer) -> None:
    token = jwt.encode({"alg": "ES256", "kid": "b"}, tokens.claims(), tokens.curve, algorithms=["ES256"])

    response = await client.post("/graphql", json=BODY, headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 200


async def test_a_demo_token_is_of_the_demo_issuer_alone(graph: Graph, tmp_path: Path) -> None:
    data = tmp_path / "new"
    key = demo_key(data)
    officer = DemoOfficer("card", "赵明", "any-agency", ())

    assert demo_key(data).as_dict(private=True) == key.as_dict(private=True)
    assert (data / "demo-issuer.json").stat().st_mode & 0o077 == 0
    tokens = Tokens(graph, lambda: SECONDS, demo_issuer(key))
    bearer = await tokens.check(demo_token(key, officer, SECONDS))
    assert (bearer.agency, bearer.card, bearer.name) == ("any-agency", "card", "赵明")
    with pytest.raises(Unauthenticated):
        await Tokens(graph, lambda: SECONDS + DEMO_SECONDS + 31, demo_issuer(key)).check(
            demo_token(key, officer, SECONDS)
        )
