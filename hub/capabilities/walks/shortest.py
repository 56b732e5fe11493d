"""`paths`: the shortest chains of links between two entities, each hop with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from hub.access import counts_only
from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.connection import valid_on
from hub.questions.entity_kinds import ENTITY_KIND, labels_of
from hub.questions.kinds import api_type
from hub.questions.links import LINK_KIND, THEME, hidden_link_filter, kinds_to_follow, link_of, narrowed, some_link
from hub.questions.pattern import where
from hub.questions.root_costs import SPREAD, KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, node, text
from hub.questions.slots import derived, pinned
from schema.errors import InvalidArgument
from schema.model import ROOT
from schema.values import DATE

MAX_HOPS = 6
MAX_PATHS = 20
MAX_AVOIDED = 500


def _paths(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    shaped_block = Block(compiler.names, ("p",))
    shaped = compiler.shape(PATH, selected.sets, {"path": "p"}, shaped_block)
    rows = collect(
        [f"UNWIND {scope['found']}[0..{scope['limit']}] AS p", *shaped_block.lines(), f"RETURN {shaped.text}"]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


def _hops(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    rel, source, target = (compiler.names.variable(prefix) for prefix in ("r", "n", "n"))
    inner = Block(compiler.names, (rel, source, target))
    shaped = compiler.shape(HOP, selected.sets, {"rel": rel, "source": source, "target": target}, inner)
    path = scope["path"]
    rows = collect(
        [
            f"UNWIND range(0, length({path}) - 1) AS i",
            f"WITH relationships({path})[i] AS {rel}, nodes({path})[i] AS {source}, nodes({path})[i + 1] AS {target}",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


HOP = ObjectShape(
    "PathHop",
    "One step of a path.",
    {
        "from": ShapeField(lambda types: types[ROOT], "Where the step begins.", node(ROOT, "source")),
        "to": ShapeField(lambda types: types[ROOT], "Where it leads.", node(ROOT, "target")),
        "link": ShapeField(lambda types: types["GraphLink"], "The link, with its valid time and source.", link_of()),
        "along": ShapeField(
            lambda _: bool, "Whether the step goes along the link's own direction.", text("startNode({rel}) = {source}")
        ),
    },
)
PATH = ObjectShape(
    "Path",
    "A chain of links between two entities.",
    {
        "length": ShapeField(lambda _: int, "How many hops.", text("length({path})")),
        "hops": ShapeField(lambda types: listed(types["PathHop"]), "The steps, in order.", _hops),
    },
)
PATHS = ObjectShape(
    "Paths",
    "The shortest paths between two entities.",
    {
        "paths": ShapeField(lambda types: listed(types["Path"]), "Shortest paths; all of one length.", _paths),
        "moreOfThisLength": ShapeField(
            lambda _: bool, "Whether there are further paths of the same length.", text("size({found}) > {limit}")
        ),
        "longerMayExist": ShapeField(
            lambda _: bool,
            "Whether longer paths may exist: only the shortest, up to maxHops, are looked for.",
            text("{linked}"),
        ),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    at, first = selected.key, arguments["first"]
    most = pinned(arguments["maxHops"], "maxHops", int)
    kinds = kinds_to_follow(compiler, arguments.get("links"), f"{selected.key}.links")
    _check_hops(most, at)
    kinds = narrowed(compiler, kinds, arguments.get("themes"), arguments.get("avoidLinks"), at)
    compiler.hold(_check_values, arguments["from"], arguments["to"], first, at)
    compiler.hold(_check_avoided, arguments["avoid"], at)
    counts_only.check_rows(compiler.profile, ROOT, at)
    day = arguments.get("at")
    valid = None if day is None else valid_on("r", compiler.names.parameter(day))
    rel = f"r:{kinds} {where(*hidden_link_filter(compiler, 'r'), valid)}".rstrip()
    passed = where(compiler.profile.node(ROOT, "y"), _not_avoided(compiler, arguments))
    step = f"((x:{ROOT})-[{rel}]-(y:{ROOT}) {passed}".rstrip() + ")"
    limit = compiler.names.parameter(first)
    scope = {"found": "found", "limit": limit, "linked": "linked"}
    block = Block(compiler.names, ("found", "linked"))
    compiler.tally.enter(derived(first, lambda paths: paths * most), at)
    expr = compiler.shape(PATHS, selected.sets, scope, block)
    compiler.tally.leave()
    lines = [
        _end(compiler, "a", arguments["from"]),
        _end(compiler, "b", arguments["to"]),
        "WITH a, b, COLLECT {",
        f"  MATCH p = ALL SHORTEST (a) {step}{{1,{most}}} (b)",
        # Which of many comes first must not depend on how the database walks, nor on links the caller may not see.
        "  RETURN p ORDER BY [n IN nodes(p) | n.id], [r IN relationships(p) | type(r) + r.key + startNode(r).id] "
        f"LIMIT {limit} + 1",
        f"}} AS found, EXISTS {{ {some_link(compiler, kinds, 'a')} }} "
        f"AND EXISTS {{ {some_link(compiler, kinds, 'b')} }} AS linked",
        *block.lines(),
    ]
    return lines, expr


def _not_avoided(compiler: Compiler, arguments: Mapping[str, Any]) -> str | None:
    """The predicate of an entity `y` that a path may pass: it is the other end, or nothing that is to be avoided."""
    tests = [f"NOT y:{label}" for label in labels_of(arguments.get("avoidKinds"))]
    avoid = arguments["avoid"]
    if not (isinstance(avoid, list) and not avoid):
        tests.append(f"NOT y.id IN {compiler.names.parameter(avoid)}")
    if not tests:
        return None
    return f"(y.id = {compiler.names.parameter(arguments['to'])} OR ({' AND '.join(tests)}))"


def _end(compiler: Compiler, var: str, global_id: str) -> str:
    seen = compiler.profile.node(ROOT, var)
    where = f"{var}.id = {compiler.names.parameter(global_id)}" + (f" AND {seen}" if seen else "")
    return f"MATCH ({var}:{ROOT}) WHERE {where}"


def _check_hops(most: int, at: str) -> None:
    if not 1 <= most <= MAX_HOPS:
        raise InvalidArgument(
            f"'{at}.maxHops' is {most}.", hint=f"Ask for 1 to {MAX_HOPS} hops.", argument=f"{at}.maxHops"
        )


def _check_values(source: str, target: str, first: int, at: str) -> None:
    if source == target:
        raise InvalidArgument(
            f"'{at}' asks for a path from an entity to itself.", hint="Give two different ids.", argument=f"{at}.to"
        )
    if not 1 <= first <= MAX_PATHS:
        raise InvalidArgument(
            f"'{at}.first' is {first}.", hint=f"Ask for 1 to {MAX_PATHS} paths.", argument=f"{at}.first"
        )


def _check_avoided(avoid: Sequence[str], at: str) -> None:
    if len(avoid) > MAX_AVOIDED:
        raise LimitExceeded(
            f"'{at}.avoid' names {len(avoid):,} entities; {MAX_AVOIDED} are allowed.",
            hint="Leave out kinds of entities (avoidKinds), or fewer single ones.",
            argument=f"{at}.avoid",
            limit="avoid",
            allowed=MAX_AVOIDED,
            asked=len(avoid),
        )


def _cost(start: Start) -> KnownCost:
    hops, first = int(start.number("maxHops", 6)), start.number("first", 20)
    work, edge = 0.0, min(start.degree("from"), start.degree("to"))
    # Walked from both ends, so that each goes half the way.
    for _ in range((hops + 1) // 2):
        work += 8.0 * edge
        edge *= SPREAD
    return work, {"paths": first, "hops": float(hops)}


ROOTS = (
    Root(
        "paths",
        "The shortest chains of links between two entities; null where one of them is not there.",
        lambda types: types["Paths"] | None,
        lambda types: [
            Arg("from", strawberry.ID, "Global id of the one end."),
            Arg("to", strawberry.ID, "Global id of the other end."),
            Arg("maxHops", int, "How many hops at most, 1 to 6.", 4),
            Arg("links", listed(api_type(LINK_KIND)) | None, "Only links of these kinds."),
            Arg("themes", listed(api_type(THEME)) | None, "Only links that are about one of these."),
            Arg("avoidLinks", listed(api_type(LINK_KIND)) | None, "No links of these kinds."),
            Arg(
                "avoidKinds", listed(api_type(ENTITY_KIND)) | None, "Not through entities of these kinds; ends may be."
            ),
            Arg("avoid", list[strawberry.ID], "Not through these entities, at most 500; ends may be among them.", []),
            Arg("at", api_type(DATE) | None, "Only links that hold on this day."),
            Arg("first", int, "How many paths at most, 1 to 20.", 3),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (HOP, PATH, PATHS)
