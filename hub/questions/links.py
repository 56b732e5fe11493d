"""Links of any kind, as graph questions return them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from hub.access import visible_feeds
from hub.access.declare import Level
from hub.errors import NotOpen
from hub.questions import provenance
from hub.questions.blocks import Block, Expr, each
from hub.questions.compiler import Compiler
from hub.questions.kinds import api_type
from hub.questions.pattern import where
from hub.questions.provenance import PROVENANCE
from hub.questions.selection import Selected, enum_name
from hub.questions.shape import FieldOf, ObjectShape, ShapeField, ShapeScope, listed, text
from schema.errors import InvalidArgument
from schema.model import MODEL, ROOT
from schema.themes import Theme
from schema.values import DATE, choice

LINK_KIND = choice(
    "LinkKind", {kind: (link.zh, link.description, link.en) for kind, link in MODEL.links.items()}, zh="关系种类"
)
WAY = choice(
    "Way",
    {
        "OUT": ("出", "The link leads from the node.", "Outgoing"),
        "IN": ("入", "The link leads to the node.", "Incoming"),
        "BOTH": ("双向", "Either.", "Either way"),
    },
    zh="方向",
)


THEME = choice("LinkTheme", {theme.value: (theme.zh, f"{theme.en}.") for theme in Theme}, zh="关系主题")


def kinds_to_follow(compiler: Compiler, asked: Sequence[Any] | None, at: str) -> str:
    """The relationship types of a pattern: those asked for, or all the caller may follow: 'A|B'.

    Raises NotOpen for a kind asked for by name that the purpose does not open, InvalidArgument where none is left.
    """
    kinds = compiler.profile.kinds()
    if asked is not None:
        wanted = {str(enum_name(kind)) for kind in asked}
        for kind in sorted(wanted):
            compiler.profile.check_link(compiler.model.link(kind), at)
        kinds = tuple(kind for kind in kinds if kind in wanted)
    if not kinds:
        raise InvalidArgument(
            f"'{at}' is an empty list.",
            hint="Name at least one kind of link, or leave it out for all.",
            argument=at,
        )
    return "|".join(kinds)


def narrowed(compiler: Compiler, kinds: str, themes: Sequence[Any] | None, out: Sequence[Any] | None, at: str) -> str:
    """Of the relationship types of a pattern those of one of the themes, without those that are out.

    Raises NotOpen where none is left: which are depends on the question and the purpose alone.
    """
    about = None if themes is None else {str(enum_name(theme)) for theme in themes}
    avoided = {str(enum_name(kind)) for kind in out or ()}
    left = [
        kind
        for kind in kinds.split("|")
        if kind not in avoided
        and (about is None or about & {theme.value for theme in compiler.model.link(kind).themes})
    ]
    if not left:
        purpose = compiler.profile.purpose
        raise NotOpen(
            f"Of the links that '{at}' asks for, {purpose.name} ({purpose.zh}) opens none.",
            hint="Ask for more themes or kinds of links, or leave out fewer.",
            purpose=purpose.name,
            field=at,
        )
    return "|".join(left)


def hidden_link_filter(compiler: Compiler, rel: str) -> list[str]:
    """The predicate of links that are not open to the caller as a whole, if any."""
    predicate = compiler.profile.any_link(rel)
    return [] if predicate is None else [predicate]


def some_link(compiler: Compiler, kinds: str, var: str) -> str:
    """The pattern, with its conditions, of any visible link from a node to another visible node."""
    rel, other = compiler.names.variable("r"), compiler.names.variable("m")
    seen = where(*hidden_link_filter(compiler, rel), compiler.profile.node(ROOT, other))
    if not seen:
        # The count of a node's links of a kind is kept with the node.
        return f"({var})-[:{kinds}]-()"
    return f"({var})-[{rel}:{kinds}]-({other}:{ROOT}) {seen}"


def _provenance(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    feeds = visible_feeds.of_links(compiler.profile.purpose, compiler.profile.kinds(), scope["rel"])
    return compiler.shape(PROVENANCE, selected.sets, provenance.scope(scope["rel"], feeds), block)


def _details(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    # One arm for each kind that has properties; a property the caller may not see is not named.
    rel = scope["rel"]
    arms: list[str] = []
    for kind in compiler.profile.kinds():
        props = [p for p in compiler.model.link(kind).props if compiler.profile.link_level(p) is Level.WHOLE]
        if props:
            pairs = ", ".join(f"['{p.name}', toString({rel}.{p.name})]" for p in props)
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
        "kind": ShapeField(lambda _: api_type(LINK_KIND), "Kind of link.", text("{kind}")),
        "sourceId": ShapeField(lambda _: strawberry.ID, "Global id of the entity it leads from.", text("{source}")),
        "targetId": ShapeField(lambda _: strawberry.ID, "Global id of the entity it leads to.", text("{target}")),
        "since": ShapeField(
            lambda _: api_type(DATE) | None, "Day since which it holds.", text("toString({rel}.since)")
        ),
        "until": ShapeField(lambda _: api_type(DATE) | None, "Day on which it ended.", text("toString({rel}.until)")),
        "details": ShapeField(lambda types: listed(types["LinkDetail"]), "Its own properties.", _details),
        "provenance": ShapeField(lambda types: types["Provenance"], "Where the hub knows it from.", _provenance),
    },
)

SHAPES = (DETAIL, GRAPH_LINK)


def link_scope(rel: str, **known: str) -> ShapeScope:
    """The scope of a GraphLink; `known` are variables that hold what would be read of the link again."""
    read = {"kind": f"type({rel})", "source": f"startNode({rel}).id", "target": f"endNode({rel}).id"}
    return {"rel": rel, **read, **known}


def link_of(variable: str = "rel") -> FieldOf:
    """A field that is the link at a variable of the scope."""

    def field(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
        return compiler.shape(GRAPH_LINK, selected.sets, link_scope(scope[variable]), block)

    return field
