"""The register through the API: each administrator does what is theirs, and nobody anything to themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from support.admission import Door

from hub.access.callers import Bearer
from hub.api.schema import Api
from hub.graph.client import Graph

HOME, OTHER = "示01", "示0102"
SYSTEM, SECURITY, AUDIT = (Bearer(HOME, f"示01-X-00{n}", "") for n in (1, 2, 3))
JUDGE = Bearer(OTHER, "示0102-A-017", "")
BASIS = {"purpose": "REGISTRATION"}
KEY = OKPKey.generate_key("Ed25519", parameters={"kid": "2026-1"})
PUBLIC = json.dumps({"keys": [KEY.as_dict(private=False)]})

OTHERS = {SYSTEM.card: SECURITY, SECURITY.card: SYSTEM}
SIGN_IN = "signInIssuer signInClient signInClaim signInScope"
AGENCY = f"""{{ {SIGN_IN}
  code name kind division issuer keys keyVersion certificateBound state reason validFrom validUntil changedBy
  proposals {{ id }} }}"""
OFFICER = "{ card agency name roles state reason validFrom validUntil changedBy __typename proposals { id } }"
PROPOSAL = (
    f"""{{ id change state agency card issuer keys certificateBound {SIGN_IN} roles proposedBy decidedBy reason }}"""
)
CONFIRM = f"mutation ($id: ID!) {{ done: confirmProposal(id: $id) {PROPOSAL} }}"
WITHDRAW = f'mutation ($id: ID!) {{ done: withdrawProposal(id: $id, reason: "not theirs") {PROPOSAL} }}'
WAITING = f"{{ registrationProposals {PROPOSAL} }}"
REGISTER_AGENCY = f"""mutation ($code: String!, $until: Date) {{
  done: registerAgency(
    code: $code, name: "示范银行", kind: BANK, division: "990102", validUntil: $until) {AGENCY} }}"""
SET_KEYS = f"""mutation ($code: String!, $jwks: String!, $issuer: String! = "https://id.example") {{
  done: setAgencyKeys(code: $code, issuer: $issuer, jwks: $jwks, certificateBound: true) {AGENCY} }}"""
SET_SIGN_IN = f"""mutation ($code: String!, $issuer: String = "https://id.example", $claim: String! = "sub",
    $scope: String! = "openid", $client: String = "hub") {{
  done: setAgencySignIn(code: $code, issuer: $issuer, clientId: $client, claim: $claim, scope: $scope) {AGENCY} }}"""
REGISTER_OFFICER = f"""mutation ($card: String!, $agency: String!) {{
  done: registerOfficer(card: $card, agency: $agency, name: "钱明", validFrom: "2026-01-01") {OFFICER} }}"""
VALID_OFFICER = f"""mutation ($card: String!, $agency: String!, $from: Date, $until: Date) {{
  done: registerOfficer(card: $card, agency: $agency, name: "员", validFrom: $from, validUntil: $until) {OFFICER} }}"""
VALID_AGENCY = f"""mutation ($code: String!, $from: Date, $until: Date) {{
  done: registerAgency(code: $code, name: "示范区人民法院", kind: COURT, division: "990102", validFrom: $from,
    validUntil: $until) {AGENCY} }}"""
SET_ROLES = (
    f"mutation ($card: String!, $roles: [Role!]!) {{ done: setOfficerRoles(card: $card, roles: $roles) {OFFICER} }}"
)
LISTS = f"query ($agency: String!) {{ registeredAgencies {AGENCY} registeredOfficers(agency: $agency) {OFFICER} }}"


def state(what: str) -> str:
    """A change of the state of an agency or officer."""
    name, fields = ("code", AGENCY) if what.endswith("Agency") else ("card", OFFICER)
    return f'mutation ($it: String!) {{ done: {what}({name}: $it, reason: "a reason") {fields} }}'


@pytest.fixture
async def door(blank: Graph, api: Api) -> Door:
    """A door with the three administrators at one agency, and a judge at another."""
    door = Door(blank, api)
    await door.registry.agency(HOME, "示范市中级人民法院", "COURT", "9901")
    await door.registry.agency(OTHER, "示范区人民法院", "COURT", "990102")
    for bearer, role in ((SYSTEM, "SYSTEM"), (SECURITY, "SECURITY"), (AUDIT, "AUDIT")):
        await door.registry.officer(bearer.card, HOME, "员", [f"{role}_ADMINISTRATOR"])
    await door.registry.officer(JUDGE.card, OTHER, "孙法官", ["JUDGE"])
    await door.registry.roles(JUDGE.card, ["JUDGE"])
    for bearer in (SYSTEM, SECURITY, AUDIT, JUDGE):
        await door.registry.state("ACTIVE", code=bearer.agency, card=bearer.card, reason="a new test")
    await blank.write([("MATCH (p:RegistrationProposal) DELETE p", {})], operation="test.clear")
    return door


async def by_two(door: Door, bearer: Bearer, query: str, **variables: Any) -> dict[str, Any]:
    """What comes of a change that one administrator proposes and the other one confirms, as it is then registered."""
    proposed = (await door.ask(bearer, query, BASIS, **variables))["done"]
    (waiting,) = proposed["proposals"]
    await door.ask(OTHERS[bearer.card], CONFIRM, BASIS, id=waiting["id"])
    lists = await door.ask(SYSTEM, LISTS, BASIS, agency=proposed.get("agency", OTHER))
    rows = [*lists["registeredAgencies"], *lists["registeredOfficers"]]
    name = "card" if "card" in proposed else "code"
    return next(row for row in rows if row.get(name) == proposed[name])


CHANGES: dict[str, tuple[Bearer, str, dict[str, Any]]] = {
    "registerAgency": (SYSTEM, REGISTER_AGENCY, {"code": "B1"}),
    "setAgencyKeys": (SECURITY, SET_KEYS, {"code": OTHER, "jwks": PUBLIC}),
    "setAgencySignIn": (SECURITY, SET_SIGN_IN, {"code": OTHER}),
    "suspendAgency": (SECURITY, state("suspendAgency"), {"it": OTHER}),
    "restoreAgency": (SECURITY, state("restoreAgency"), {"it": OTHER}),
    "registerOfficer": (SYSTEM, REGISTER_OFFICER, {"card": "N-1", "agency": OTHER}),
    "setOfficerRoles": (SECURITY, SET_ROLES, {"card": JUDGE.card, "roles": ["JUDGE", "BUREAU_CHIEF"]}),
    "suspendOfficer": (SECURITY, state("suspendOfficer"), {"it": JUDGE.card}),
    "restoreOfficer": (SECURITY, state("restoreOfficer"), {"it": JUDGE.card}),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_each_change_is_one_administrators_alone(door: Door, name: str) -> None:
    right, query, variables = CHANGES[name]
    wrong = SECURITY if right is SYSTEM else SYSTEM

    other = await door.refused(wrong, query, BASIS, **variables)
    audit = await door.refused(AUDIT, query, BASIS, **variables)
    judge = await door.refused(JUDGE, query, BASIS, **variables)
    unfounded = await door.refused(right, query, None, **variables)
    done = (await door.ask(right, query, BASIS, **variables))["done"]

    codes = [error["extensions"]["code"] for error in (other, audit, judge, unfounded)]
    assert codes == ["NOT_ALLOWED", "BASIS_REFUSED", "BASIS_REFUSED", "BASIS_NEEDED"]
    # What takes two has changed nothing yet.
    assert done["changedBy"] == ("test" if done["proposals"] else right.card)
    assert bool(done["proposals"]) == (name in ("setAgencyKeys", "setAgencySignIn"))


async def test_what_is_registered_is_answered_and_listed(door: Door) -> None:
    agency = (await door.ask(SYSTEM, REGISTER_AGENCY, BASIS, code="B2", until="2030-12-31"))["done"]
    keyed = await by_two(door, SECURITY, SET_KEYS, code="B2", jwks=PUBLIC, issuer="https://b2.example")
    officer = (await door.ask(SYSTEM, REGISTER_OFFICER, BASIS, card="B2-1", agency="B2"))["done"]
    granted = (await door.ask(SECURITY, SET_ROLES, BASIS, card="B2-1", roles=["SUPERVISOR", "OPERATOR"]))["done"]
    lists = await door.ask(SYSTEM, LISTS, BASIS, agency="B2")

    assert agency == {
        "code": "B2",
        "name": "示范银行",
        "kind": "BANK",
        "division": "990102",
        **dict.fromkeys(SIGN_IN.split()),
        "issuer": None,
        "keys": [],
        "keyVersion": 0,
        "certificateBound": False,
        "state": "ACTIVE",
        "reason": None,
        "validFrom": None,
        "validUntil": "2030-12-31",
        "changedBy": SYSTEM.card,
        "proposals": [],
    }
    assert (keyed["issuer"], keyed["keys"], keyed["keyVersion"]) == ("https://b2.example", ["2026-1"], 1)
    assert keyed["certificateBound"] is True
    assert (officer["roles"], officer["validFrom"]) == ([], "2026-01-01")
    assert (officer["__typename"], granted["roles"]) == ("RegisteredOfficer", ["OPERATOR", "SUPERVISOR"])
    assert lists["registeredOfficers"] == [granted]
    assert keyed in lists["registeredAgencies"]
    assert [a["code"] for a in lists["registeredAgencies"]] == sorted(a["code"] for a in lists["registeredAgencies"])
    assert await door.ask(SECURITY, LISTS, BASIS, agency="B2") == lists
    for bearer in (AUDIT, JUDGE):
        assert (await door.refused(bearer, LISTS, BASIS, agency="B2"))["extensions"]["code"] == "BASIS_REFUSED"


@pytest.mark.parametrize(
    ("bearer", "query", "variables"),
    [
        (SYSTEM, REGISTER_OFFICER, {"card": SYSTEM.card, "agency": HOME}),
        (SYSTEM, REGISTER_OFFICER, {"card": f" {SYSTEM.card} ", "agency": HOME}),
        (SECURITY, SET_ROLES, {"card": SECURITY.card, "roles": ["JUDGE"]}),
        (SECURITY, SET_ROLES, {"card": f"{SECURITY.card}\t", "roles": ["JUDGE"]}),
        (SECURITY, state("suspendOfficer"), {"it": SECURITY.card}),
        (SYSTEM, REGISTER_AGENCY, {"code": HOME}),
        (SYSTEM, REGISTER_AGENCY, {"code": f" {HOME}"}),
        (SECURITY, SET_KEYS, {"code": HOME, "jwks": PUBLIC}),
        (SECURITY, SET_SIGN_IN, {"code": f"{HOME} "}),
        (SECURITY, state("suspendAgency"), {"it": HOME}),
    ],
)
async def test_nobody_changes_the_own_registration(
    door: Door, bearer: Bearer, query: str, variables: dict[str, Any]
) -> None:
    before = await door.ask(SYSTEM, LISTS, BASIS, agency=HOME)

    error = await door.refused(bearer, query, BASIS, **variables)

    assert error["extensions"]["code"] == "CONFLICT"
    assert await door.ask(SYSTEM, LISTS, BASIS, agency=HOME) == before


@pytest.mark.parametrize(
    ("bearer", "query", "variables", "code"),
    [
        (SECURITY, SET_KEYS, {"code": "nobody", "jwks": PUBLIC}, "NOT_FOUND"),
        (SECURITY, SET_KEYS, {"code": OTHER, "jwks": "{"}, "INVALID_ARGUMENT"),
        (SECURITY, SET_KEYS, {"code": OTHER, "jwks": "[" * 20_000}, "INVALID_ARGUMENT"),
        (SECURITY, SET_KEYS, {"code": OTHER, "jwks": "[]"}, "INVALID_ARGUMENT"),
        (SECURITY, SET_KEYS, {"code": OTHER, "jwks": '{"keys": [{"kty": "OKP"}]}'}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": "nobody"}, "NOT_FOUND"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "issuer": "http://id.example"}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "issuer": "https://id.example?a=b"}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "issuer": ""}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "client": None}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "claim": ""}, "INVALID_ARGUMENT"),
        (SECURITY, SET_SIGN_IN, {"code": OTHER, "scope": "profile"}, "INVALID_ARGUMENT"),
        (SECURITY, state("suspendAgency"), {"it": "nobody"}, "NOT_FOUND"),
        (SECURITY, state("restoreOfficer"), {"it": "nobody"}, "NOT_FOUND"),
        (SECURITY, SET_ROLES, {"card": "nobody", "roles": ["JUDGE"]}, "NOT_FOUND"),
        (SECURITY, SET_ROLES, {"card": JUDGE.card, "roles": ["JUDGE", "AUDIT_ADMINISTRATOR"]}, "INVALID_ARGUMENT"),
        (SYSTEM, REGISTER_OFFICER, {"card": "N-9", "agency": "nobody"}, "NOT_FOUND"),
        (SYSTEM, REGISTER_OFFICER, {"card": JUDGE.card, "agency": HOME}, "CONFLICT"),
    ],
)
async def test_what_cannot_be_is_refused_in_words(
    door: Door, bearer: Bearer, query: str, variables: dict[str, Any], code: str
) -> None:
    error = await door.refused(bearer, query, BASIS, **variables)

    assert error["extensions"]["code"] == code
    assert error["extensions"]["hint"]


async def test_a_private_key_is_refused_and_told_to_nobody(door: Door) -> None:
    private = KEY.as_dict(private=True)

    error = await door.refused(SECURITY, SET_KEYS, BASIS, code=OTHER, jwks=json.dumps({"keys": [private]}))
    lists = await door.ask(SECURITY, LISTS, BASIS, agency=OTHER)

    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    assert str(private["d"]) not in json.dumps([error, lists])
    # Not even the public part: answers name keys, and hold none.
    assert str(private["x"]) not in json.dumps(lists)


async def test_an_issuer_is_one_agencys(door: Door) -> None:
    await door.ask(SYSTEM, REGISTER_AGENCY, BASIS, code="B3")
    await by_two(door, SECURITY, SET_KEYS, code=OTHER, jwks=PUBLIC)

    assert (await door.refused(SECURITY, SET_KEYS, BASIS, code="B3", jwks=PUBLIC))["extensions"]["code"] == "NOT_FOUND"


async def test_the_sign_in_of_an_agency_is_set_and_taken_away(door: Door) -> None:
    given = {"code": OTHER, "claim": "employee_number", "scope": "openid staff"}
    before = await by_two(door, SECURITY, SET_SIGN_IN, code=OTHER)
    done = await by_two(door, SECURITY, SET_SIGN_IN, **given)
    gone = await by_two(door, SECURITY, SET_SIGN_IN, code=OTHER, issuer=None)

    assert [done[name] for name in SIGN_IN.split()] == ["https://id.example", "hub", "employee_number", "openid staff"]
    assert [before["signInClaim"], before["signInScope"]] == ["sub", "openid"]
    assert [gone[name] for name in SIGN_IN.split()] == [None] * 4
    assert [each["keyVersion"] - before["keyVersion"] for each in (before, done, gone)] == [0, 1, 2]


@pytest.mark.parametrize("what", ["suspendOfficer", "suspendAgency"])
async def test_a_suspension_counts_at_the_next_question_of_every_hub(door: Door, what: str) -> None:
    """Each hub keeps rights for itself; the mirror beside its audit log, which lags behind, has no part in this."""
    hubs = [Door(door.graph, door.api) for _ in range(2)]
    for hub in hubs:
        for _ in range(2):
            assert (await hub.ask(JUDGE, "{ me { card } }"))["me"]["card"] == JUDGE.card

    it = JUDGE.card if what == "suspendOfficer" else OTHER
    await door.ask(SECURITY, state(what), BASIS, it=it)

    refused = [(await hub.refused(JUDGE, "{ me { card } }"))["extensions"]["code"] for hub in hubs]
    assert refused == ["UNAUTHENTICATED"] * 2
