"""`neighbourhood`: all within a few hops, and the links among them; honest about what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.questions.block import Block, Expr, collect, each, indent
from hub.questions.compiler import Compiler
from hub.questions.links import GRAPH_LINK, LINK_KIND, asked_kinds, links_seen, some_link
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, Scope, ShapeField, listed, node, optional, text
from hub.questions.slots import pinned
from schema.errors import InvalidArgument, LimitExceeded
from schema.model import ROOT

MAX_HOPS = 3
#: An entity with more links than this is shown but not walked through: a bank would pull in all its customers.
HUB_DEGREE = 500


def _nodes(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    return _listed(compiler, selected, block, NEAR, f"range(0, size({scope['nodes']}) - 1) AS i", scope)


def _listed(
    compiler: Compiler, selected: Selected, block: Block, shape: ObjectShape, unwind: str, scope: Scope
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


def _links(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    rel = compiler.names.variable("r")
    inner = Block(compiler.names, (rel,))
    shaped = compiler.shape(GRAPH_LINK, selected.sets, {"rel": rel}, inner)
    # The order the database finds them in depends on links the caller may not see.
    order = f"type({rel}), startNode({rel}).id, endNode({rel}).id, {rel}.key"
    rows = collect(
        [
            f"UNWIND {scope['links']} AS {rel}",
            f"WITH {rel} ORDER BY {order}",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


def _hubs(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
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
    compiler.hold(_check_limit, at, limit, compiler.budget.limits.nodes)
    kinds = asked_kinds(compiler, arguments.get("links"), f"{selected.key}.links")
    if not kinds:
        raise InvalidArgument(
            f"'{at}.links' is an empty list.", hint="Name at least one kind of link.", argument=f"{at}.links"
        )
    compiler.profile.check_rows(ROOT, at)
    size, guard = compiler.names.parameter(limit), compiler.names.parameter(HUB_DEGREE)
    seen = compiler.profile.node(ROOT, "s")
    lines = [
        f"MATCH (s:{ROOT})",
        f"WHERE s.id = {compiler.names.parameter(arguments['id'])}" + (f" AND {seen}" if seen else ""),
        "WITH s, [s] AS near, [0] AS depths, [s] AS edge",
    ]
    for hop in range(1, hops + 1):
        lines += _walk(compiler, kinds, hop, size, guard)
    lines += _among(compiler, kinds, size, guard)
    scope = {"nodes": "nodes", "depths": "depths", "links": "links", "hubs": "hubs", "truncated": "truncated"}
    block = Block(compiler.names, tuple(scope.values()))
    compiler.budget.enter(limit, at)
    expr = compiler.shape(NEIGHBOURHOOD, selected.sets, scope, block)
    compiler.budget.leave()
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
    wheres = ["NOT m IN near", *links_seen(compiler, "r"), *_seen(compiler, "m")]
    inner = [
        "UNWIND edge AS e",
        *([f"WITH near, e WHERE COUNT {{ {some_link(compiler, kinds, 'e')} }} <= {guard}"] if hop > 1 else []),
        f"MATCH (e)-[r:{kinds}]-(m:{ROOT})",
        f"WHERE {' AND '.join(wheres)}",
        f"WITH DISTINCT m ORDER BY m.id LIMIT {size} + 1",
        "RETURN collect(m) AS reached",
    ]
    return [
        "CALL (edge, near) {",
        *(indent(line) for line in inner),
        "}",
        f"WITH s, near + reached AS near, depths + [x IN reached | {hop}] AS depths, reached AS edge",
    ]


def _among(compiler: Compiler, kinds: str, size: str, guard: str) -> list[str]:
    """The entities kept, which of them are hubs, and the links among all of them (each once)."""
    seen = links_seen(compiler, "r")
    return [
        f"WITH near[0..{size}] AS nodes, depths, size(near) > {size} AS truncated",
        f"WITH nodes, depths, truncated, COLLECT {{ UNWIND nodes AS h WITH h, "
        f"COUNT {{ {some_link(compiler, kinds, 'h')} }} AS links "
        f"WHERE links > {guard} RETURN {{id: h.id, links: links, node: h}} }} AS hubs",
        "WITH nodes, depths, truncated, hubs, [h IN hubs | h.node] AS large",
        "CALL (nodes, large) {",
        "  UNWIND nodes AS a",
        "  WITH a, nodes, large WHERE NOT a IN large",
        f"  MATCH (a)-[r:{kinds}]->(b:{ROOT})",
        f"  WHERE {' AND '.join(['b IN nodes', *seen])}",
        "  RETURN collect(r) AS links",
        "}",
        # Links from hubs are found at their other ends, which have few.
        "CALL (nodes, large) {",
        "  UNWIND CASE WHEN size(large) = 0 THEN [] ELSE nodes END AS a",
        "  WITH a, large WHERE NOT a IN large",
        f"  MATCH (a)<-[r:{kinds}]-(b:{ROOT})",
        f"  WHERE {' AND '.join(['b IN large', *seen])}",
        "  RETURN collect(r) AS back",
        "}",
        "CALL (large) {",
        "  UNWIND large AS a UNWIND large AS b",
        "  WITH a, b WHERE a.id <= b.id",
        f"  MATCH (a)-[r:{kinds}]-(b)" + (f" WHERE {' AND '.join(seen)}" if seen else ""),
        "  RETURN collect(DISTINCT r) AS between",
        "}",
        "WITH nodes, depths, truncated, hubs, links + back + between AS links",
    ]


def _seen(compiler: Compiler, var: str) -> list[Any]:
    predicate = compiler.profile.node(ROOT, var)
    return [] if predicate is None else [predicate]


ROOTS = (
    Root(
        "neighbourhood",
        "All within a few hops of an entity, and the links among them; null where there is none of that id.",
        lambda types: optional(types["Neighbourhood"]),
        lambda types: [
            Arg("id", strawberry.ID, "Global id of the start."),
            Arg("hops", int, "How far, 1 to 3.", 1),
            Arg("limit", int, "How many entities at most, up to 200.", 100),
            Arg("links", optional(listed(types.scalar(LINK_KIND))), "Only links of these kinds."),
        ],
        _compile,
    ),
)
SHAPES = (NEAR, HUB, NEIGHBOURHOOD)
