"""What the caller may not see makes no difference: not to an answer, an error, a count, a cost, a cursor.

Two worlds are made that differ in hidden things alone (entities, links and values that the purpose does not show), and
the same questions are put to both. Every byte of every answer must be the same.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from support.officer_operations import Desk
from support.question_oracle import render
from support.question_shapes import asked_with
from support.random_purposes import purposes
from support.random_questions import DAYS, LINKS, SIZES, TEXTS, Asking, chance_world
from support.visible_world import Sight
from support.world import Node, Tie, World, citizen_id, wipe_entities

from hub.access.declare import Level, Purpose
from schema.model import MODEL

#: How many purposes are drawn, 3 for a change; the database plans some twenty statements for each.
PURPOSES = max(1, settings().max_examples // 16)
#: How many worlds the world that a purpose looks at is compared with, by the same questions.
OTHERS = 2
CHANGES = 40


def view(sight: Sight) -> Any:
    """All that the caller may know of a world."""
    seen: dict[str, Any] = {}
    for node in sight.world.nodes:
        if not sight.sees(node):
            continue
        values: dict[str, Any] = {}
        for prop in MODEL.props(node.entity):
            level = sight.level(node, prop) if prop.stored else Level.NONE
            if level is not Level.NONE:
                values[prop.name] = node.props.get(prop.name)
        seen[node.id] = (values, node.until, sight.source(node))
    shown = sight.purpose.link_values
    links = sorted(
        (
            *(t.kind, t.source.id, t.target.id, t.key, str(t.since), str(t.until), str(sight.source(t))),
            *(str(t.props.get(p.name)) for p in MODEL.link(t.kind).props if p.sensitivity in shown),
        )
        for t in sight.world.ties
        if sight.follows(t)
    )
    return seen, links, sight.since


def disturbed(world: World, sight_of: Callable[[World], Sight], dice: random.Random) -> World:
    """Another world with the same view: hidden nodes, links and values taken away, added and changed."""
    wanted = view(sight_of(world))
    now = world
    for number in range(CHANGES):
        tried = copy.deepcopy(now)
        change = dice.choice([_less, _fewer_links, _more, _more_links, _other_value, _other_link, _other_word])
        change(tried, dice, number)
        if view(sight_of(tried)) == wanted:
            now = tried
    return now


def _less(world: World, dice: random.Random, _: int) -> None:
    if len(world.nodes) < 2:
        return
    gone = dice.choice(world.nodes)
    world.nodes.remove(gone)
    world.ties = [t for t in world.ties if gone not in (t.source, t.target)]


def _fewer_links(world: World, dice: random.Random, _: int) -> None:
    if world.ties:
        world.ties.remove(dice.choice(world.ties))


def _more(world: World, dice: random.Random, number: int) -> None:
    entity = dice.choice(["Person", "Company", "Vehicle", "EnforcementCase"])
    name = dice.choice(TEXTS[:-1])
    made = {
        "Person": {"citizenId": citizen_id(f"19{70 + number % 30}0303", 500 + number), "name": name},
        "Company": {"uscc": f"NEW-{number}", "name": name},
        "Vehicle": {"vin": f"NEW-{number}", "plateNo": "测A12345"},
        "EnforcementCase": {"caseNumber": f"（2026）示0109执{number + 1}号", "filedAt": dice.choice(DAYS)},
    }[entity]
    world.node(entity, None, **made)
    for _ in range(3):
        _more_links(world, dice, number)


def _more_links(world: World, dice: random.Random, number: int) -> None:
    pair = dice.choice([(kind, pair) for kind in LINKS for pair in MODEL.link(kind).between])
    kind, between = pair
    sources = [n for n in world.nodes if n.entity in MODEL.concrete_of(between.source)]
    targets = [n for n in world.nodes if n.entity in MODEL.concrete_of(between.target)]
    if not sources or not targets:
        return
    a, b = dice.choice(sources), dice.choice(targets)
    if MODEL.link(kind).symmetric and a.id > b.id:
        a, b = b, a
    world.tie(kind, a, b, key=f"new{number}", since=dice.choice([None, *DAYS]), until=dice.choice([None, *DAYS]))


def _other_value(world: World, dice: random.Random, _: int) -> None:
    node = dice.choice(world.nodes)
    props = [p for p in MODEL.props(node.entity) if p.stored and not p.identity and p.kind.name != "DateTime"]
    prop = dice.choice(props)
    values = [n.props.get(prop.name) for n in world.nodes if n.entity == node.entity]
    node.props[prop.name] = dice.choice([*values, None])


def _other_link(world: World, dice: random.Random, _: int) -> None:
    if world.ties:
        dice.choice(world.ties).until = dice.choice([None, date(2010, 1, 1), *DAYS])


def _other_word(world: World, dice: random.Random, number: int) -> None:
    """Another feed speaks of something, before those that did or after them, or says no more of it."""
    thing: Node | Tie = dice.choice([*world.nodes, *world.ties])
    feed = dice.choice(["bank.accounts", "civil.marriages", "court.clues", "telecom.subscribers", "police.residents"])
    left = [each for each in thing.asserted if dice.random() < 0.7]
    thing.asserted = tuple(dice.choice([[f"{feed}@b{number}", *left], [*left, f"{feed}@b{number}"], left]))
    thing.last = dice.choice([thing.last, *DAYS])


def fixed(world: World, dice: random.Random) -> list[str]:
    """Questions of every capability, about what may be hidden as well as about what is seen."""
    ids = [n.id for n in dice.sample(world.nodes, 6)]
    persons = [n.props["citizenId"] for n in world.nodes if n.entity == "Person"]
    cases = [n.props["caseNumber"] for n in world.nodes if n.entity == "EnforcementCase"]
    every = ", ".join(f'"{n.id}"' for n in world.nodes[:60])
    hits = "recognisedAs moreExist hits { score matched { field how } node { id label } }"
    around = (
        "node { id label } counts { kind way count } pageInfo { hasNextPage endCursor } "
        "neighbours { cursor way link { kind details { name value } } node { id } }"
    )
    near = (
        "nodes { hops node { id label } } truncated notWalked { id links } "
        "links { kind sourceId targetId provenance { source assertedBy lastSeen } }"
    )
    among = "links { kind sourceId targetId since details { name value } }"
    asked = [
        f"{{ nodes(ids: [{every}]) {{ id provenance {{ source batch assertedBy firstSeen lastSeen }} }} }}",
        *(
            f'{{ search(text: "{text}", first: 3) {{ {hits} }} }}'
            for text in ("陈立诚", "chen", "测A12345", persons[0], cases[0])
        ),
        *(f'{{ expand(id: "{one}", first: 3) {{ {around} }} }}' for one in ids[:3]),
        *(f'{{ neighbourhood(id: "{one}", hops: 2, limit: 9) {{ {near} }} }}' for one in ids[:3]),
        f"{{ linksAmong(of: {json.dumps(ids[:3])}, others: {json.dumps(ids[3:])}, first: 9) {{ truncated {among} }} }}",
        f"{{ inCommon(of: {json.dumps(ids[:2])}) {{ moreExist entities {{ node {{ id label }} {among} }} }} }}",
        *(f'{{ explainAccess(id: "{one}", field: "name") {{ level reason rings }} }}' for one in ids[:3]),
    ]
    asked.append(
        f'{{ paths(from: "{ids[0]}", to: "{ids[4]}", maxHops: 4) {{ moreOfThisLength longerMayExist '
        "paths { length hops { from { id } to { id } link { kind } along } } } }"
    )
    asked.append(
        f'{{ paths(from: "{ids[0]}", to: "{ids[4]}", avoidKinds: [AGENCY, ENFORCEMENT_CASE], avoid: ["{ids[1]}"]) '
        "{ moreOfThisLength longerMayExist paths { length hops { from { id } to { id } link { kind } along } } } }"
    )
    asked.append(f'{{ person(citizenId: "{dice.choice(persons)}") {{ id name }} }}')
    asked.append(f'{{ case(caseNumber: "{dice.choice(cases)}") {{ id status }} }}')
    asked += [
        f"{{ {MODEL.entity(entity).plural}(first: 3) {{ totalCount edges {{ cursor node {{ id label }} }} "
        "pageInfo { hasNextPage endCursor } } }"
        for entity in SIZES
    ]
    return asked


async def told(desk: Desk, world: World, purpose: Purpose, case: str, queries: list[str]) -> list[bytes]:
    """The bytes of every answer over a world."""
    await wipe_entities(desk.graph)
    await world.write(desk.graph)
    return [(await desk.ask(purpose, case, query)).content() for query in queries]


@pytest.mark.slow
@settings(max_examples=PURPOSES, deadline=None, suppress_health_check=list(HealthCheck))
@given(purpose=purposes(), seed=st.integers(0, 9999), data=st.data())
async def test_hidden_things_change_no_byte(desk: Desk, purpose: Purpose, seed: int, data: st.DataObject) -> None:
    note(repr(purpose))
    world = chance_world(seed)
    dice = random.Random(seed)  # noqa: S311 - a game, no secret
    number = dice.choice([n for n in world.nodes if n.entity == "EnforcementCase"]).props["caseNumber"]

    def sight_of(over: World) -> Sight:
        return Sight(over, purpose, next((n for n in over.nodes if n.props.get("caseNumber") == number), None))

    asking = Asking(world)
    shapes = [data.draw(asking.shape(i)) for i in range(6)]
    queries = [render([data.draw(asked_with(shape))]) for shape in (*shapes, *shapes)] + fixed(world, dice)
    first = await told(desk, world, purpose, number, queries)
    for _ in range(OTHERS):
        other = disturbed(world, sight_of, dice)
        second = await told(desk, other, purpose, number, queries)

        assert _changes(world, other) > 0 or not _hidden(sight_of(world))
        for query, before, after in zip(queries, first, second, strict=True):
            assert before == after, query


def _changes(a: World, b: World) -> int:
    def all_of(world: World) -> set[str]:
        nodes = {repr((n.id, sorted((k, str(v)) for k, v in n.props.items()))) for n in world.nodes}
        words = {repr((each.asserted, each.last)) for each in (*world.nodes, *world.ties)}
        return nodes | words | {repr((t.kind, t.source.id, t.target.id, t.key, t.since, t.until)) for t in world.ties}

    return len(all_of(a) ^ all_of(b))


def _hidden(sight: Sight) -> list[Node | Tie]:
    return [n for n in sight.world.nodes if not sight.sees(n)]
