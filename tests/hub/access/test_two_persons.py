"""Keys, sign-in and administrators' roles take two persons, and an end of a registration is a suspension."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from support.admission import Door
from support.world import NOW
from test_registering import (
    AUDIT,
    BASIS,
    CONFIRM,
    JUDGE,
    KEY,
    OTHER,
    PUBLIC,
    SECURITY,
    SET_KEYS,
    SET_ROLES,
    SET_SIGN_IN,
    SYSTEM,
    VALID_AGENCY,
    VALID_OFFICER,
    WAITING,
    WITHDRAW,
    door,
)

from hub.access.callers import Bearer
from hub.access.proposals import DAYS
from hub.access.registry import Registry

__all__ = ["door"]
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "keys": (SET_KEYS, {"code": OTHER, "jwks": PUBLIC}),
    "sign-in": (SET_SIGN_IN, {"code": OTHER}),
    "no sign-in": (SET_SIGN_IN, {"code": OTHER, "issuer": None}),
    "a new administrator": (SET_ROLES, {"card": JUDGE.card, "roles": ["AUDIT_ADMINISTRATOR"]}),
    "one administrator less": (SET_ROLES, {"card": AUDIT.card, "roles": []}),
    "another administrator": (SET_ROLES, {"card": AUDIT.card, "roles": ["SYSTEM_ADMINISTRATOR"]}),
}


async def registered(door: Door) -> str:
    """All that counts of the register."""
    text = (
        "RETURN COLLECT { MATCH (x) WHERE x:RegisteredAgency OR x:RegisteredOfficer "
        "RETURN toString(coalesce(x.code, x.cardNo)) + coalesce(x.jwks, '') + coalesce(x.signIn, '') "
        "+ toString(coalesce(x.keyVersion, 0)) + reduce(all = '', r IN coalesce(x.roles, []) | all + r) }"
    )
    return json.dumps(sorted(await door.graph.ask_one(text, {}, operation="test") or []))


async def propose(door: Door, name: str) -> str:
    """The id of a proposal by the security administrator."""
    query, variables = CHANGES[name]
    waiting = (await door.ask(SECURITY, query, BASIS, **variables))["done"]["proposals"]
    # Of several about the same, the last one made.
    field = {SET_KEYS: "setAgencyKeys", SET_SIGN_IN: "setAgencySignIn", SET_ROLES: "setOfficerRoles"}[query]
    return max(str(each["id"]) for each in waiting if each["id"].startswith(field))


async def code(door: Door, bearer: Bearer, query: str, **variables: Any) -> str:
    """The code of a refusal."""
    return str((await door.refused(bearer, query, BASIS, **variables))["extensions"]["code"])


@pytest.mark.parametrize("name", CHANGES)
async def test_one_person_changes_nothing_and_two_do(door: Door, name: str) -> None:
    before = await registered(door)
    waiting = await propose(door, name)
    assert await registered(door) == before

    refusals = [await code(door, who, CONFIRM, id=waiting) for who in (SECURITY, AUDIT, JUDGE)]
    unchanged = await registered(door)
    done = (await door.ask(SYSTEM, CONFIRM, BASIS, id=waiting))["done"]

    assert refusals == ["NOT_ALLOWED", "BASIS_REFUSED", "BASIS_REFUSED"]
    assert unchanged == before != await registered(door)
    assert (done["state"], done["proposedBy"], done["decidedBy"]) == ("CONFIRMED", SECURITY.card, SYSTEM.card)
    assert await code(door, SYSTEM, CONFIRM, id=waiting) == "CONFLICT"
    assert (await door.ask(SYSTEM, WAITING, BASIS))["registrationProposals"] == []


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("who", [SYSTEM, SECURITY], ids=["another", "the same"])
async def test_what_is_withdrawn_never_counts(door: Door, name: str, who: Bearer) -> None:
    before = await registered(door)
    waiting = await propose(door, name)

    done = (await door.ask(who, WITHDRAW, BASIS, id=waiting))["done"]

    assert (done["state"], done["decidedBy"], done["reason"]) == ("WITHDRAWN", who.card, "not theirs")
    assert await code(door, SYSTEM, CONFIRM, id=waiting) == "CONFLICT"
    assert await registered(door) == before


async def test_who_confirms_reads_what_it_is_about(door: Door) -> None:
    await propose(door, "keys")
    await propose(door, "another administrator")

    keys, roles = (await door.ask(SYSTEM, WAITING, BASIS))["registrationProposals"]

    assert (keys["agency"], keys["issuer"], keys["certificateBound"]) == (OTHER, "https://id.example", True)
    assert keys["keys"] == [f"2026-1 {KEY.thumbprint()}"]
    assert (roles["card"], roles["roles"]) == (AUDIT.card, ["SYSTEM_ADMINISTRATOR"])
    assert keys["id"].startswith(f"setAgencyKeys/{OTHER}/")


async def test_nobody_confirms_what_concerns_the_own_person_or_agency(door: Door) -> None:
    await door.registry.officer("S-home", OTHER, "员", ["SYSTEM_ADMINISTRATOR"])
    own = Bearer(OTHER, "S-home", "")
    about_agency = await propose(door, "keys")
    query, variables = SET_ROLES, {"card": SYSTEM.card, "roles": ["SECURITY_ADMINISTRATOR"]}
    (about_person,) = (await door.ask(SECURITY, query, BASIS, **variables))["done"]["proposals"]

    assert await code(door, own, CONFIRM, id=about_agency) == "CONFLICT"
    assert await code(door, SYSTEM, CONFIRM, id=about_person["id"]) == "CONFLICT"
    assert (await door.ask(own, CONFIRM, BASIS, id=about_person["id"]))["done"]["state"] == "CONFIRMED"


@pytest.mark.parametrize("name", ["keys", "sign-in", "another administrator"])
async def test_what_has_changed_meanwhile_is_proposed_again(door: Door, name: str) -> None:
    first, second = await propose(door, name), await propose(door, name)
    await door.ask(SYSTEM, CONFIRM, BASIS, id=first)
    before = await registered(door)

    if name == "keys":
        await door.registry.keys(OTHER, "https://other.example", json.loads(PUBLIC))
        before = await registered(door)

    assert await code(door, SYSTEM, CONFIRM, id=second) == "CONFLICT"
    assert await registered(door) == before


async def test_keys_and_sign_in_are_proposed_side_by_side(door: Door) -> None:
    keys, sign_in = await propose(door, "keys"), await propose(door, "sign-in")

    states = [(await door.ask(SYSTEM, CONFIRM, BASIS, id=each))["done"]["state"] for each in (keys, sign_in)]

    assert states == ["CONFIRMED", "CONFIRMED"]


async def test_a_proposal_ends_with_its_time_and_with_its_proposer(door: Door) -> None:
    late, suspended = await propose(door, "keys"), await propose(door, "sign-in")
    await door.registry.state("SUSPENDED", card=SECURITY.card, reason="lost")
    assert await code(door, SYSTEM, CONFIRM, id=suspended) == "CONFLICT"
    await door.registry.state("ACTIVE", card=SECURITY.card, reason="found")

    door.now = NOW + timedelta(days=DAYS, seconds=1)
    assert await code(door, SYSTEM, CONFIRM, id=late) == "CONFLICT"
    assert (await door.ask(SYSTEM, WAITING, BASIS))["registrationProposals"] == []


async def test_a_proposal_that_is_none_is_told_so(door: Door) -> None:
    for query in (CONFIRM, WITHDRAW):
        assert await code(door, SYSTEM, query, id="none") == "NOT_FOUND"


async def test_ordinary_roles_take_one(door: Door) -> None:
    done = (await door.ask(SECURITY, SET_ROLES, BASIS, card=JUDGE.card, roles=["BUREAU_CHIEF"]))["done"]

    assert (done["roles"], done["proposals"]) == (["BUREAU_CHIEF"], [])


TODAY = NOW.date()


def counts(begin: date | None, end: date | None) -> bool:
    """Whether a registration with these days counts today."""
    return (begin or TODAY) <= TODAY <= (end or TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["officer", "agency", "administrator"])
async def test_no_day_ends_a_registration(door: Door, whom: str) -> None:
    """Every pair of days that a system administrator can give, over every pair that was registered."""
    days = [None, *(TODAY + timedelta(each) for each in (-2, -1, 0, 1, 2))]
    pairs = [(begin, end) for begin in days for end in days if begin is None or end is None or begin <= end]
    await door.registry.agency("E-1", "单位", "COURT", "990102")
    shell = Registry(door.graph, door.realm, lambda: door.now, "test")
    for before in pairs[::3]:
        for after in pairs[1::4]:
            begin, end = (None if day is None else day.isoformat() for day in after)
            card = f"E-{whom}"
            await door.graph.write(
                [
                    ("MATCH (o:RegisteredOfficer {cardNo: $card}) DELETE o", {"card": card}),
                    ("MATCH (a:RegisteredAgency {code: 'E-2'}) DELETE a", {}),
                ],
                operation="test",
            )
            given = {"valid_from": before[0], "valid_until": before[1]}
            if whom == "agency":
                await shell.agency("E-2", "示范区人民法院", "COURT", "990102", **given)
                query, named = VALID_AGENCY, {"code": "E-2"}
            else:
                roles = ["AUDIT_ADMINISTRATOR"] if whom == "administrator" else ["JUDGE"]
                await shell.officer(card, "E-1", "员", roles, **given)
                query, named = VALID_OFFICER, {"card": card, "agency": "E-1"}
            sooner = whom == "administrator" and after[1] is not None and (before[1] is None or after[1] < before[1])
            ends = counts(*before) and (sooner or not counts(*after))

            answer = await door.answer(SYSTEM, query, BASIS, **named, **{"from": begin, "until": end})

            assert answer.codes == (["NOT_ALLOWED"] if ends else []), (before, after)


async def test_days_that_never_come_are_refused(door: Door) -> None:
    wrong = {"from": "2026-12-31", "until": "2026-12-30"}

    assert await code(door, SYSTEM, VALID_OFFICER, card="N-2", agency=OTHER, **wrong) == "INVALID_ARGUMENT"
    assert await code(door, SYSTEM, VALID_AGENCY, code="N-2", **wrong) == "INVALID_ARGUMENT"
