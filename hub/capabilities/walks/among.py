"""`linksAmong`: the links that entities have with one another, and with others that are there already."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from hub.access import counts_only
from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.kinds import api_type
from hub.questions.links import GRAPH_LINK, LINK_KIND, hidden_link_filter, kinds_to_follow, link_scope
from hub.questions.pattern import where
from hub.questions.root_costs import KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, text
from schema.errors import InvalidArgument
from schema.model import ROOT

MAX_OTHERS = 1000
MAX_LINKS = 1000
#: The links of an entity with more than this are found from their other ends.
HUB_DEGREE = 500


def _links(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    rel = compiler.names.variable("r")
    inner = Block(compiler.names, (rel,))
    shaped = compiler.shape(GRAPH_LINK, selected.sets, link_scope(rel), inner)
    rows = collect([f"UNWIND {scope['found']}[0..{scope['limit']}] AS {rel}", *inner.lines(), f"RETURN {shaped.text}"])
    return Expr(block.bind("x", rows), each(shaped.finish))


AMONG = ObjectShape(
    "LinksAmong",
    "The links among entities.",
    {
        "links": ShapeField(lambda types: listed(types["GraphLink"]), "The links, each once.", _links),
        "truncated": ShapeField(
            lambda _: bool, "Whether links were left out because of the limit.", text("size({found}) > {limit}")
        ),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    at, first = selected.key, arguments["first"]
    of, others = arguments["of"], arguments["others"]
    kinds = kinds_to_follow(compiler, arguments.get("links"), f"{at}.links")
    compiler.hold(_check_values, of, others, first, at, compiler.tally.limits.nodes)
    counts_only.check_rows(compiler.profile, ROOT, at)
    limit, guard = compiler.names.parameter(first), compiler.names.parameter(HUB_DEGREE)
    new, there = compiler.names.parameter(of), compiler.names.parameter(others)
    wanted = f"(b.id IN {new} OR b.id IN {there})"
    seen = [each for each in (compiler.profile.node(ROOT, "b"),) if each]
    open_links = hidden_link_filter(compiler, "r")
    block = Block(compiler.names, ("found",))
    compiler.tally.enter(first, at)
    expr = compiler.shape(AMONG, selected.sets, {"found": "found", "limit": limit}, block)
    compiler.tally.leave()
    lines = [
        "WITH COLLECT {",
        "  CALL () {",
        f"    {_new(compiler, new)} AND COUNT {{ (a)--() }} <= {guard}",
        f"    MATCH (a)-[r:{kinds}]-(b:{ROOT}) {where(wanted, *seen, *open_links)}",
        "    RETURN r",
        "    UNION",
        f"    {_new(compiler, new)} AND COUNT {{ (a)--() }} > {guard}",
        f"    MATCH (b:{ROOT}) {where(wanted, *seen)}",
        f"    MATCH (a)-[r:{kinds}]-(b) {where(*open_links)}".rstrip(),
        "    RETURN r",
        "  }",
        f"  RETURN r ORDER BY type(r), startNode(r).id, endNode(r).id, r.key LIMIT {limit} + 1",
        "} AS found",
        *block.lines(),
    ]
    return lines, expr


def _new(compiler: Compiler, ids: str) -> str:
    return f"MATCH (a:{ROOT}) {where(f'a.id IN {ids}', compiler.profile.node(ROOT, 'a'))}"


def _check_values(of: Sequence[str], others: Sequence[str], first: int, at: str, most: int) -> None:
    if not of:
        raise InvalidArgument(f"'{at}.of' is an empty list.", hint="Name at least one entity.", argument=f"{at}.of")
    if not 1 <= first <= MAX_LINKS:
        raise InvalidArgument(
            f"'{at}.first' is {first}.", hint=f"Ask for 1 to {MAX_LINKS} links.", argument=f"{at}.first"
        )
    for name, given, allowed in (("of", of, most), ("others", others, MAX_OTHERS)):
        if len(given) > allowed:
            raise LimitExceeded(
                f"'{at}.{name}' names {len(given):,} entities; {allowed:,} are allowed.",
                hint="Ask in parts: some of them at a time, with the rest as others.",
                argument=f"{at}.{name}",
                limit=name,
                allowed=allowed,
                asked=len(given),
            )


def _cost(start: Start) -> KnownCost:
    others = start.arguments.get("others")
    degrees = start.degrees("of")
    looked_at = degrees + (len(others) if isinstance(others, list) else 0)
    return 4.0 * looked_at, {"links": min(start.number("first", MAX_LINKS), degrees)}


ROOTS = (
    Root(
        "linksAmong",
        "The links that entities have with one another and with others, such as new ones on a chart with those there.",
        lambda types: types["LinksAmong"] | None,
        lambda types: [
            Arg("of", list[strawberry.ID], "Global ids, up to 200: every link has one of them at an end."),
            Arg("others", list[strawberry.ID], "Global ids of entities at the other ends, up to 1,000.", []),
            Arg("links", listed(api_type(LINK_KIND)) | None, "Only links of these kinds."),
            Arg("first", int, "How many links at most, 1 to 1,000.", MAX_LINKS),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (AMONG,)
