"""Root fields over entities: one by its natural key, nodes by id, and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import strawberry

from hub.access import counts_only
from hub.access.profile import Profile
from hub.errors import NotADebtorOfCase
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.connection import Only, list_page
from hub.questions.filters import keys_of
from hub.questions.kinds import api_type
from hub.questions.pattern import label_pattern, where
from hub.questions.root_costs import KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, Root, Types, listed
from hub.questions.slots import derived
from schema.declare import Lookup, Prop
from schema.errors import InvalidArgument
from schema.model import MODEL, ROOT, Model
from schema.validity import ended

#: What each row of a list costs that must fulfil a condition besides those asked for.
CONDITION = 8.0


def roots(model: Model = MODEL) -> Iterator[Root]:
    """The root fields over entities."""
    for kind in model.entities.values():
        if kind.lookup is not None:
            yield _lookup(model, kind.name, kind.lookup)
    yield Root(
        "node",
        "Anything by its global id.",
        lambda types: types["Node"] | None,
        lambda types: [Arg("id", strawberry.ID, "Global id.")],
        _node,
    )
    yield Root(
        "nodes",
        "Several by their global ids, in the order asked; null where there is none.",
        lambda types: listed(types["Node"] | None) | None,
        lambda types: [Arg("ids", list[strawberry.ID], "Global ids, at most 100.")],
        _nodes,
        cost=_nodes_cost,
    )
    for kind in model.entities.values():
        if kind.plural:
            yield _list(kind.plural, kind.name, f"{kind.description} ({kind.zh})")
    yield _list("debtors", "Party", "Parties that are judgment debtors of some case. (被执行人)", only=_is_debtor)


def _nodes_cost(start: Start) -> KnownCost:
    ids = start.arguments.get("ids")
    many = float(min(len(ids), start.page)) if isinstance(ids, list) else 1.0
    return 3.0 * many, {"nodes": many}


def one(compiler: Compiler, entity: str, var: str, selected: Selected) -> tuple[Block, Expr]:
    """The map of the single entity at `var`, and the block that binds what it needs."""
    block = Block(compiler.names, (var,))
    return block, compiler.entity(entity, selected.sets, var, block)


def _lookup(model: Model, entity: str, lookup: Lookup) -> Root:
    declared = {argument: model.prop(entity, prop) for argument, prop in lookup.by.items()}
    single = len(declared) == 1

    def args(types: Types) -> list[Arg]:
        found: list[Arg] = []
        for name, prop in declared.items():
            annotation = api_type(prop.kind)
            text = f"{prop.description} ({prop.zh})"
            found.append(Arg(name, annotation if single else annotation | None, text))
        return found

    def compile_(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
        arguments = {k: v for k, v in compiler.arguments("Query", selected).items() if v is not None}
        if not arguments:
            raise InvalidArgument(
                f"'{selected.key}' needs an identifier.",
                hint=f"Give {' or '.join(declared)}.",
                argument=selected.key,
            )
        var = compiler.names.variable("n")
        compiler.profile.check_entity(entity, selected.key)
        counts_only.check_rows(compiler.profile, entity, selected.key)
        wheres = [
            _identifier_test(compiler, entity, declared[name], var, value, f"{selected.key}.{name}")
            for name, value in arguments.items()
        ]
        seen = compiler.profile.subject(entity, var) or compiler.profile.node(entity, var)
        compiler.missing = _no_subject(compiler.profile, entity, selected.key)
        block, expr = one(compiler, entity, var, selected)
        match = f"MATCH ({var}{label_pattern(compiler.model, entity)})"
        lines = [match, where(*wheres, seen)]
        if not any(declared[name].identity for name in arguments):
            # A plate can pass to another car: the car that was registered last is the one that is meant.
            latest = f"{var}.{lookup.latest} IS NULL, {var}.{lookup.latest} DESC"
            lines.append(f"WITH {var} ORDER BY {ended(var)}, {latest}, {var}.id LIMIT 1")
        return [*lines, *block.lines()], expr

    noun = model.entity(entity)
    return Root(
        lookup.field,
        f"The {lookup.field} with this {' or '.join(declared)}; null where there is none. ({noun.zh})",
        lambda types: types[entity] | None,
        args,
        compile_,
    )


def _no_subject(profile: Profile, entity: str, at: str) -> NotADebtorOfCase | None:
    """What to answer where a look-up finds no party: the same whether the graph holds it or not."""
    if profile.purpose.subjects is None or entity not in profile.model.concrete_of("Party"):
        return None
    return NotADebtorOfCase(
        "This party is not a debtor in the basis case.",
        hint="Only debtors of the case may be asked about by identifier (R-AS-01); the attempt is recorded.",
        purpose=profile.purpose.name,
        field=at,
    )


def _identifier_test(compiler: Compiler, entity: str, prop: Prop, var: str, value: Any, at: str) -> str:
    # Only who may see the identifier whole may ask by it: a hit would confirm what the mask hides.
    seen = compiler.profile.tested(entity, prop, var, at)
    if prop.identity:
        text = f"{var}.key = {compiler.names.parameter(keys_of(entity, value))}"
    else:
        text = f"{var}.{prop.name} = {compiler.names.parameter(value)}"
    return text if seen is None else f"{text} AND {seen}"


def _node(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    var = compiler.names.variable("n")
    wheres = [f"{var}.id = {compiler.names.parameter(compiler.arguments('Query', selected)['id'])}"]
    seen = counts_only.row(compiler.profile, var)
    block, expr = one(compiler, ROOT, var, selected)
    return [
        f"MATCH ({var}:{ROOT})",
        where(*wheres, seen),
        *block.lines(),
    ], expr


def _nodes(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    ids = compiler.arguments("Query", selected)["ids"]
    many = derived(ids, lambda given: max(1, len(given)))
    compiler.tally.page(many, f"{selected.key}.ids")
    compiler.tally.enter(many, selected.key)
    var = compiler.names.variable("n")
    seen = counts_only.row(compiler.profile, var)
    block = Block(compiler.names, (var,))
    with block.conditional():
        expr = compiler.entity(ROOT, selected.sets, var, block)
    rows = collect(
        [
            f"UNWIND {compiler.names.parameter(ids)} AS id",
            f"OPTIONAL MATCH ({var}:{ROOT} {{id: id}})" + (f" WHERE {seen}" if seen else ""),
            *block.lines(),
            f"RETURN CASE WHEN {var} IS NULL THEN null ELSE {expr.text} END",
        ]
    )
    compiler.tally.leave()
    return [], Expr(rows, each(expr.finish))


def _is_debtor(compiler: Compiler, var: str) -> str:
    return compiler.filters.exists(compiler.model.prop("Party", "isDebtor"), var, "debtors")


def _list(field: str, entity: str, description: str, only: Only | None = None) -> Root:
    def compile_(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
        block = Block(compiler.names, ())
        expr = list_page(compiler, entity, selected, block, only)
        return block.lines(), expr

    return Root(
        field,
        description,
        lambda types: types.connection(entity) | None,
        lambda types: types.page_args(entity),
        compile_,
        condition=0.0 if only is None else CONDITION,
    )
