"""The demo's officers each see what their purpose allows, over HTTP and on the bases of the one invented case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from support.partner import EVERYTHING, JUDGE, Partner

from hub.testing import SeededGraph

CASE = "（2026）示0102执1203号"
CRIME = "（2026）示0102执601号"
INQUIRY = {"purpose": "CASE_INQUIRY", "case": CASE, "document": f"{CASE}之三"}
VEHICLES = {"purpose": "VEHICLE_CONTROL", "case": CASE, "document": f"{CASE}之四"}
REFUSAL = {"purpose": "REFUSAL_CRIME", "case": CRIME, "document": f"{CRIME}之三"}
SUPERVISION = {"purpose": "SUPERVISION", "case": CRIME, "document": f"{CRIME}之四"}
TRAFFIC, POLICE, PROCURATOR, HONOURS, COORDINATOR = (
    "9901JG-122045",
    "9901GA-110216",
    "9901JCY-0031",
    "WMB-0003",
    "ZFW-0001",
)
CHEN, WIFE_OF_NOBODY, LISTED = "990102198506150019", "990102199003020022", "990103198207090059"


@pytest.fixture(scope="module")
def all_of_it(hub_graph: SeededGraph) -> Iterator[Partner]:
    """Somebody who sees the whole invented city, to know what is there."""
    with Partner(hub_graph) as partner:
        yield partner


@pytest.fixture
def ask(hub_graph: SeededGraph) -> Iterator[Any]:
    """Asks as an officer, on a basis."""
    with ExitStack() as opened:
        yield lambda card, basis: opened.enter_context(Partner(hub_graph, card, basis))


def code(body: dict[str, Any]) -> str:
    """The code of the one error."""
    (error,) = body["errors"]
    return str(error["extensions"]["code"])


def test_nobody_asks_about_who_is_no_debtor_of_the_case(ask: Any, all_of_it: Partner) -> None:
    judge = ask(JUDGE, INQUIRY)
    known, unknown = (
        judge.body(f'{{ person(citizenId: "{who}") {{ name }} }}') for who in (WIFE_OF_NOBODY, "990102198506159988")
    )

    assert all_of_it.ask(f'{{ person(citizenId: "{WIFE_OF_NOBODY}") {{ name }} }}')["person"] is not None
    assert code(known) == "NOT_A_DEBTOR_OF_CASE"
    assert known == unknown


def test_who_is_masked_is_said_and_explained(ask: Any) -> None:
    judge = ask(JUDGE, INQUIRY)
    found = judge.whole(f'{{ person(citizenId: "{CHEN}") {{ spouses {{ nodes {{ id name citizenId }} }} }} }}')
    (spouse,) = found["data"]["person"]["spouses"]["nodes"]

    assert spouse["name"].endswith("**")
    assert "*" * 12 in spouse["citizenId"]
    assert found["extensions"]["masked"] == ["Person.citizenId", "Person.name"]
    why = judge.ask(
        f'{{ explainAccess(id: "{spouse["id"]}", field: "citizenId") {{ level rings articles reasonZh }} }}'
    )
    assert why["explainAccess"]["level"] == "MASKED"
    assert why["explainAccess"]["rings"] == ["kin"]
    # A Chinese sentence, whole: no name of the declarations stands in it.
    assert "（个人信息）脱敏显示" in why["explainAccess"]["reasonZh"]
    assert not [sign for sign in why["explainAccess"]["reasonZh"] if "A" <= sign <= "z"]
    assert any("art. 7" in article for article in why["explainAccess"]["articles"])


def test_a_masked_person_cannot_be_found_by_number_or_name(ask: Any, all_of_it: Partner) -> None:
    cousin = all_of_it.ask('{ persons(where: {name: {eq: "陈立言"}}) { nodes { citizenId } } }')["persons"]["nodes"][0]
    judge = ask(JUDGE, INQUIRY)
    number = cousin["citizenId"]

    for text in (number, "陈立言", "chenliyan"):
        assert judge.ask(f'{{ search(text: "{text}") {{ hits {{ node {{ id }} }} }} }}')["search"]["hits"] == []
    listed = judge.ask(f'{{ persons(where: {{citizenId: {{eq: "{number}"}}}}) {{ totalCount }} }}')
    assert listed["persons"]["totalCount"] == 0


def test_the_list_is_checked_and_nothing_else(ask: Any) -> None:
    office = ask(HONOURS, {"purpose": "LISTING_CHECK"})
    subjects = f'["{LISTED}", "{CHEN}", "990102198506159988"]'

    answer = office.ask(f"{{ listingCheck(subjects: {subjects}) {{ place listed }} }}")

    assert [row["listed"] for row in answer["listingCheck"]] == [True, False, False]
    assert code(office.body("{ persons { totalCount } }")) == "NOT_OPEN"
    assert code(office.body('{ listingCheck(subjects: ["吴明远"]) { listed } }')) == "INVALID_ARGUMENT"


def test_coordination_counts_cases_and_sees_none(ask: Any, all_of_it: Partner) -> None:
    body = ask(COORDINATOR, {"purpose": "COORDINATION"})
    counted = body.ask("{ cases(where: {status: {eq: OPEN}}) { totalCount } }")["cases"]["totalCount"]

    assert 0 < counted <= all_of_it.ask("{ cases(where: {status: {eq: OPEN}}) { totalCount } }")["cases"]["totalCount"]
    assert code(body.body("{ cases { nodes { status } } }")) == "NOT_OPEN"
    assert code(body.body(f'{{ cases(where: {{caseNumber: {{eq: "{CASE}"}}}}) {{ totalCount }} }}')) == "NOT_OPEN"
    assert code(body.body("{ persons { totalCount } }")) == "NOT_OPEN"


def test_police_follow_the_debtor_company_on_a_transfer_letter(ask: Any) -> None:
    found = ask(POLICE, REFUSAL).ask(
        f'{{ case(caseNumber: "{CRIME}") {{ debtors {{ nodes {{ label ... on Company {{'
        " legalRepresentatives { nodes { name citizenId } } } } } } }"
    )

    (company,) = found["case"]["debtors"]["nodes"]
    assert company["label"] == "澜川远驰物流有限公司"
    assert {"name": "林守信", "citizenId": "990101197811200034"} in company["legalRepresentatives"]["nodes"]
    assert (
        code(ask(POLICE, REFUSAL | {"document": f"{CRIME}之四"}).body("{ persons { totalCount } }")) == "BASIS_REFUSED"
    )


def test_a_procurator_sees_how_the_case_was_handled(ask: Any) -> None:
    found = ask(PROCURATOR, SUPERVISION).ask(
        f'{{ case(caseNumber: "{CRIME}") {{ handlers {{ nodes {{ label }} }} documents {{ nodes {{ kind }} }} }} }}'
    )

    assert found["case"]["handlers"]["nodes"]
    assert "TRANSFER_LETTER" in {document["kind"] for document in found["case"]["documents"]["nodes"]}


def test_nobody_flags_what_the_purpose_does_not_show(ask: Any, all_of_it: Partner) -> None:
    everything = all_of_it.ask(
        f'{{ person(citizenId: "{CHEN}") {{ vehicles {{ nodes {{ id }} }} bankAccounts {{ nodes {{ id }} }} }} }}'
    )["person"]
    car, account = everything["vehicles"]["nodes"][0]["id"], everything["bankAccounts"]["nodes"][0]["id"]
    police = ask(TRAFFIC, VEHICLES)
    raising = 'mutation {{ flagEntity(id: "{}", kind: OTHER, statement: "试") {{ id flagNo }} }}'

    seen = police.ask(raising.format(car))["flagEntity"]
    hidden, missing = police.body(raising.format(account)), police.body(raising.format("nobody"))

    assert hidden == missing
    assert code(hidden) == "NOT_FOUND"
    withdrawing = f'mutation {{ withdrawFlag(id: "{seen["id"]}", reason: "试") {{ state }} }}'
    assert code(ask(JUDGE, EVERYTHING).body(withdrawing)) == "NOT_ALLOWED"
    assert police.ask(withdrawing)["withdrawFlag"]["state"] == "WITHDRAWN"
