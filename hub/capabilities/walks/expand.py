"""`expand`: the neighbours of an entity, with counts for each kind of link, page by page."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from hub.access import counts_only
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.kinds import api_type
from hub.questions.links import LINK_KIND, WAY, hidden_link_filter, kinds_to_follow, link_of
from hub.questions.ordering import Order, SortKey
from hub.questions.pattern import where
from hub.questions.root_costs import KnownCost, Start
from hub.questions.rows import PageRows
from hub.questions.selection import Selected, enum_name
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, node, text
from schema.model import ROOT

_ARROWS = {"OUT": ("-", "->"), "IN": ("<-", "-"), "BOTH": ("-", "-")}


def _counts(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
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


def _match(compiler: Compiler, scope: ShapeScope, rel: str, other: str, *more: str) -> str:
    left, right = _ARROWS[scope["way"]]
    pattern = f"({scope['node']}){left}[{rel}:{scope['kinds']}]{right}({other}:{ROOT})"
    conditions = where(*hidden_link_filter(compiler, rel), compiler.profile.node(ROOT, other), *more)
    return f"MATCH {pattern} {conditions}".rstrip()


COUNT = ObjectShape(
    "LinkCount",
    "How many links of a kind an entity has.",
    {
        "kind": ShapeField(lambda _: api_type(LINK_KIND), "Kind of link.", text("{row}.kind")),
        "way": ShapeField(lambda _: api_type(WAY), "Whether they lead from it or to it.", text("{row}.way")),
        "count": ShapeField(lambda _: int, "How many.", text("{row}.count")),
    },
)
NEIGHBOUR = ObjectShape(
    "Neighbour",
    "A linked entity, and the link to it.",
    {
        "cursor": ShapeField(lambda _: str, "Where the row stands; give it as after.", text("{cursor}")),
        "way": ShapeField(
            lambda _: api_type(WAY),
            "Whether the link leads from the expanded entity or to it.",
            text("CASE WHEN startNode({rel}) = {node} THEN 'OUT' ELSE 'IN' END"),
        ),
        "link": ShapeField(lambda types: types["GraphLink"], "The link.", link_of()),
        "node": ShapeField(lambda types: types[ROOT], "The linked entity.", node(ROOT, "other")),
    },
)


def _of_rows(_: Compiler, selected: Selected, __: ShapeScope, ___: Block) -> Expr:
    """A field that `_compile` makes together with its rows; it has no expression of its own."""
    raise TypeError(f"'{selected.name}' is compiled with the rows of its root field")


EXPANSION = ObjectShape(
    "Expansion",
    "An entity with its links of each kind counted, and a page of them.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The expanded entity.", node(ROOT, "node")),
        "counts": ShapeField(lambda types: listed(types["LinkCount"]), "Its links of each kind, counted.", _counts),
        "neighbours": ShapeField(lambda types: listed(types["Neighbour"]), "A page of its links, by kind.", _of_rows),
        "pageInfo": ShapeField(lambda types: types["PageInfo"], "Whether there is more.", _of_rows),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    size = compiler.tally.page(arguments["first"], f"{selected.key}.first")
    kinds = kinds_to_follow(compiler, arguments.get("links"), f"{selected.key}.links")
    var, rel, other = (compiler.names.variable(prefix) for prefix in ("n", "r", "n"))
    wheres = [f"{var}.id = {compiler.names.parameter(arguments['id'])}"]
    counts_only.check_rows(compiler.profile, ROOT, selected.key)
    seen = compiler.profile.node(ROOT, var)
    scope = {"node": var, "rel": rel, "other": other, "kinds": kinds, "way": str(enum_name(arguments["direction"]))}
    order = Order(
        (
            SortKey(f"type({rel})", str, nullable=False, signless=True),
            SortKey(f"{other}.id", str, nullable=False, signless=True),
            SortKey(f"{rel}.key", str, nullable=False, free=True),
            # Two of the same kind may join the same two, one each way.
            SortKey(f"startNode({rel}).id", str, nullable=False, signless=True),
        ),
        "links",
    )
    after = arguments.get("after")
    behind = [] if after is None else [order.after(after, compiler.names, f"{selected.key}.after")]
    match = _match(compiler, scope, rel, other, *behind)
    rows = PageRows(compiler, match, (rel, other), order, size, after is not None)
    block = Block(compiler.names, (var,))
    compiler.tally.enter(size, selected.key)
    for field in compiler.flat(selected.sets, EXPANSION.name):
        if field.name == "__typename":
            rows.fixed(field.key, EXPANSION.name)
        elif field.name == "neighbours":
            row = {**scope, "cursor": order.cursor()}
            rows.part(field.key, compiler.shape(NEIGHBOUR, field.sets, row, rows.block))
        elif field.name == "pageInfo":
            rows.page_info(field.key, field)
        else:
            rows.value(field.key, EXPANSION.fields[field.name].of(compiler, field, scope, block))
    compiler.tally.leave()
    expr = rows.expr(block)
    lines = [f"MATCH ({var}:{ROOT})", where(*wheres, seen), *block.lines()]
    return lines, expr


def _cost(start: Start) -> KnownCost:
    degree = start.degree("id")
    rows = min(start.number("first", start.page), degree)
    return 8.0 * degree, {"neighbours": rows, "counts": min(degree, 6.0)}


ROOTS = (
    Root(
        "expand",
        "An entity with its neighbours; null where there is none of that id.",
        lambda types: types["Expansion"] | None,
        lambda types: [
            Arg("id", strawberry.ID, "Global id."),
            Arg("links", listed(api_type(LINK_KIND)) | None, "Only links of these kinds."),
            Arg("direction", api_type(WAY), "Only links that lead this way.", "BOTH"),
            Arg("first", int, "How many links, at most 100.", 20),
            Arg("after", str | None, "Only links behind this cursor."),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (COUNT, NEIGHBOUR, EXPANSION)
