"""A purpose that answers counts alone shows no row, whatever way a question goes, and no count of one by id."""

from __future__ import annotations

import pytest
from support.admission import Door
from support.world import World

from hub.access.callers import Bearer
from hub.access.catalogue import PURPOSES
from hub.api.schema import Api
from hub.graph.client import Graph

COUNTING = [name for name, purpose in PURPOSES.items() if purpose.statistics]
CASE = "... on EnforcementCase { kind status cause filedAt }"
#: Each way to ask for one entity by its id.
BY_ID = {
    "node": f"query ($id: ID!) {{ found: node(id: $id) {{ id {CASE} }} }}",
    "nodes": f"query ($id: ID!) {{ found: nodes(ids: [$id]) {{ id {CASE} }} }}",
    "explainAccess": 'query ($id: ID!) { found: explainAccess(id: $id, field: "status") { level } }',
}
#: Each way to count by an id, also where it hides in other conditions.
BY_COUNT = (
    "{eq: $id}",
    "{in: [$id]}",
)


@pytest.fixture(params=COUNTING)
async def bearer(request: pytest.FixtureRequest, blank: Graph, api: Api) -> tuple[Door, Bearer, dict[str, str]]:
    """An officer whom the purpose fits, and the purpose as a basis."""
    purpose = PURPOSES[request.param]
    door = Door(blank, api)
    kind, role = min(purpose.agencies), min(purpose.roles)
    await door.registry.agency(f"T-{kind}", "统筹机构", kind, "9901")
    await door.registry.officer(f"T-{kind}-1", f"T-{kind}", "员", [role])
    return door, Bearer(f"T-{kind}", f"T-{kind}-1", ""), {"purpose": purpose.name}


def test_there_is_such_a_purpose() -> None:
    assert "COORDINATION" in COUNTING


@pytest.mark.parametrize("way", BY_ID)
async def test_no_row_is_shown_by_id(way: str, bearer: tuple[Door, Bearer, dict[str, str]], world: World) -> None:
    door, officer, basis = bearer
    case = next(each for each in world.nodes if each.entity == "EnforcementCase")

    seen = await door.ask(officer, BY_ID[way], basis, id=case.id)
    absent = await door.ask(officer, BY_ID[way], basis, id="0" * 22)

    assert seen == absent
    assert seen["found"] in (None, [None])


@pytest.mark.parametrize("condition", BY_COUNT)
@pytest.mark.parametrize("where", ["{{id: {}}}", "{{not: {{id: {}}}}}", "{{or: [{{id: {}}}]}}"])
async def test_no_count_is_made_by_id(
    where: str, condition: str, bearer: tuple[Door, Bearer, dict[str, str]], world: World
) -> None:
    door, officer, basis = bearer
    query = f"query ($id: ID!) {{ cases(where: {where.format(condition)}) {{ totalCount }} }}"

    error = await door.refused(officer, query, basis, id="0" * 22)

    assert error["extensions"]["code"] == "NOT_OPEN"


async def test_agencies_are_shown_by_id(bearer: tuple[Door, Bearer, dict[str, str]], world: World) -> None:
    door, officer, basis = bearer
    agency = next(each for each in world.nodes if each.entity == "Agency")

    found = await door.ask(officer, "query ($id: ID!) { node(id: $id) { id } }", basis, id=agency.id)

    assert found == {"node": {"id": agency.id}}
