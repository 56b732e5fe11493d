"""`expand`: the neighbours of an entity, with counts for each kind of link, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from hub.questions.block import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.links import LINK_KIND, WAY, asked_kinds, link_of, links_seen, plain
from hub.questions.ordering import Order, SortKey
from hub.questions.rows import Rows
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, Scope, ShapeField, listed, node, optional, text
from schema.errors import InvalidArgument
from schema.model import ROOT

_ARROWS = {"OUT": ("-", "->"), "IN": ("<-", "-"), "BOTH": ("-", "-")}


def _counts(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    shaped = compiler.shape(COUNT, selected.sets, {"row": "k"}, block)
    rel, other = compiler.names.variable("r"), compiler.names.variable("n")
    counted = collect(
        [
            _match(compiler, scope, rel, other),
            f"WITH type({rel}) AS kind, startNode({rel}) = {scope['node']} AS out, count(*) AS links",
            "WITH kind, out, links ORDER BY kind, out DESC",
            "RETURN {kind: kind, way: CASE WHEN out THEN 'OUT' ELSE 'IN' END, count: links}",
        ]
    )
    found = block.bind("k", counted)
    return Expr(f"[k IN {found} | {shaped.text}]", each(shaped.finish))


def _match(compiler: Compiler, scope: Scope, rel: str, other: str, *more: str) -> str:
    left, right = _ARROWS[scope["way"]]
    pattern = f"({scope['node']}){left}[{rel}:{scope['kinds']}]{right}({other}:{ROOT})"
    seen = [*links_seen(compiler, rel), *(s for s in (compiler.profile.node(ROOT, other),) if s), *more]
    return f"MATCH {pattern}" + (f" WHERE {' AND '.join(seen)}" if seen else "")


COUNT = ObjectShape(
    "LinkCount",
    "How many links of a kind an entity has.",
    {
        "kind": ShapeField(lambda types: types.scalar(LINK_KIND), "Kind of link.", text("{row}.kind")),
        "way": ShapeField(lambda types: types.scalar(WAY), "Whether they lead from it or to it.", text("{row}.way")),
        "count": ShapeField(lambda _: int, "How many.", text("{row}.count")),
    },
)
NEIGHBOUR = ObjectShape(
    "Neighbour",
    "A linked entity, and the link to it.",
    {
        "cursor": ShapeField(lambda _: str, "Where the row stands; give it as after.", text("{cursor}")),
        "way": ShapeField(
            lambda types: types.scalar(WAY),
            "Whether the link leads from the expanded entity or to it.",
            text("CASE WHEN startNode({rel}) = {node} THEN 'OUT' ELSE 'IN' END"),
        ),
        "link": ShapeField(lambda types: types["GraphLink"], "The link.", link_of()),
        "node": ShapeField(lambda types: types[ROOT], "The linked entity.", node(ROOT, "other")),
    },
)


def _neighbours(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    rows: Rows = scope["rows"]
    row = {**scope, "cursor": rows.order.cursor()}
    return rows.part("row", compiler.shape(NEIGHBOUR, selected.sets, row, rows.block))


def _page_info(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    rows: Rows = scope["rows"]
    return rows.page_info(selected)


EXPANSION = ObjectShape(
    "Expansion",
    "An entity with its links of each kind counted, and a page of them.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The expanded entity.", node(ROOT, "node")),
        "counts": ShapeField(lambda types: listed(types["LinkCount"]), "Its links of each kind, counted.", _counts),
        "neighbours": ShapeField(
            lambda types: listed(types["Neighbour"]), "A page of its links, by kind.", _neighbours
        ),
        "pageInfo": ShapeField(lambda types: types["PageInfo"], "Whether there is more.", _page_info),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    size = compiler.budget.page(arguments["first"], f"{selected.key}.first")
    kinds = asked_kinds(compiler, arguments.get("links"), f"{selected.key}.links")
    if not kinds:
        raise InvalidArgument(
            f"'{selected.key}.links' is an empty list.",
            hint="Name at least one kind of link, or leave it out for all.",
            argument=f"{selected.key}.links",
        )
    var, rel, other = (compiler.names.variable(prefix) for prefix in ("n", "r", "n"))
    wheres = [f"{var}.id = {compiler.names.parameter(arguments['id'])}"]
    compiler.profile.check_rows(ROOT, selected.key)
    seen = compiler.profile.node(ROOT, var)
    scope = {"node": var, "rel": rel, "other": other, "kinds": kinds, "way": str(plain(arguments["direction"]))}
    order = Order(
        (
            SortKey(f"type({rel})", str, nullable=False, plain=True),
            SortKey(f"{other}.id", str, nullable=False, plain=True),
            SortKey(f"{rel}.key", str, nullable=False, free=True),
            # Two of the same kind may join the same two, one each way.
            SortKey(f"startNode({rel}).id", str, nullable=False, plain=True),
        ),
        "links",
    )
    after = arguments.get("after")
    behind = [] if after is None else [order.after(after, compiler.names, f"{selected.key}.after")]
    match = _match(compiler, scope, rel, other, *behind)
    rows = Rows(compiler, match, (rel, other), order, compiler.names.parameter(size), after is not None)
    block = Block(compiler.names, (var,))
    compiler.budget.enter(size, selected.key)
    expr = compiler.shape(EXPANSION, selected.sets, {**scope, "rows": rows}, block)
    compiler.budget.leave()
    rows.bind(block)
    lines = [f"MATCH ({var}:{ROOT})", f"WHERE {' AND '.join([*wheres, *([seen] if seen else [])])}", *block.lines()]
    return lines, expr


ROOTS = (
    Root(
        "expand",
        "An entity with its neighbours; null where there is none of that id.",
        lambda types: optional(types["Expansion"]),
        lambda types: [
            Arg("id", strawberry.ID, "Global id."),
            Arg("links", optional(listed(types.scalar(LINK_KIND))), "Only links of these kinds."),
            Arg("direction", types.scalar(WAY), "Only links that lead this way.", "BOTH"),
            Arg("first", int, "How many links, at most 100.", 20),
            Arg("after", optional(str), "Only links behind this cursor."),
        ],
        _compile,
    ),
)
SHAPES = (COUNT, NEIGHBOUR, EXPANSION)
