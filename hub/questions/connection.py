"""Pages of entities (Relay connections): the rows of a list or link field, its edges, cursors and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from hub.access import counts_only, visible_feeds
from hub.questions import naming, provenance
from hub.questions.blocks import Block, Expr, obj
from hub.questions.ordering import Order, SortKey, order_of
from hub.questions.pattern import label_pattern, link_pattern, where
from hub.questions.provenance import PROVENANCE
from hub.questions.rows import PageRows
from hub.questions.selection import Selected
from schema.model import LinkField

if TYPE_CHECKING:
    from hub.questions.compiler import Compiler


@dataclass(frozen=True, slots=True)
class PageSource:
    """Where the rows of a page come from: a pattern, conditions, and the variables of the node and the link."""

    connection: str
    edge: str
    entity: str
    pattern: str
    conditions: tuple[str, ...]
    node: str
    link: str | None = None
    field: LinkField | None = None

    @property
    def scope(self) -> tuple[str, ...]:
        """The variables each row has."""
        return (self.link, self.node) if self.link is not None else (self.node,)

    def match(self, *more: str) -> str:
        """The MATCH clause, with further conditions."""
        return f"MATCH {self.pattern}\n{where(*self.conditions, *more)}".rstrip()


#: A condition that a root list puts on its rows by itself.
Only: TypeAlias = "Callable[[Compiler, str], str]"


def list_page(compiler: Compiler, entity: str, selected: Selected, block: Block, only: Only | None = None) -> Expr:
    """The page of a root list over all nodes of an entity, or over those that fulfil `only`."""
    arguments = compiler.arguments("Query", selected)
    compiler.profile.check_entity(entity, selected.key)
    node = compiler.names.variable("n")
    wheres = [only(compiler, node)] if only is not None else []
    wheres += _visible(compiler, entity, node, arguments, selected)
    source = PageSource(
        naming.connection(entity),
        naming.edge(entity),
        entity,
        f"({node}{label_pattern(compiler.model, entity)})",
        tuple(wheres),
        node,
    )
    return _page(compiler, source, arguments, selected, block)


def link_page(compiler: Compiler, owner: str, field: LinkField, selected: Selected, var: str, block: Block) -> Expr:
    """The page of a link field of the entity at `var`."""
    arguments = compiler.arguments(owner, selected)
    compiler.filters.check_field(field, f"{owner}.{field.name}")
    node, link = compiler.names.variable("n"), compiler.names.variable("r")
    wheres = [w for w in (compiler.profile.link(field.link, link),) if w is not None]
    if arguments.get("at") is not None:
        wheres.append(valid_on(link, compiler.names.parameter(arguments["at"])))
    wheres += _visible(compiler, field.target, node, arguments, selected)
    source = PageSource(
        naming.link_connection(field),
        naming.link_edge(field),
        field.target,
        f"({var}){link_pattern(field, link)}({node}:{field.target})",
        tuple(wheres),
        node,
        link,
        field,
    )
    return _page(compiler, source, arguments, selected, block)


def valid_on(link: str, day: str) -> str:
    """The predicate of links that hold on a day; one without dates always does."""
    return f"coalesce({link}.since <= {day}, true) AND coalesce({link}.until > {day}, true)"


def _visible(compiler: Compiler, entity: str, node: str, arguments: Mapping[str, Any], selected: Selected) -> list[str]:
    wheres = [w for w in (compiler.profile.node(entity, node),) if w is not None]
    if arguments.get("where") is not None:
        wheres.append(compiler.filters.predicate(entity, arguments["where"], node, f"{selected.key}.where"))
    return wheres


def _page(
    compiler: Compiler, source: PageSource, arguments: Mapping[str, Any], selected: Selected, block: Block
) -> Expr:
    at = selected.key
    size = compiler.tally.page(arguments["first"], f"{at}.first")
    order = _order(compiler, source, arguments, at)
    after = arguments.get("after")
    behind = () if after is None else (order.after(after, compiler.names, f"{at}.after"),)
    rows = PageRows(compiler, source.match(*behind), source.scope, order, size, after is not None)
    compiler.tally.enter(size, at)
    for field in compiler.flat(selected.sets, source.connection):
        if field.name == "__typename":
            rows.fixed(field.key, source.connection)
            continue
        if field.name == "totalCount":
            rows.value(field.key, Expr(block.place("c", f"COUNT {{ {source.match()} }}")))
            continue
        if field.name == "pageInfo":
            rows.page_info(field.key, field)
        elif field.name == "nodes":
            rows.part(field.key, compiler.entity(source.entity, field.sets, source.node, rows.block))
        else:
            rows.part(field.key, _edge(rows, source, field))
        counts_only.check_rows(compiler.profile, source.entity, f"{at}.{field.name}")
    compiler.tally.leave()
    return rows.expr(block)


def _order(compiler: Compiler, source: PageSource, arguments: Mapping[str, Any], at: str) -> Order:
    """The total order of a page: what was asked, then the node's id, the link's key and, read either way, its start."""
    ties = [SortKey(f"{source.node}.id", str, nullable=False, signless=True)]
    if source.link is not None:
        ties.append(SortKey(f"{source.link}.key", str, nullable=False, free=True))
        if source.field is not None and source.field.forward is None:
            # Read either way, two of them may join the same two entities.
            ties.append(SortKey(f"startNode({source.link}).id", str, nullable=False, signless=True))
    asked: Sequence[Mapping[str, Any]] = arguments.get("orderBy") or []
    return order_of(compiler.model, compiler.profile, source.entity, source.node, asked, f"{at}.orderBy", ties)


def _edge(rows: PageRows, source: PageSource, edges: Selected) -> Expr:
    compiler = rows.compiler
    fields: list[tuple[str, Expr]] = []
    for selected in compiler.flat(edges.sets, source.edge):
        if selected.name == "__typename":
            expr = Expr(f"'{source.edge}'")
        elif selected.name == "cursor":
            expr = Expr(rows.order.cursor())
        elif selected.name == "node":
            expr = compiler.entity(source.entity, selected.sets, source.node, rows.block)
        else:
            expr = _link_value(rows, source, selected)
        fields.append((selected.key, expr))
    return obj(fields)


def _link_value(rows: PageRows, source: PageSource, selected: Selected) -> Expr:
    if source.link is None or source.field is None:
        raise KeyError(selected.name)
    if selected.name in ("since", "until"):
        return Expr(f"toString({source.link}.{selected.name})")
    if selected.name == "provenance":
        feeds = visible_feeds.of_links(rows.compiler.profile.purpose, (source.field.link.kind,), source.link)
        return rows.compiler.shape(PROVENANCE, selected.sets, provenance.scope(source.link, feeds), rows.block)
    prop = next(p for p in source.field.link.props if p.name == selected.name)
    return rows.compiler.link_leaf(prop, source.link, f"{source.edge}.{prop.name}")
