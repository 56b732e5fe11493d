"""`neighbourhood`: all within a few hops, and the links among them; honest about what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.access import counts_only
from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each, indent
from hub.questions.compiler import Compiler
from hub.questions.kinds import api_type
from hub.questions.links import GRAPH_LINK, LINK_KIND, hidden_link_filter, kinds_to_follow, link_scope, some_link
from hub.questions.pattern import where
from hub.questions.root_costs import SPREAD, KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, node, text
from hub.questions.slots import pinned
from schema.errors import InvalidArgument
from schema.model import ROOT

MAX_HOPS = 3
#: An entity with more links than this is shown but not walked through: a bank would pull in all its customers.
HUB_DEGREE = 500


def _nodes(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    return _compile_list(compiler, selected, block, NEAR, f"range(0, size({scope['nodes']}) - 1) AS i", scope)


def _compile_list(
    compiler: Compiler, selected: Selected, block: Block, shape: ObjectShape, unwind: str, scope: ShapeScope
) -> Expr:
    var = compiler.names.variable("n")
    inner = Block(compiler.names, (var, "hops"))
    shaped = compiler.shape(shape, selected.sets, {"node": var, "hops": "hops"}, inner)
    rows = collect(
        [
            f"UNWIND {unwind}",
            f"WITH {scope['nodes']}[i] AS {var}, {scope['depths']}[i] AS hops",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


def _links(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    names = [compiler.names.variable(prefix) for prefix in ("r", "k", "s", "t")]
    rel, kind, source, target = names
    inner = Block(compiler.names, tuple(names))
    known = link_scope(rel, kind=kind, source=source, target=target)
    shaped = compiler.shape(GRAPH_LINK, selected.sets, known, inner)
    read = link_scope(rel)
    rows = collect(
        [
            f"UNWIND {scope['links']} AS {rel}",
            # The order the database finds them in depends on links the caller may not see.
            f"WITH {rel}, {read['kind']} AS {kind}, {read['source']} AS {source}, {read['target']} AS {target}",
            f"ORDER BY {kind}, {source}, {target}, {rel}.key",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


def _hubs(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    shaped = compiler.shape(HUB, selected.sets, {"hub": "h"}, block)
    # The start is walked through however many links it has.
    others = f"h IN {scope['hubs']} WHERE h.node <> {scope['nodes']}[0]"
    return Expr(f"[{others} | {shaped.text}]", each(shaped.finish))


NEAR = ObjectShape(
    "NearNode",
    "An entity of a neighbourhood.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The entity.", node(ROOT, "node")),
        "hops": ShapeField(lambda _: int, "How many hops from the start.", text("{hops}")),
    },
)
HUB = ObjectShape(
    "NearHub",
    "An entity with so many links that it was not walked through.",
    {
        "id": ShapeField(lambda _: strawberry.ID, "Global id; expand it to page through its links.", text("{hub}.id")),
        "links": ShapeField(lambda _: int, "How many links it has.", text("{hub}.links")),
    },
)
NEIGHBOURHOOD = ObjectShape(
    "Neighbourhood",
    "All within a few hops of an entity, nearest first, and the links among them.",
    {
        "nodes": ShapeField(lambda types: listed(types["NearNode"]), "The entities, the start first.", _nodes),
        "links": ShapeField(lambda types: listed(types["GraphLink"]), "The links among them.", _links),
        "truncated": ShapeField(
            lambda _: bool, "Whether entities were left out because of the limit.", text("{truncated}")
        ),
        "notWalked": ShapeField(
            lambda types: listed(types["NearHub"]),
            "Entities shown but not walked through, because they have too many links.",
            _hubs,
        ),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    at, limit = selected.key, arguments["limit"]
    hops = pinned(arguments["hops"], "hops", int)
    _check_hops(at, hops)
    compiler.hold(_check_limit, at, limit, compiler.tally.limits.nodes)
    kinds = kinds_to_follow(compiler, arguments.get("links"), f"{selected.key}.links")
    counts_only.check_rows(compiler.profile, ROOT, at)
    size, guard = compiler.names.parameter(limit), compiler.names.parameter(HUB_DEGREE)
    seen = compiler.profile.node(ROOT, "s")
    lines = [
        f"MATCH (s:{ROOT})",
        f"WHERE s.id = {compiler.names.parameter(arguments['id'])}" + (f" AND {seen}" if seen else ""),
        "WITH s, [s] AS near, [0] AS depths, [s] AS edge",
    ]
    for hop in range(1, hops + 1):
        lines += _walk(compiler, kinds, hop, size, guard)
    lines += _links_among(compiler, kinds, size, guard)
    scope = {"nodes": "nodes", "depths": "depths", "links": "links", "hubs": "hubs", "truncated": "truncated"}
    block = Block(compiler.names, tuple(scope.values()))
    compiler.tally.enter(limit, at)
    expr = compiler.shape(NEIGHBOURHOOD, selected.sets, scope, block)
    compiler.tally.leave()
    return [*lines, *block.lines()], expr


def _check_hops(at: str, hops: int) -> None:
    if not 1 <= hops <= MAX_HOPS:
        raise InvalidArgument(f"'{at}.hops' is {hops}.", hint=f"Ask for 1 to {MAX_HOPS} hops.", argument=f"{at}.hops")


def _check_limit(at: str, limit: int, most: int) -> None:
    if limit < 1 or limit > most:
        raise LimitExceeded(
            f"'{at}.limit' is {limit}; a neighbourhood has 1 to {most} entities.",
            hint="Expand single entities page by page for more.",
            argument=f"{at}.limit",
            limit="nodes",
            allowed=most,
        )


def _walk(compiler: Compiler, kinds: str, hop: int, size: str, guard: str) -> list[str]:
    """One hop further from the entities reached last; the start itself is walked through however many links it has."""
    inner = [
        "UNWIND edge AS e",
        *([f"WITH near, e WHERE {_few_links(compiler, kinds, guard)}"] if hop > 1 else []),
        f"MATCH (e)-[r:{kinds}]-(m:{ROOT})",
        where("NOT m IN near", *hidden_link_filter(compiler, "r"), *_hidden_link_filter(compiler, "m")),
        f"WITH DISTINCT m ORDER BY m.id LIMIT {size} + 1",
        "RETURN collect(m) AS reached",
    ]
    return [
        "CALL (edge, near) {",
        *(indent(line) for line in inner),
        "}",
        f"WITH s, near + reached AS near, depths + [x IN reached | {hop}] AS depths, reached AS edge",
    ]


def _few_links(compiler: Compiler, kinds: str, guard: str) -> str:
    """The predicate of an entity `e` that has not too many links; few links of all kinds are counted at once."""
    counted = f"COUNT {{ {some_link(compiler, kinds, 'e')} }} <= {guard}"
    return f"CASE WHEN COUNT {{ (e)--() }} <= {guard} THEN true ELSE {counted} END"


def _links_among(compiler: Compiler, kinds: str, size: str, guard: str) -> list[str]:
    """The entities kept, which of them are hubs, and the links among all of them (each once)."""
    seen = hidden_link_filter(compiler, "r")
    return [
        f"WITH near[0..{size}] AS nodes, depths, size(near) > {size} AS truncated",
        # All links of a node are one number that is kept with it; links by kind, or those one may see, are many.
        "WITH nodes, depths, truncated, COLLECT { UNWIND nodes AS h "
        f"WITH h WHERE COUNT {{ (h)--() }} > {guard} WITH h, COUNT {{ {some_link(compiler, kinds, 'h')} }} AS links "
        f"WHERE links > {guard} RETURN {{id: h.id, links: links, node: h}} }} AS hubs",
        "WITH nodes, depths, truncated, hubs, [h IN hubs | h.node] AS large",
        "CALL (nodes, large) {",
        "  UNWIND nodes AS a",
        "  WITH a, nodes, large WHERE NOT a IN large",
        f"  MATCH (a)-[r:{kinds}]->(b:{ROOT})",
        f"  {where('b IN nodes', *seen)}",
        "  RETURN collect(r) AS links",
        "}",
        # Links from hubs are found at their other ends, which have few.
        "CALL (nodes, large) {",
        "  UNWIND CASE WHEN size(large) = 0 THEN [] ELSE nodes END AS a",
        "  WITH a, large WHERE NOT a IN large",
        f"  MATCH (a)<-[r:{kinds}]-(b:{ROOT})",
        f"  {where('b IN large', *seen)}",
        "  RETURN collect(r) AS back",
        "}",
        "CALL (large) {",
        "  UNWIND large AS a UNWIND large AS b",
        "  WITH a, b WHERE a.id <= b.id",
        f"  MATCH (a)-[r:{kinds}]-(b) {where(*seen)}".rstrip(),
        "  RETURN collect(DISTINCT r) AS between",
        "}",
        "WITH nodes, depths, truncated, hubs, links + back + between AS links",
    ]


def _hidden_link_filter(compiler: Compiler, var: str) -> list[Any]:
    predicate = compiler.profile.node(ROOT, var)
    return [] if predicate is None else [predicate]


#: Looking around an entity that the walk reached.
AROUND = 100.0


def _cost(start: Start) -> KnownCost:
    limit, hops = start.number("limit", 200), int(start.number("hops", 3))
    reached, edge = 1.0, start.degree("id")
    for _ in range(hops):
        reached = min(limit, reached + edge)
        edge = min(edge, limit) * SPREAD
    # Each that was reached is walked through, and asked for its links to all others.
    return AROUND * reached, {"nodes": reached, "links": 2.0 * reached, "notWalked": 1.0}


ROOTS = (
    Root(
        "neighbourhood",
        "All within a few hops of an entity, and the links among them; null where there is none of that id.",
        lambda types: types["Neighbourhood"] | None,
        lambda types: [
            Arg("id", strawberry.ID, "Global id of the start."),
            Arg("hops", int, "How far, 1 to 3.", 1),
            Arg("limit", int, "How many entities at most, up to 200.", 100),
            Arg("links", listed(api_type(LINK_KIND)) | None, "Only links of these kinds."),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (NEAR, HUB, NEIGHBOURHOOD)
