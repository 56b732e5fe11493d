"""expand, neighbourhood, linksAmong, inCommon and paths against plain searches over the same links."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from support.random_questions import DAYS, chance_world
from support.world import Hubs, Node, Tie

from hub.capabilities.walks import among, neighbourhood
from hub.graph.client import Graph
from schema.model import MODEL
from schema.themes import Theme

WORLD = chance_world(7)
NODES = {n.id: n for n in WORLD.nodes}
KINDS = sorted({t.kind for t in WORLD.ties})
#: How many shapes of each question are drawn, 8 for a change; each is a statement that the database plans.
SHAPES = max(2, settings().max_examples // 6)
#: How many questions of each shape are asked, from other starts.
VALUES = 5
SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SOME = st.none() | st.lists(st.sampled_from(KINDS), min_size=1, max_size=6, unique=True)
#: Kinds of entities as arguments name them.
UPPER = {
    "Agency": "AGENCY",
    "BankAccount": "BANK_ACCOUNT",
    "Company": "COMPANY",
    "EnforcementCase": "ENFORCEMENT_CASE",
    "Officer": "OFFICER",
    "Person": "PERSON",
}
OUT = st.just([]) | st.lists(st.sampled_from([*UPPER]), min_size=1, max_size=3, unique=True)
THEMES = st.lists(st.sampled_from([theme.value for theme in Theme]), min_size=1, max_size=3, unique=True)
#: How links of paths are narrowed down; to those that the demo's purpose opens, so to some.
NARROW = st.just({}) | st.fixed_dictionaries(
    {}, optional={"links": SOME.filter(bool), "themes": THEMES, "avoidLinks": SOME.filter(bool)}
).filter(lambda narrow: bool(followed(narrow)))
ANY_NODE = st.sampled_from([*NODES, *NODES, "nobody"])


@pytest.fixture(scope="module", autouse=True)
async def written(blank: Graph) -> None:
    """The world of chance, in the graph."""
    await WORLD.write(blank)


def ties(kinds: Iterable[str] | None, at: date | None = None) -> list[Tie]:
    """The links of these kinds that hold on a day."""
    return [
        t
        for t in WORLD.ties
        if (kinds is None or t.kind in kinds)
        and (at is None or ((t.since is None or t.since <= at) and (t.until is None or t.until > at)))
    ]


def of(node: Node, among: list[Tie]) -> list[tuple[Tie, Node]]:
    """The links at a node, each once, with the node at the other end."""
    return [(t, t.target if t.source is node else t.source) for t in among if node in (t.source, t.target)]


def triple(tie: Tie) -> tuple[str, str, str]:
    """A link as answers name it."""
    return (tie.kind, tie.source.id, tie.target.id)


@settings(max_examples=SHAPES, **SLOW)
@given(kinds=SOME, way=st.sampled_from(["OUT", "IN", "BOTH"]), data=st.data())
async def test_expand_counts_and_pages(ask: Hubs, kinds: list[str] | None, way: str, data: st.DataObject) -> None:
    for _ in range(VALUES):
        await expanded(ask, data.draw(ANY_NODE), kinds, way, data.draw(st.integers(1, 7)))


async def expanded(ask: Hubs, start: str, kinds: list[str] | None, way: str, first: int) -> None:
    """Hold all pages of `expand` against the links of the world."""
    links = "" if kinds is None else f"links: [{', '.join(kinds)}],"
    query = f"""query ($after: String) {{
      expand(id: "{start}", {links} direction: {way}, first: {first}, after: $after) {{
      node {{ id }} counts {{ kind way count }} pageInfo {{ hasNextPage endCursor hasPreviousPage }}
      neighbours {{ cursor way link {{ kind sourceId targetId }} node {{ id }} }} }} }}"""
    note(query)
    data = (await ask(query))["expand"]
    if start == "nobody":
        assert data is None
        return
    node = NODES[start]
    expected = []
    for tie, other in of(node, ties(kinds)):
        out = tie.source is node
        if way == "BOTH" or out is (way == "OUT") or tie.source is tie.target:
            expected.append((tie.kind, other.id, tie.key, tie.source.id, "OUT" if out else "IN", triple(tie)))
    expected.sort()
    counted = Counter((kind, side) for kind, _, _, _, side, _ in expected)
    assert data["node"] == {"id": start}
    assert {(c["kind"], c["way"]): c["count"] for c in data["counts"]} == counted
    assert [(c["kind"], c["way"]) for c in data["counts"]] == sorted(counted, key=lambda c: (c[0], c[1] == "IN"))
    found: list[tuple[str, str, str, tuple[str, str, str]]] = []
    while True:
        for row in data["neighbours"]:
            link = (row["link"]["kind"], row["link"]["sourceId"], row["link"]["targetId"])
            found.append((link[0], row["node"]["id"], row["way"], link))
        assert data["pageInfo"]["hasNextPage"] is (len(found) < len(expected))
        if not data["pageInfo"]["hasNextPage"]:
            break
        assert len(data["neighbours"]) == first
        data = (await ask(query, after=data["pageInfo"]["endCursor"]))["expand"]
        assert data["pageInfo"]["hasPreviousPage"]
    assert found == [(kind, other, side, link) for kind, other, _, _, side, link in expected]


@settings(max_examples=SHAPES, **SLOW)
@given(kinds=SOME, hops=st.integers(1, 3), data=st.data())
async def test_neighbourhood_is_a_breadth_first_search(
    ask: Hubs, kinds: list[str] | None, hops: int, data: st.DataObject
) -> None:
    for _ in range(VALUES):
        limit, hub = data.draw(st.integers(1, 45)), data.draw(st.sampled_from([2, 6, 9, 500]))
        await walked_around(ask, data.draw(ANY_NODE), kinds, hops, limit, hub)


async def walked_around(ask: Hubs, start: str, kinds: list[str] | None, hops: int, limit: int, hub: int) -> None:
    """Hold a neighbourhood against a breadth-first search; entities with more than `hub` links are not walked."""
    links = "" if kinds is None else f", links: [{', '.join(kinds)}]"
    # A plan keeps the limit it was compiled with: the name of the operation gives each limit its own plan.
    query = f"""query WalkedUpTo{hub} {{ neighbourhood(id: "{start}", hops: {hops}, limit: {limit}{links}) {{
      nodes {{ hops node {{ id }} }} links {{ kind sourceId targetId }} truncated notWalked {{ id links }} }} }}"""
    note(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbourhood, "HUB_DEGREE", hub)
        data = (await ask(query))["neighbourhood"]
    if start == "nobody":
        assert data is None
        return
    among = ties(kinds)
    depth = {start: 0}
    edge = [start]
    for hop in range(1, hops + 1):
        walked = [e for e in edge if hop == 1 or len(of(NODES[e], among)) <= hub]
        reached = {other.id for e in walked for _, other in of(NODES[e], among)} - set(depth)
        edge = sorted(reached)
        if len(depth) + len(edge) > limit:
            # What is left out now is left out of the answer; nearest first, it cannot come back.
            depth |= dict.fromkeys(edge, hop)
            break
        depth |= dict.fromkeys(edge, hop)
    expected = sorted(depth.items(), key=lambda item: (item[1], item[0]))
    assert [(n["node"]["id"], n["hops"]) for n in data["nodes"]] == expected[:limit]
    assert data["truncated"] is (len(expected) > limit)
    kept = {i for i, _ in expected[:limit]}
    shown = Counter((link["kind"], link["sourceId"], link["targetId"]) for link in data["links"])
    assert shown == Counter(triple(t) for t in among if t.source.id in kept and t.target.id in kept)
    large = {i: len(of(NODES[i], among)) for i in kept if i != start and len(of(NODES[i], among)) > hub}
    assert {h["id"]: h["links"] for h in data["notWalked"]} == large


@settings(max_examples=SHAPES, **SLOW)
@given(kinds=SOME, data=st.data())
async def test_links_among_are_all_that_have_one_end_among_the_new(
    ask: Hubs, kinds: list[str] | None, data: st.DataObject
) -> None:
    some = st.lists(ANY_NODE, min_size=1, max_size=30)
    for _ in range(VALUES):
        hub, first = data.draw(st.sampled_from([0, 3, 500])), data.draw(st.sampled_from([1, 5, 1000]))
        await among_them(ask, data.draw(some), data.draw(some), kinds, first, hub)


async def among_them(
    ask: Hubs, of: list[str], others: list[str], kinds: list[str] | None, first: int, hub: int
) -> None:
    """Hold links among entities against the links of the world; those of large entities are found from other ends."""
    links = "" if kinds is None else f", links: [{', '.join(kinds)}]"
    query = f"""query AmongUpTo{hub}($of: [ID!]!, $others: [ID!]!, $first: Int!) {{
      linksAmong(of: $of, others: $others, first: $first{links}) {{
      links {{ kind sourceId targetId since }} truncated }} }}"""
    note(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(among, "HUB_DEGREE", hub)
        data = (await ask(query, of=of, others=others, first=first))["linksAmong"]
    near = {*of, *others}
    expected = [
        (*triple(t), _text(t.since))
        for t in ties(kinds)
        if (t.source.id in of and t.target.id in near) or (t.target.id in of and t.source.id in near)
    ]
    expected.sort(key=lambda link: link[:3])
    found = [(link["kind"], link["sourceId"], link["targetId"], link["since"]) for link in data["links"]]
    assert data["truncated"] is (len(expected) > first)
    assert [each[:3] for each in found] == [each[:3] for each in expected[:first]]
    if not data["truncated"]:
        assert Counter(found) == Counter(expected)


@settings(max_examples=SHAPES, **SLOW)
@given(kinds=SOME, out=OUT, data=st.data())
async def test_what_several_have_in_common_all_of_them_are_linked_with(
    ask: Hubs, kinds: list[str] | None, out: list[str], data: st.DataObject
) -> None:
    for _ in range(VALUES):
        # Those that are linked with the same have something in common more often than any two.
        middle = NODES[data.draw(st.sampled_from([*NODES]))]
        around = [*dict.fromkeys(other.id for _, other in of(middle, ties(None)))]
        some = st.lists(st.sampled_from(around) | ANY_NODE if around else ANY_NODE, min_size=2, max_size=3, unique=True)
        await in_common(ask, data.draw(some), kinds, out, data.draw(st.integers(1, 9)))


async def in_common(ask: Hubs, several: list[str], kinds: list[str] | None, out: list[str], first: int) -> None:
    """Hold what several have in common against what each of them is linked with."""
    links = "" if kinds is None else f", links: [{', '.join(kinds)}]"
    links += f", avoidKinds: [{', '.join(UPPER[each] for each in out)}]" if out else ""
    query = f"""query ($of: [ID!]!) {{ inCommon(of: $of, first: {first}{links}) {{
      entities {{ node {{ id }} links {{ kind sourceId targetId }} }} moreExist }} }}"""
    note(query)
    data = (await ask(query, of=several))["inCommon"]
    if "nobody" in several:
        assert data is None
        return
    among = ties(kinds)
    linked = [{other.id for _, other in of(NODES[each], among) if other.entity not in out} for each in several]
    expected = sorted(set.intersection(*linked) - {*several})
    assert [each["node"]["id"] for each in data["entities"]] == expected[:first]
    assert data["moreExist"] is (len(expected) > first)
    for each in data["entities"]:
        own = [triple(t) for t, other in of(NODES[each["node"]["id"]], among) if other.id in several]
        assert Counter((link["kind"], link["sourceId"], link["targetId"]) for link in each["links"]) == Counter(own)


@settings(max_examples=SHAPES, **SLOW)
@given(narrow=NARROW, out=OUT, most=st.integers(1, 6), dated=st.booleans(), data=st.data())
async def test_paths_are_all_of_the_shortest_length(
    ask: Hubs, narrow: dict[str, list[str]], out: list[str], most: int, dated: bool, data: st.DataObject
) -> None:
    for _ in range(VALUES):
        at = data.draw(st.sampled_from(DAYS)) if dated else None
        source, target = data.draw(ANY_NODE), data.draw(ANY_NODE)
        avoid = data.draw(st.lists(ANY_NODE, max_size=12))
        await connected(ask, source, target, narrow, out, avoid, most, data.draw(st.integers(1, 4)), at)


async def connected(
    ask: Hubs,
    source: str,
    target: str,
    narrow: dict[str, list[str]],
    out: list[str],
    avoid: list[str],
    most: int,
    first: int,
    at: date | None,
) -> None:
    """Hold the paths between two entities, through none that is left out, against a count of the shortest ones."""
    if source == target:
        return
    links = "".join(f", {name}: [{', '.join(values)}]" for name, values in narrow.items())
    links += f", avoidKinds: [{', '.join(UPPER[each] for each in out)}]" if out else ""
    links += f", avoid: {json.dumps(avoid)}" if avoid else ""
    day = "" if at is None else f', at: "{at.isoformat()}"'
    query = f"""{{ paths(from: "{source}", to: "{target}", maxHops: {most}, first: {first}{links}{day}) {{
      paths {{ length hops {{ along from {{ id }} to {{ id }} link {{ kind sourceId targetId since until }} }} }}
      moreOfThisLength longerMayExist }} }}"""
    note(query)
    data = (await ask(query))["paths"]
    if "nobody" in (source, target):
        assert data is None
        return
    kinds = followed(narrow)
    among = ties(kinds, at)
    ends = (source, target)
    passed = [
        tie
        for tie in among
        if all(n.id in ends or (n.entity not in out and n.id not in avoid) for n in (tie.source, tie.target))
    ]
    length, count = shortest(NODES[source], NODES[target], passed, most)
    assert len(data["paths"]) == min(count, first)
    assert data["moreOfThisLength"] is (count > first)
    known = Counter((*triple(t), _text(t.since), _text(t.until)) for t in among)
    seen = []
    for path in data["paths"]:
        assert path["length"] == length == len(path["hops"])
        stops = [path["hops"][0]["from"]["id"], *(hop["to"]["id"] for hop in path["hops"])]
        assert (stops[0], stops[-1]) == (source, target)
        assert [hop["from"]["id"] for hop in path["hops"]] == stops[:-1]
        assert not {*stops[1:-1]} & {*avoid}
        assert not {NODES[each].entity for each in stops[1:-1]} & {*out}
        for hop in path["hops"]:
            link = hop["link"]
            assert tuple(link.values()) in known
            linked = (link["sourceId"], link["targetId"])
            assert hop["along"] is (linked == (hop["from"]["id"], hop["to"]["id"]))
            assert sorted(linked) == sorted((hop["from"]["id"], hop["to"]["id"]))
        seen.append(str(path))
    if not data["longerMayExist"]:
        assert count == 0
        assert not (of(NODES[source], ties(kinds)) and of(NODES[target], ties(kinds)))


def followed(narrow: dict[str, list[str]]) -> set[str]:
    """The kinds of links that paths may follow."""
    themes = narrow.get("themes")
    return {
        kind
        for kind in narrow.get("links", KINDS)
        if kind not in narrow.get("avoidLinks", ())
        and (themes is None or {*themes} & {theme.value for theme in MODEL.link(kind).themes})
    }


def shortest(source: Node, target: Node, among: list[Tie], most: int) -> tuple[int, int]:
    """The length of the shortest paths and how many there are; (0, 0) where none is short enough."""
    counts = {source.id: 1}
    seen = {source.id}
    for length in range(1, most + 1):
        further: Counter[str] = Counter()
        for here, ways in counts.items():
            for _, other in of(NODES[here], among):
                if other.id not in seen:
                    further[other.id] += ways
        if target.id in further:
            return length, further[target.id]
        seen |= set(further)
        counts = dict(further)
    return 0, 0


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
