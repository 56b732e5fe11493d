"""Tokens against the register: whose keys, whose agency, for how long, and with which certificate."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import KeySet, OKPKey, RSAKey
from support.admission import Door
from support.world import NOW

from hub.access.callers import Bearer
from hub.access.tokens import ALGORITHMS, AUDIENCE, MAX_SECONDS, Issuer, Tokens
from hub.api.schema import Api
from hub.errors import Unauthenticated
from hub.graph.client import Graph
from schema.errors import InvalidArgument, NotFound

AGENCY, CARD, ISSUER = "S-0102", "S-0102-A-1", "https://id.court.example"
BANK, BANK_ISSUER = "B-1", "https://id.bank.example"
SECONDS = int(NOW.timestamp())
THUMB, OTHER_THUMB = "A" * 43, "B" * 43


def key(kid: str) -> OKPKey:
    """A new key."""
    return OKPKey.generate_key("Ed25519", parameters={"kid": kid})


OLD, NEW, BANKS = key("old"), key("new"), key("bank")
#: As registers before took it.
with pytest.warns(SecurityWarning):
    WEAK = RSAKey.import_key(rsa.generate_private_key(65537, 1024), parameters={"kid": "weak"})  # noqa: S505 - refused


def claims(**changed: Any) -> dict[str, Any]:
    """The claims of a good token; None takes one away."""
    given = {"iss": ISSUER, "sub": CARD, "aud": AUDIENCE, "agency": AGENCY, "iat": SECONDS, "exp": SECONDS + 600}
    return {name: value for name, value in (given | changed).items() if value is not None}


def token(signed: OKPKey = OLD, **changed: Any) -> str:
    """A signed token."""
    header = {"alg": "Ed25519", "kid": signed.kid}
    return jwt.encode(header, claims(**changed), signed, algorithms=ALGORITHMS)


def written(header: str, payload: str, signed: OKPKey = OLD) -> str:
    """A token whose parts are these very texts, signed as they stand."""
    parts = [base64.urlsafe_b64encode(each.encode()).rstrip(b"=") for each in (header, payload)]
    signature = signed.private_key.sign(b".".join(parts))  # type: ignore[union-attr]  # an Ed25519 key
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def keys(*public: OKPKey) -> dict[str, Any]:
    """A key set."""
    return {"keys": [each.as_dict(private=False) for each in public]}


class Clock:
    """A clock that the test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.seconds


@pytest.fixture
async def door(blank: Graph, api: Api) -> Door:
    """A court and a bank with an issuer each, and a judge."""
    door = Door(blank, api)
    # The time stands still here: a suspension of an earlier test would end the tokens of this one.
    forget = "MATCH (x) WHERE x:RegisteredAgency OR x:RegisteredOfficer REMOVE x.suspendedAt"
    await blank.write([(forget, {})], operation="test.forget")
    for code, kind, issuer, signed in ((AGENCY, "COURT", ISSUER, OLD), (BANK, "BANK", BANK_ISSUER, BANKS)):
        await door.registry.agency(code, "单位", kind, "990102")
        await door.registry.keys(code, issuer, keys(signed))
        await door.registry.state("ACTIVE", code=code, reason="a new test")
    await door.registry.officer(CARD, AGENCY, "孙法官", ["JUDGE"])
    await door.registry.state("ACTIVE", card=CARD, reason="a new test")
    return door


async def let_in(door: Door, given: str, certificate: str | None = None) -> bool:
    """Whether a request with the token is let in, from its header to its answer."""
    try:
        bearer = await door.tokens.bearer(f"Bearer {given}", certificate)
    except Unauthenticated:
        return False
    return await admitted(door, bearer)


async def admitted(door: Door, bearer: Bearer) -> bool:
    """Whether an operation is let in whose token was checked already."""
    answer = await door.answer(bearer)
    assert answer.codes in ([], ["UNAUTHENTICATED"])
    return not answer.errors


async def test_a_good_token_is_let_in(door: Door) -> None:
    assert await let_in(door, token())
    assert await let_in(door, written('{"alg":"Ed25519","kid":"old"}', json.dumps(claims())))


def twice(name: str, first: object) -> str:
    """The claims with one of them standing before itself once more."""
    return json.dumps({"_": 0} | claims()).replace('"_": 0', f'"{name}": {json.dumps(first)}')


@pytest.mark.parametrize("name", ["sub", "agency", "iss", "exp", "aud"])
async def test_a_claim_that_stands_twice_is_refused(door: Door, name: str) -> None:
    for first in (claims()[name], "another"):
        payload = twice(name, first)
        assert json.loads(payload) == claims()

        assert not await let_in(door, written('{"alg":"Ed25519","kid":"old"}', payload))


@pytest.mark.parametrize(
    "header",
    [
        '{"alg":"none","alg":"Ed25519","kid":"old"}',
        '{"alg":"Ed25519","kid":"new","kid":"old"}',
        '{"alg":"Ed25519","kid":"old","jwk":{"kty":"OKP","kty":"OKP"}}',
    ],
)
async def test_a_header_member_that_stands_twice_is_refused(door: Door, header: str) -> None:
    assert not await let_in(door, written(header, json.dumps(claims())))


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": SECONDS + MAX_SECONDS + 1},
        {"iat": SECONDS - 1, "exp": SECONDS + MAX_SECONDS},
        {"iat": SECONDS - 86_400, "exp": SECONDS + 60},
        {"iat": SECONDS + 31, "exp": SECONDS + 600},
        {"iat": None},
        {"exp": float("inf")},
        {"iat": float("-inf")},
        {"exp": float("nan")},
        {"iat": float("nan")},
        {"exp": True},
        {"exp": str(SECONDS + 600)},
        {"agency": [AGENCY]},
        {"sub": {"card": CARD}},
        {"sub": 7},
        {"sub": "\ud800"},
        {"sub": f"{CARD}\ud800"},
        {"agency": "\udfff"},
        {"sub": "\x00"},
        {"sub": ""},
        {"aud": [AUDIENCE, 7]},
        {"cnf": "x"},
        {"cnf": {}},
        {"cnf": {"jkt": THUMB}},
        {"cnf": {"x5t#S256": 7}},
    ],
    ids=str,
)
async def test_claims_that_say_too_much_or_nothing_are_refused(door: Door, changed: dict[str, Any]) -> None:
    payload = json.dumps(claims(**changed))

    assert not await let_in(door, written('{"alg":"Ed25519","kid":"old"}', payload), THUMB)


async def test_a_name_that_cannot_be_written_harms_nobody(door: Door) -> None:
    given = written('{"alg":"Ed25519","kid":"old"}', json.dumps(claims(name="\ud800")))

    assert await let_in(door, given)


async def test_the_longest_life_is_an_hour(door: Door) -> None:
    assert await let_in(door, token(exp=SECONDS + MAX_SECONDS))


async def test_an_issuer_speaks_for_its_own_agency(door: Door) -> None:
    for agency, issuer, signed in ((AGENCY, BANK_ISSUER, BANKS), (BANK, ISSUER, OLD), (AGENCY, ISSUER, BANKS)):
        assert not await let_in(door, token(signed, agency=agency, iss=issuer))


async def test_an_officer_speaks_for_the_agency_of_the_registration(door: Door) -> None:
    assert not await let_in(door, token(BANKS, agency=BANK, iss=BANK_ISSUER))


SUSPENDED: dict[str, Callable[[Door, str], Any]] = {
    "officer": lambda door, state: door.registry.state(state, card=CARD, reason="a test"),
    "agency": lambda door, state: door.registry.state(state, code=AGENCY, reason="a test"),
}


@pytest.mark.parametrize("who", SUSPENDED)
async def test_a_suspension_holds_for_tokens_that_are_out(door: Door, who: str) -> None:
    given = token()
    bearer = await door.tokens.bearer(f"Bearer {given}")

    seen = [await let_in(door, given), await admitted(door, bearer)]
    await SUSPENDED[who](door, "SUSPENDED")
    seen += [await let_in(door, given), await admitted(door, bearer)]
    await SUSPENDED[who](door, "ACTIVE")
    seen += [await let_in(door, given), await admitted(door, bearer)]

    # Restored is the officer, and not what may have been the reason.
    assert seen == [True, True, False, False, False, False]
    door.now += timedelta(seconds=1)
    assert await let_in(door, token(iat=SECONDS + 1))


async def test_a_suspension_of_somebody_else_ends_no_token(door: Door) -> None:
    given = token()
    for state in ("SUSPENDED", "ACTIVE"):
        await door.registry.state(state, code=BANK, reason="a test")

    assert await let_in(door, given)


async def test_keys_that_are_changed_count_at_the_next_request(door: Door) -> None:
    old, new = token(OLD), token(NEW)
    bearer = await door.tokens.bearer(f"Bearer {old}")
    assert await let_in(door, old)

    await door.registry.keys(AGENCY, ISSUER, keys(OLD, NEW))
    assert await admitted(door, bearer)
    assert await let_in(door, old)
    door.tokens._read_at = -1e9  # as if a second had passed
    assert await let_in(door, new)

    await door.registry.keys(AGENCY, ISSUER, keys(NEW))
    # What was checked with the old keys before is refused as well as what comes now.
    assert not await admitted(door, bearer)
    assert not await let_in(door, old)
    assert await let_in(door, new)


async def test_another_process_learns_of_new_keys_with_the_first_token_that_needs_them(door: Door) -> None:
    clock = Clock()
    door.tokens = Tokens(door.graph, lambda: SECONDS, clock=clock)
    await door.tokens.check(token(OLD))
    await door.registry.keys(AGENCY, ISSUER, keys(NEW))

    before = door.graph.statements
    for _ in range(5):
        with pytest.raises(Unauthenticated):
            await door.tokens.check(token(NEW))
    # Bad tokens in a flood make nobody read the keys again and again.
    assert door.graph.statements == before
    clock.seconds += 1.0
    assert (await door.tokens.check(token(NEW))).card == CARD


async def test_another_issuer_of_the_same_agency_ends_the_first(door: Door) -> None:
    bearer = await door.tokens.bearer(f"Bearer {token()}")
    await door.registry.keys(AGENCY, "https://other.example", keys(OLD))

    assert not await admitted(door, bearer)
    assert not await let_in(door, token())
    assert await let_in(door, token(iss="https://other.example"))


async def test_a_bound_token_needs_its_certificate(door: Door) -> None:
    bound = token(cnf={"x5t#S256": THUMB})

    seen = [await let_in(door, bound, each) for each in (THUMB, OTHER_THUMB, None, "", THUMB.lower())]

    assert seen == [True, False, False, False, False]
    # A certificate that the token does not ask for does no harm.
    assert await let_in(door, token(), THUMB)


async def test_an_agency_may_demand_bound_tokens(door: Door) -> None:
    free, bound = token(), token(cnf={"x5t#S256": THUMB})
    early = await door.tokens.bearer(f"Bearer {free}", THUMB)
    await door.registry.keys(AGENCY, ISSUER, keys(OLD), bound=True)

    assert not await admitted(door, early)
    assert not await let_in(door, free)
    assert not await let_in(door, free, THUMB)
    assert await let_in(door, bound, THUMB)
    assert not await let_in(door, bound)


@pytest.mark.parametrize(
    "jwks",
    [
        {},
        {"keys": []},
        {"keys": [7]},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]},
        {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "short"}]},
        {"keys": [{"kty": "XYZ"}]},
        {"keys": [OLD.as_dict(private=True)]},
        {"keys": [WEAK.as_dict(private=False)]},
        {"keys": [OLD.as_dict(private=False), WEAK.as_dict(private=False)]},
        {"keys": [OLD.as_dict(private=False) | {"kid": "\ud800"}]},
        {"keys": [OLD.as_dict(private=False) | {"kid": ""}]},
        {"keys": [OLD.as_dict(private=False) | {"kid": 7}]},
        {"keys": [OLD.as_dict(private=False), NEW.as_dict(private=True)]},
    ],
    ids=range(13),
)
async def test_keys_that_are_none_are_not_registered(door: Door, jwks: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument):
        await door.registry.keys(AGENCY, ISSUER, jwks)

    assert await let_in(door, token())


async def test_no_registration_takes_the_place_of_the_hubs_own_issuer(door: Door) -> None:
    own = key("own")
    issuer = Issuer("urn:own", KeySet([own]), None)
    door.tokens = Tokens(door.graph, lambda: SECONDS, {"urn:own": issuer})
    await door.registry.keys(AGENCY, "urn:own", keys(OLD))

    assert (await door.tokens.check(token(own, iss="urn:own"))).card == CARD
    with pytest.raises(Unauthenticated):
        await door.tokens.check(token(OLD, iss="urn:own"))


async def test_an_issuer_is_one_agencys(door: Door) -> None:
    with pytest.raises(NotFound):
        await door.registry.keys(BANK, ISSUER, keys(BANKS))

    assert await let_in(door, token())


async def test_a_weak_key_that_is_registered_since_long_signs_nothing(door: Door) -> None:
    stored = json.dumps({"keys": [WEAK.as_dict(private=False), OLD.as_dict(private=False)]})
    text = "MATCH (a:RegisteredAgency {code: $code}) SET a.jwks = $jwks"
    await door.graph.write([(text, {"code": AGENCY, "jwks": stored})], operation="test")
    forged = jwt.encode({"alg": "PS256", "kid": "weak"}, claims(), WEAK, algorithms=ALGORITHMS)

    assert not await let_in(door, forged)
    assert await let_in(door, token())
