"""The audit record of a change of the register says which change, and of whom, in clear."""

from __future__ import annotations

from typing import Any, cast

import pytest

from hub.api.schema import Api
from hub.audit.hashing import keyed_hash
from hub.capabilities.register.shapes import REGISTRATION
from hub.graph.client import Graph
from hub.operations.administering import administered
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest

KEY = b"the key of hashes"
CITIZEN = "990102198506150019"
STATE = '{name}(card: "MZ-0009", reason: "because 990102198506150019 said so") {{ state }}'


def told(api: Api, query: str, **variables: Any) -> list[dict[str, str]]:
    """What the record of an operation says."""
    prepared = Preparer(api, cast("Graph", None)).prepare(OperationRequest(query, variables))
    return administered(api, prepared, KEY)


@pytest.mark.parametrize("name", ["suspendOfficer", "restoreOfficer"])
def test_suspending_and_restoring_are_told_apart(api: Api, name: str) -> None:
    assert told(api, f"mutation {{ {STATE.format(name=name)} }}") == [{"field": name, "card": "MZ-0009"}]


def test_variables_and_literals_are_told_alike(api: Api) -> None:
    query = (
        "mutation Any($a: String!, $c: String!) { "
        'one: registerOfficer(card: $c, agency: $a, name: "员") { state } '
        'two: setAgencyKeys(code: "示0102", issuer: "https://x", jwks: "{}") { code } '
        'three: confirmProposal(id: "setAgencyKeys/示0102/A1") { state } }'
    )

    assert told(api, query, a="示0102", c=" MZ-1 ") == [
        {"field": "registerOfficer", "agency": "示0102", "card": "MZ-1"},
        {"field": "setAgencyKeys", "agency": "示0102"},
        {"field": "confirmProposal", "proposal": "setAgencyKeys/示0102/A1", "agency": "示0102"},
    ]


@pytest.mark.parametrize(
    ("proposal", "concerned"),
    [
        ("setAgencySignIn/示0102/A1", {"agency": "示0102"}),
        ("setOfficerRoles/X-1/A1", {"card": "X-1"}),
        ("setOfficerRoles/A/B/A1", {"card": "A/B"}),
        ("setOfficerRoles", {}),
        ("nothing/of/this", {}),
    ],
)
def test_a_proposal_says_whom_it_concerns(api: Api, proposal: str, concerned: dict[str, str]) -> None:
    query = 'mutation ($p: ID!) { withdrawProposal(id: $p, reason: "r") { state } }'

    assert told(api, query, p=proposal) == [{"field": "withdrawProposal", "proposal": proposal, **concerned}]


def test_who_reads_the_register_is_told_too(api: Api) -> None:
    query = '{ registeredOfficers(agency: "示0102") { card } agencies { totalCount } }'

    assert told(api, query) == [{"field": "registeredOfficers", "agency": "示0102"}]


@pytest.mark.parametrize("card", [CITIZEN, f" {CITIZEN} ", "13900000000", "x" * 300, "\x00"])
def test_what_may_be_somebodys_number_is_a_hash(api: Api, card: str) -> None:
    query = 'mutation ($c: String!) { suspendOfficer(card: $c, reason: "r") { state } }'

    assert told(api, query, c=card) == [{"field": "suspendOfficer", "card": keyed_hash(card, KEY)}]


def test_every_field_of_the_register_is_named(api: Api) -> None:
    changes = {name for name, change in api.changes.items() if change.group == REGISTRATION}
    roots = {name for name, root in api.roots.items() if root.group == REGISTRATION}

    assert {"setAgencyKeys", "setOfficerRoles", "confirmProposal", "withdrawProposal"} <= changes
    assert roots == {"registeredAgencies", "registeredOfficers", "registrationProposals"}


def test_other_questions_say_nothing_in_clear(api: Api) -> None:
    assert told(api, f'{{ person(citizenId: "{CITIZEN}") {{ name }} }}') == []
