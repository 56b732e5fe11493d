"""Flags: raised on entities and links, once for each key, withdrawn by their own agency alone."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.world import COURT, NOW, POLICE, Hubs, World

from hub.access.callers import Caller
from schema.identity import IdKeys, global_id, natural_key

RAISE = """mutation ($id: ID!, $key: String) {
  flagEntity(
    id: $id, kind: ACTUAL_USER, statement: "  Somebody else drives it. ", evidence: "camera", idempotencyKey: $key
  ) {
    id flagNo kind state statement evidence linkKind raisedAt
    agencies { nodes { code } } officers { nodes { cardNo name } } subjects { edges { end node { id } } }
  }
}"""
LINK = """mutation ($from: ID!, $to: ID!, $link: LinkKind!) {
  flagLink(from: $from, to: $to, link: $link, kind: ASSET_TRANSFER, statement: "Given away in time.") {
    id linkKind subjects { edges { end node { id } } }
  }
}"""
WITHDRAW = 'mutation ($id: ID!) { withdrawFlag(id: $id, reason: "mistaken") { id state withdrawnAt withdrawalReason } }'
COUNT = "{ flags { totalCount } agencies { totalCount } officers { totalCount } }"


async def test_a_flag_says_who_raised_it_on_what(ask: Hubs, world: World) -> None:
    flag = (await ask(RAISE, id=world["car"].id))["flagEntity"]

    assert flag["state"] == "RAISED"
    assert (flag["statement"], flag["evidence"], flag["linkKind"]) == ("Somebody else drives it.", "camera", None)
    assert datetime.fromisoformat(flag["raisedAt"]) == NOW
    assert flag["agencies"]["nodes"] == [{"code": POLICE}]
    assert [o["name"] for o in flag["officers"]["nodes"]] == ["赵明"]
    assert flag["subjects"]["edges"] == [{"end": "ENTITY", "node": {"id": world["car"].id}}]


async def test_a_change_looks_writes_and_reads_in_one_statement(ask: Hubs, world: World) -> None:
    data, sent = await ask.counted(RAISE, id=world["case"].id)
    _, withdrawn = await ask.counted(WITHDRAW, id=data["flagEntity"]["id"])

    assert (sent, withdrawn) == (1, 1)


async def test_a_link_must_be_there_to_be_flagged(ask: Hubs, world: World) -> None:
    ends = {"from": world["sister"].id, "to": world["car"].id}
    flag = (await ask(LINK, **ends, link="OWNS"))["flagLink"]
    backwards = (await ask(LINK, **{"from": ends["to"], "to": ends["from"]}, link="OWNS"))["flagLink"]
    before = await ask(COUNT)

    missing = await ask.error(LINK, **ends, link="SPOUSE_OF")
    nobody = await ask.error(LINK, **{**ends, "to": "nobody"}, link="OWNS")
    itself = await ask.error(LINK, **{**ends, "to": ends["from"]}, link="OWNS")

    assert flag["linkKind"] == "OWNS"
    found = {e["end"]: e["node"]["id"] for e in flag["subjects"]["edges"]}
    assert found == {"SOURCE": ends["from"], "TARGET": ends["to"]}
    assert {e["end"]: e["node"]["id"] for e in backwards["subjects"]["edges"]}["SOURCE"] == ends["to"]
    assert [missing["extensions"]["code"], nobody["extensions"]["code"]] == ["NOT_FOUND", "NOT_FOUND"]
    assert itself["extensions"]["code"] == "INVALID_ARGUMENT"
    assert await ask(COUNT) == before


async def test_an_entity_must_be_there(ask: Hubs, world: World) -> None:
    before = await ask(COUNT)

    assert (await ask.error(RAISE, id="nobody"))["extensions"]["code"] == "NOT_FOUND"
    assert await ask(COUNT) == before


async def test_the_same_key_raises_no_second_flag(ask: Hubs, world: World) -> None:
    first = (await ask(RAISE, id=world["mate"].id, key="k1"))["flagEntity"]
    again = (await ask(RAISE, id=world["mate"].id, key="k1"))["flagEntity"]
    other = (await ask(RAISE, id=world["mate"].id, key="k1", agency=COURT))["flagEntity"]
    without = (await ask(RAISE, id=world["mate"].id))["flagEntity"]

    assert again == first
    assert len({first["id"], other["id"], without["id"]}) == 3


async def test_the_same_key_raises_no_second_flag_after_the_key_of_ids_was_rotated(ask: Hubs, world: World) -> None:
    first = (await ask(RAISE, id=world["mate"].id, key="rotated"))["flagEntity"]
    before = ask.ids
    ask.ids = IdKeys((*before.versions, b"second"))
    try:
        again = (await ask(RAISE, id=world["mate"].id, key="rotated"))["flagEntity"]
        later = (await ask(RAISE, id=world["mate"].id, key="rotated later"))["flagEntity"]
    finally:
        ask.ids = before
    withdrawn = (await ask(WITHDRAW, id=first["id"]))["withdrawFlag"]

    assert again == first
    assert first["id"] == before.new(natural_key("Flag", first["flagNo"]))
    assert later["id"] == global_id(b"second", natural_key("Flag", later["flagNo"]))
    assert (withdrawn["id"], withdrawn["state"]) == (first["id"], "WITHDRAWN")


async def test_the_same_key_on_something_else_is_not_taken(ask: Hubs, world: World) -> None:
    first = (await ask(RAISE, id=world["chen"].id, key="k2"))["flagEntity"]

    error = await ask.error(RAISE, id=world["wife"].id, key="k2")

    assert error["extensions"]["code"] == "CONFLICT"
    assert [e["node"]["id"] for e in first["subjects"]["edges"]] == [world["chen"].id]


AUTHORS = "query ($id: ID!) { node(id: $id) { ... on Flag { statement officers { nodes { cardNo } } } } }"


async def test_a_flag_has_one_author(ask: Hubs, world: World) -> None:
    first = (await ask(RAISE, id=world["mate"].id, key="k3"))["flagEntity"]
    others = {
        "another officer": (RAISE, {"who": Caller(POLICE, "P-999", "钱明")}),
        "another statement": (RAISE.replace("Somebody else drives it.", "Nobody drives it."), {}),
        "other evidence": (RAISE.replace("camera", "neighbour"), {}),
        "no evidence": (RAISE.replace('evidence: "camera", ', ""), {}),
        "another kind": (RAISE.replace("ACTUAL_USER", "OTHER"), {}),
    }

    for what, (query, more) in others.items():
        answer = await ask.answer(query, {"id": world["mate"].id, "key": "k3"}, **more)
        assert answer.codes == ["CONFLICT"], what

    found = (await ask(AUTHORS, id=first["id"]))["node"]
    assert found["statement"] == first["statement"]
    assert [each["cardNo"] for each in found["officers"]["nodes"]] == [
        each["cardNo"] for each in first["officers"]["nodes"]
    ]


async def test_two_officers_at_once_are_one_author(ask: Hubs, world: World) -> None:
    officers = [Caller(POLICE, f"P-8{number}", "钱明") for number in range(6)]
    answers = await asyncio.gather(
        *(ask.answer(RAISE, {"id": world["wife"].id, "key": "k4"}, who=officer) for officer in officers)
    )

    (flag,) = {each.data["flagEntity"]["id"] for each in answers if each.data and each.data["flagEntity"]}
    found = (await ask(AUTHORS, id=flag))["node"]
    assert len(found["officers"]["nodes"]) == 1
    assert sorted(each.codes for each in answers) == [[], *([["CONFLICT"]] * 5)]


@pytest.mark.parametrize("key", ["", "x" * 201])
async def test_a_key_has_a_length(ask: Hubs, world: World, key: str) -> None:
    error = await ask.error(RAISE, id=world["mate"].id, key=key)

    assert error["extensions"]["argument"] == "idempotencyKey"


async def test_only_its_agency_withdraws_a_flag_and_once(ask: Hubs, world: World) -> None:
    flag = (await ask(RAISE, id=world["phone"].id))["flagEntity"]["id"]

    other = await ask.error(WITHDRAW, agency=COURT, id=flag)
    done = (await ask(WITHDRAW, id=flag))["withdrawFlag"]
    twice = await ask.error(WITHDRAW, id=flag)
    unknown = await ask.error(WITHDRAW, id="nobody")
    no_flag = await ask.error(WITHDRAW, id=world["phone"].id)

    assert other["extensions"]["code"] == "NOT_ALLOWED"
    assert (done["state"], done["withdrawalReason"]) == ("WITHDRAWN", "mistaken")
    assert twice["extensions"]["code"] == "CONFLICT"
    assert [unknown["extensions"]["code"], no_flag["extensions"]["code"]] == ["NOT_FOUND", "NOT_FOUND"]
    for error in (other, twice, unknown, no_flag):
        assert error["extensions"]["hint"]
        assert error["path"] == ["withdrawFlag"]


async def test_flags_are_found(ask: Hubs, world: World) -> None:
    flag = (await ask(RAISE, id=world["account"].id))["flagEntity"]["id"]
    query = """query ($id: ID!) {
      node(id: $id) { ... on BankAccount { flags(where: { state: { eq: RAISED } }) { nodes { id } } } }
      flags(where: { kind: { eq: ACTUAL_USER }, subjects: { any: true }, agencies: { some: { code: { eq: "%s" } } } },
        first: 100) { nodes { id } } }"""  # fmt: skip

    found = await ask(query % POLICE, id=world["account"].id)

    assert found["node"]["flags"]["nodes"] == [{"id": flag}]
    assert {"id": flag} in found["flags"]["nodes"]


async def test_flags_are_walked_by_the_time_they_were_raised(ask: Hubs, world: World) -> None:
    for _ in range(3):
        await ask(RAISE, id=world["address"].id)
    query = """query ($after: String) { flags(orderBy: [{ raisedAt: DESC }], first: 2, after: $after) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"""
    found: list[str] = []
    page: dict[str, Any] = {"pageInfo": {"endCursor": None, "hasNextPage": True}}
    while page["pageInfo"]["hasNextPage"]:
        page = (await ask(query, after=page["pageInfo"]["endCursor"]))["flags"]
        found += [n["id"] for n in page["nodes"]]

    assert len(found) == len(set(found)) == page["totalCount"]


async def test_a_question_that_cannot_be_asked_has_not_written(ask: Hubs, world: World) -> None:
    before = await ask(COUNT)
    unaskable = RAISE.replace("subjects {", "subjects(first: 101) {")

    error = await ask.error(unaskable, id=world["car"].id)

    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert await ask(COUNT) == before


async def test_changes_of_one_operation_run_in_order(ask: Hubs, world: World) -> None:
    query = """mutation ($id: ID!) {
      a: flagEntity(id: $id, kind: OTHER, statement: "First.", idempotencyKey: "order") { id }
      b: flagEntity(id: $id, kind: OTHER, statement: "Second.", idempotencyKey: "order") { id statement }
    }"""
    again = query.replace("Second.", "First.")
    data = await ask(again, id=world["old"].id)
    error = await ask.error(query, id=world["old"].id)

    assert data["b"] == {"id": data["a"]["id"], "statement": "First."}
    # Another statement under the same key is not dropped in silence.
    assert (error["path"], error["extensions"]["code"]) == (["b"], "CONFLICT")


STEPS = st.lists(
    st.tuples(st.sampled_from(["raise", "withdraw"]), st.sampled_from([POLICE, COURT]), st.integers(0, 3)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=max(5, settings().max_examples // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
async def test_raising_and_withdrawing_in_any_order(ask: Hubs, world: World, steps: list[tuple[str, str, int]]) -> None:
    raised: dict[tuple[str, int], str] = {}
    owner: dict[str, str] = {}
    state: dict[str, str] = {}
    run = next(ask.numbers)
    for what, agency, number in steps:
        if what == "raise":
            flag = (await ask(RAISE, agency=agency, id=world["bank"].id, key=f"{run}-{number}"))["flagEntity"]
            assert flag["id"] == raised.setdefault((agency, number), flag["id"])
            owner[flag["id"]] = agency
            assert flag["state"] == state.setdefault(flag["id"], "RAISED")
            continue
        known = list(owner)
        target = known[number] if number < len(known) else "nobody"
        answer = await ask.answer(WITHDRAW, {"id": target}, agency=agency)
        code = answer.errors[0]["extensions"]["code"] if answer.errors else None
        if target == "nobody":
            assert code == "NOT_FOUND"
        elif owner[target] != agency:
            assert code == "NOT_ALLOWED"
        elif state[target] == "WITHDRAWN":
            assert code == "CONFLICT"
        else:
            assert code is None
            state[target] = "WITHDRAWN"
    data = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Flag { state } } }", ids=[*state, "nobody"])
    assert data["nodes"] == [*({"id": i, "state": s} for i, s in state.items()), None]
