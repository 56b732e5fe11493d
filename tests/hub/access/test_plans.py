"""Rights cost no index: whatever the purpose, what is asked by identifier or id is looked up, never scanned for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from graphql.execution.values import get_variable_values
from neo4j import Driver, GraphDatabase
from support.world import COURT

from hub.access.answer_summary import AnswerSummary
from hub.access.catalogue import PURPOSES
from hub.access.declare import GRAPH, Purpose
from hub.access.profile import Profile
from hub.access.rights_statement import statement
from hub.api.schema import Api
from hub.errors import NotAllowed
from hub.questions.compiler import Compiler
from hub.questions.limits import Allowance, Limits, Tally
from hub.questions.root import Statement, compile_root
from hub.questions.selection import flatten
from hub.testing import SeededGraph

#: Operators that read a label, a type or everything from end to end.
SCANS = ("NodeByLabelScan", "AllNodesScan", "RelationshipTypeScan", "IndexScan", "UnionNodeByLabelsScan")
POINTS = {
    "person": '{ person(citizenId: "990102198506150019") { id } }',
    "company": '{ company(uscc: "91990102MATE5T0A0C") { id } }',
    "vehicle by VIN": '{ vehicle(vin: "0TS123456RA000001") { id } }',
    "vehicle by plate": '{ vehicle(plate: "测A12345") { id } }',
    "case": '{ case(caseNumber: "（2026）示0102执1203号") { id } }',
    "agency": '{ agency(code: "S0102") { id } }',
    "node": '{ node(id: "abcdefghijklmnopqrstuv") { id } }',
    "nodes": '{ nodes(ids: ["abcdefghijklmnopqrstuv"]) { id } }',
    "expand": '{ expand(id: "abcdefghijklmnopqrstuv") { node { id } counts { kind count } } }',
    "where": '{ persons(where: {citizenId: {eq: "990102198506150019"}}) { nodes { id } } }',
    "case with its debtors": '{ case(caseNumber: "（2026）示0102执1203号") { debtors { totalCount nodes { id } } } }',
    "listing": '{ listingCheck(subjects: ["990102198506150019"]) { listed } }',
}


def compiled(api: Api, purpose: Purpose, query: str) -> Statement | None:
    """The statement of a question under a purpose; None where the purpose does not open it."""
    document = parse(query)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    variables: Any = get_variable_values(api.graphql, (), {})
    scope = {ring.name: frozenset({f"{ring.name}{i:022}"[:22] for i in range(40)}) for ring in purpose.rings}
    profile = Profile(purpose, COURT, "S0102-A-001", scope, "990102")
    compiler = Compiler(api.model, api.graphql, profile, fragments, variables, Tally(Limits()), api.realm)
    (root,) = flatten([operation.selection_set], {"Query"}, fragments, variables)
    declared = api.roots[root.name]
    try:
        profile.check_group(declared.group, root.name)
        plan = compile_root(declared, compiler, root)
        return plan.bind(profile, variables.coerced, Allowance(Limits()), AnswerSummary())
    except NotAllowed:
        return None


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan, with what it says of itself."""
    yield plan["operatorType"].split("@")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.fixture(scope="module")
def village(hub_graph: SeededGraph) -> Iterator[Driver]:
    """A graph of some size, so that the planner has to choose."""
    endpoint = hub_graph.endpoint
    login = (endpoint.user, endpoint.password)
    with GraphDatabase.driver(endpoint.uri, auth=login, notifications_min_severity="OFF") as driver:
        yield driver


def plan_of(driver: Driver, text: str, parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The operators the database would run a statement with."""
    with driver.session() as session:
        plan = session.run(f"EXPLAIN {text}", dict(parameters)).consume().plan
    assert plan is not None
    return list(operators(plan))


@pytest.mark.parametrize("question", POINTS)
def test_a_point_is_looked_up_under_every_purpose(village: Driver, api: Api, question: str) -> None:
    asked = 0
    for purpose in PURPOSES.values():
        made = compiled(api, purpose, POINTS[question])
        if made is None:
            continue
        asked += 1
        for text in (made.text, made.guarded):
            plan = plan_of(village, text, made.parameters)
            scans = [each for each in plan if each[0].endswith(SCANS)]
            assert scans == [], f"{purpose.name}: {scans}\n{text}"
    assert asked > 0


@pytest.mark.parametrize("name", sorted(PURPOSES))
def test_admission_looks_everything_up(village: Driver, name: str) -> None:
    keys = {"case": "EnforcementCase:x", "document": "Document:x", "agencyKey": "Agency:a"}

    who = {"agency": "a", "card": "c", "session": ["s", "m"], "begun": 0}
    plan = plan_of(village, statement(PURPOSES[name]), {**who, **keys})

    assert [each for each in plan if each[0].endswith(SCANS)] == []


def test_a_purpose_that_opens_the_graph_can_be_asked(api: Api) -> None:
    for purpose in PURPOSES.values():
        if GRAPH in purpose.groups and purpose.rings:
            assert compiled(api, purpose, POINTS["case"]) is not None


def test_a_scan_would_be_seen(village: Driver, api: Api) -> None:
    made = compiled(api, PURPOSES["DEMONSTRATION"], "{ persons { nodes { id } } }")
    assert made is not None

    assert [each for each in plan_of(village, made.text, made.parameters) if each[0].endswith(SCANS)]
