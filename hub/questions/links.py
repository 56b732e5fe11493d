"""Links of any kind, as graph questions return them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.questions.block import Block, Expr, each
from hub.questions.compiler import Compiler
from hub.questions.provenance import PROVENANCE
from hub.questions.selection import Selected
from hub.questions.shape import FieldOf, ObjectShape, Scope, ShapeField, listed, optional, text
from schema.model import MODEL
from schema.values import DATE, choice

LINK_KIND = choice("LinkKind", {kind: (link.zh, link.description) for kind, link in MODEL.links.items()}, zh="关系种类")
WAY = choice(
    "Way",
    {
        "OUT": ("出", "The link leads from the node."),
        "IN": ("入", "The link leads to the node."),
        "BOTH": ("双向", "Either."),
    },
    zh="方向",
)
CHOICES = (LINK_KIND, WAY)


def asked_kinds(compiler: Compiler, asked: Sequence[Any] | None) -> str:
    """The relationship types of a pattern: those asked for, or all, as far as the caller may follow them: 'A|B'."""
    allowed = compiler.profile.kinds()
    wanted = None if asked is None else {str(plain(kind)) for kind in asked}
    return "|".join(kind for kind in allowed if wanted is None or kind in wanted)


def links_seen(compiler: Compiler, rel: str) -> list[str]:
    """The predicates of the kinds that are not open to the caller as a whole."""
    found = []
    for kind in compiler.profile.kinds():
        predicate = compiler.profile.link(compiler.model.link(kind), rel)
        if predicate is not None:
            found.append(f"(type({rel}) <> '{kind}' OR {predicate})")
    return found


def plain(value: Any) -> Any:
    """The name behind an enum member; other values as they are."""
    return getattr(value, "value", value)


def _provenance(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    return compiler.shape(PROVENANCE, selected.sets, {"of": scope["rel"]}, block)


def _details(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    # One arm for each kind that has properties; a property the caller may not see is not named.
    rel = scope["rel"]
    arms: list[str] = []
    for kind in compiler.profile.kinds():
        props = [p for p in compiler.model.link(kind).props if compiler.profile.value(p, rel) != "null"]
        if props:
            pairs = ", ".join(f"['{p.name}', toString({compiler.profile.value(p, rel)})]" for p in props)
            arms.append(f" WHEN '{kind}' THEN [{pairs}]")
    pairs = block.bind("d", f"CASE type({rel}){''.join(arms)} ELSE [] END")
    shaped = compiler.shape(DETAIL, selected.sets, {"of": "d"}, block)
    return Expr(f"[d IN {pairs} WHERE d[1] IS NOT NULL | {shaped.text}]", each(shaped.finish))


DETAIL = ObjectShape(
    "LinkDetail",
    "A property of a link, as text.",
    {
        "name": ShapeField(lambda _: str, "Name of the property.", text("{of}[0]")),
        "value": ShapeField(lambda _: str, "Its value.", text("{of}[1]")),
    },
)

GRAPH_LINK = ObjectShape(
    "GraphLink",
    "A link of any kind between two entities.",
    {
        "kind": ShapeField(lambda types: types.scalar(LINK_KIND), "Kind of link.", text("type({rel})")),
        "sourceId": ShapeField(
            lambda _: strawberry.ID, "Global id of the entity it leads from.", text("startNode({rel}).id")
        ),
        "targetId": ShapeField(
            lambda _: strawberry.ID, "Global id of the entity it leads to.", text("endNode({rel}).id")
        ),
        "since": ShapeField(
            lambda types: optional(types.scalar(DATE)), "Day since which it holds.", text("toString({rel}.since)")
        ),
        "until": ShapeField(
            lambda types: optional(types.scalar(DATE)), "Day on which it ended.", text("toString({rel}.until)")
        ),
        "details": ShapeField(lambda types: listed(types["LinkDetail"]), "Its own properties.", _details),
        "provenance": ShapeField(lambda types: types["Provenance"], "Where the hub knows it from.", _provenance),
    },
)

SHAPES = (DETAIL, GRAPH_LINK)


def link_of(variable: str = "rel") -> FieldOf:
    """A field that is the link at a variable of the scope."""

    def field(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
        return compiler.shape(GRAPH_LINK, selected.sets, {"rel": scope[variable]}, block)

    return field
