"""Where the hub knows something from, as every entity and link says it, as far as the purpose opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.access.visible_feeds import Feeds
from hub.questions.blocks import Block, Expr
from hub.questions.kinds import api_type
from hub.questions.selection import Selected
from hub.questions.shape import FieldOf, ObjectShape, ShapeField, ShapeScope
from schema.values import DATE

if TYPE_CHECKING:
    from hub.questions.compiler import Compiler


def scope(var: str, feeds: Feeds) -> ShapeScope:
    """What the source of the entity or link at a variable is worked out from."""
    return {"of": var, "feeds": feeds}


def _of_its_source(name: str, place: int) -> FieldOf:
    """A property of the feed whose word stands, which is at this place in what it asserts.

    Where that feed is not named it is that of the first one that is: a feed that came before makes no difference then.
    """

    def field(_: Compiler, __: Selected, scope: ShapeScope, ___: Block) -> Expr:
        of, listed = scope["of"], scope["feeds"].listed
        if listed is None:
            return Expr(f"{of}.{name}")
        first = f"head([x IN {of}.asserted WHERE split(x, '@')[0] IN {listed} | split(x, '@')[{place}]])"
        return Expr(f"CASE WHEN {of}.source IN {listed} THEN {of}.{name} ELSE {first} END")

    return field


def _compile_asserted(_: Compiler, __: Selected, scope: ShapeScope, ___: Block) -> Expr:
    listed = scope["feeds"].listed
    only = "" if listed is None else f" WHERE split(x, '@')[0] IN {listed}"
    return Expr(f"[x IN {scope['of']}.asserted{only} | split(x, '@')[0]]")


def _day(name: str) -> FieldOf:
    def field(compiler: Compiler, _: Selected, scope: ShapeScope, __: Block) -> Expr:
        day, dated = f"toString({scope['of']}.{name})", scope["feeds"].dated
        if dated is None:
            return Expr(day)
        compiler.closed.add(f"Provenance.{name}")
        return Expr(f"CASE WHEN {dated} THEN {day} END" if dated else "null")

    return field


PROVENANCE = ObjectShape(
    "Provenance",
    "Where the hub knows something from. Feeds are named as far as that reveals nothing that the purpose closes.",
    {
        "source": ShapeField(
            lambda _: str | None, "The feed whose word stands, as 'police.residents'.", _of_its_source("source", 0)
        ),
        "batch": ShapeField(lambda _: str | None, "The batch it came in.", _of_its_source("batch", 1)),
        "assertedBy": ShapeField(
            lambda _: list[str], "Every feed that asserts it now and may be named.", _compile_asserted
        ),
        "firstSeen": ShapeField(lambda _: api_type(DATE) | None, "Day of the first assertion.", _day("firstSeen")),
        "lastSeen": ShapeField(lambda _: api_type(DATE) | None, "Day of the latest assertion.", _day("lastSeen")),
    },
)
