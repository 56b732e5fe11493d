"""`inCommon`: the entities that several are all linked with."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from hub.access import counts_only
from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.entity_kinds import ENTITY_KIND, labels_of
from hub.questions.kinds import api_type
from hub.questions.links import GRAPH_LINK, LINK_KIND, hidden_link_filter, kinds_to_follow, link_scope
from hub.questions.pattern import where
from hub.questions.root_costs import KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, node, text
from hub.questions.slots import derived
from schema.errors import InvalidArgument
from schema.model import ROOT

MAX_ENTITIES = 20


def _entities(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    var = compiler.names.variable("n")
    inner = Block(compiler.names, (var, scope["ends"]))
    shaped = compiler.shape(SHARED, selected.sets, {**scope, "node": var}, inner)
    rows = collect([f"UNWIND {scope['found']}[0..{scope['limit']}] AS {var}", *inner.lines(), f"RETURN {shaped.text}"])
    return Expr(block.bind("x", rows), each(shaped.finish))


def _links(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    rel, end = compiler.names.variable("r"), compiler.names.variable("e")
    inner = Block(compiler.names, (rel,))
    shaped = compiler.shape(GRAPH_LINK, selected.sets, link_scope(rel), inner)
    rows = collect(
        [
            f"UNWIND {scope['ends']} AS {end}",
            f"MATCH ({scope['node']})-[{rel}:{scope['kinds']}]-({end}) {where(*hidden_link_filter(compiler, rel))}",
            f"WITH {rel} ORDER BY type({rel}), startNode({rel}).id, endNode({rel}).id, {rel}.key",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


SHARED = ObjectShape(
    "SharedEntity",
    "An entity that all of those asked about are linked with.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The entity.", node(ROOT, "node")),
        "links": ShapeField(lambda types: listed(types["GraphLink"]), "Its links with them.", _links),
    },
)
COMMON = ObjectShape(
    "InCommon",
    "What several entities have in common.",
    {
        "entities": ShapeField(lambda types: listed(types["SharedEntity"]), "The entities, by id.", _entities),
        "moreExist": ShapeField(lambda _: bool, "Whether there are more.", text("size({found}) > {limit}")),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    at, of = selected.key, arguments["of"]
    first = compiler.tally.page(arguments["first"], f"{at}.first")
    kinds = kinds_to_follow(compiler, arguments.get("links"), f"{at}.links")
    compiler.hold(_check_values, of, at)
    counts_only.check_rows(compiler.profile, ROOT, at)
    limit, ids = compiler.names.parameter(first), compiler.names.parameter(of)
    many = compiler.names.parameter(derived(of, lambda given: len(set(given))))
    out = [f"NOT m:{label}" for label in labels_of(arguments.get("avoidKinds"))]
    seen, linked = compiler.profile.node(ROOT, "m"), hidden_link_filter(compiler, "r")
    scope = {"found": "found", "ends": "ends", "limit": limit, "kinds": kinds}
    block = Block(compiler.names, ("found", "ends"))
    compiler.tally.enter(first, at)
    expr = compiler.shape(COMMON, selected.sets, scope, block)
    compiler.tally.leave()
    lines = [
        f"MATCH (a:{ROOT}) {where(f'a.id IN {ids}', compiler.profile.node(ROOT, 'a'))}",
        # The one with the fewest links is looked around; what it is linked with is looked for at the others.
        "WITH a ORDER BY COUNT { (a)--() }, a.id",
        f"WITH collect(a) AS ends WITH ends, ends[0] AS few WHERE size(ends) = {many}",
        "WITH ends, COLLECT {",
        f"  MATCH (few)-[r:{kinds}]-(m:{ROOT}) {where('NOT m IN ends', seen, *linked, *out)}",
        "  WITH DISTINCT m",
        f"  WHERE all(e IN tail(ends) WHERE EXISTS {{ (e)-[r:{kinds}]-(m) {where(*linked)} }})",
        f"  RETURN m ORDER BY m.id LIMIT {limit} + 1",
        "} AS found",
        *block.lines(),
    ]
    return lines, expr


def _check_values(of: Sequence[str], at: str) -> None:
    if len(set(of)) < 2:
        raise InvalidArgument(f"'{at}.of' names one entity.", hint="Name two or more.", argument=f"{at}.of")
    if len(of) > MAX_ENTITIES:
        raise LimitExceeded(
            f"'{at}.of' names {len(of):,} entities; {MAX_ENTITIES} are allowed.",
            hint="Ask about fewer of them.",
            argument=f"{at}.of",
            limit="of",
            allowed=MAX_ENTITIES,
            asked=len(of),
        )


def _cost(start: Start) -> KnownCost:
    first = start.number("first", start.page)
    degrees = start.degrees("of")
    return 4.0 * degrees, {"entities": min(first, degrees), "links": 2.0}


ROOTS = (
    Root(
        "inCommon",
        "The entities that several are all linked with; null where one of the several is not there.",
        lambda types: types["InCommon"] | None,
        lambda types: [
            Arg("of", list[strawberry.ID], "Global ids of 2 to 20 entities."),
            Arg("links", listed(api_type(LINK_KIND)) | None, "Only links of these kinds."),
            Arg("avoidKinds", listed(api_type(ENTITY_KIND)) | None, "No entities of these kinds."),
            Arg("first", int, "How many entities, at most 100.", 20),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (SHARED, COMMON)
