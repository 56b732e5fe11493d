"""Root fields over entities: one by its natural key, nodes by id, and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import strawberry

from hub.questions.block import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.connection import Only, list_page
from hub.questions.filters import keys_of
from hub.questions.pattern import label_pattern
from hub.questions.selection import Selected
from hub.questions.shape import Arg, Root, Types, listed, optional
from hub.questions.slots import derived
from schema.declare import Prop
from schema.errors import InvalidArgument
from schema.model import MODEL, ROOT, Model

#: Root fields that find one entity by what identifies it: field, entity, argument -> property.
LOOKUPS: Sequence[tuple[str, str, Mapping[str, str]]] = (
    ("person", "Person", {"citizenId": "citizenId"}),
    ("company", "Company", {"uscc": "uscc"}),
    ("vehicle", "Vehicle", {"plate": "plateNo", "vin": "vin"}),
    ("case", "EnforcementCase", {"caseNumber": "caseNumber"}),
    ("agency", "Agency", {"code": "code"}),
)


def roots(model: Model = MODEL) -> Iterator[Root]:
    """The root fields over entities."""
    for field, entity, keys in LOOKUPS:
        yield _lookup(model, field, entity, keys)
    yield Root(
        "node",
        "Anything by its global id.",
        lambda types: optional(types["Node"]),
        lambda types: [Arg("id", strawberry.ID, "Global id.")],
        _node,
    )
    yield Root(
        "nodes",
        "Several by their global ids, in the order asked; null where there is none.",
        lambda types: optional(listed(optional(types["Node"]))),
        lambda types: [Arg("ids", list[strawberry.ID], "Global ids, at most 100.")],
        _nodes,
    )
    for entity_ in model.entities.values():
        if entity_.plural:
            yield _list(entity_.plural, entity_.name, f"{entity_.description} ({entity_.zh})")
    yield _list("debtors", "Party", "Parties that are judgment debtors of some case. (被执行人)", only=_is_debtor)


def one(compiler: Compiler, entity: str, var: str, selected: Selected) -> tuple[Block, Expr]:
    """The map of the single entity at `var`, and the block that binds what it needs."""
    block = Block(compiler.names, (var,))
    return block, compiler.entity(entity, selected.sets, var, block)


def _lookup(model: Model, field: str, entity: str, keys: Mapping[str, str]) -> Root:
    declared = {argument: model.prop(entity, prop) for argument, prop in keys.items()}
    single = len(keys) == 1

    def args(types: Types) -> list[Arg]:
        found: list[Arg] = []
        for name, prop in declared.items():
            annotation = types.scalar(prop.kind)
            text = f"{prop.description} ({prop.zh})"
            found.append(Arg(name, annotation if single else optional(annotation), text))
        return found

    def compile_(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
        arguments = {k: v for k, v in compiler.arguments("Query", selected).items() if v is not None}
        if not arguments:
            raise InvalidArgument(
                f"'{selected.key}' is asked for without an identifier.",
                hint=f"Give {' or '.join(keys)}.",
                argument=selected.key,
            )
        var = compiler.names.variable("n")
        compiler.profile.check_entity(entity, selected.key)
        compiler.profile.check_rows(entity, selected.key)
        wheres = [
            _is(compiler, entity, declared[name], var, value, f"{selected.key}.{name}")
            for name, value in arguments.items()
        ]
        seen = compiler.profile.subject(entity, var) or compiler.profile.node(entity, var)
        compiler.missing = compiler.profile.no_subject(entity, selected.key)
        block, expr = one(compiler, entity, var, selected)
        match = f"MATCH ({var}{label_pattern(compiler.model, entity)})"
        lines = [match, f"WHERE {' AND '.join([*wheres, *([seen] if seen else [])])}"]
        if not any(declared[name].identity for name in arguments):
            # A plate is not an identity: it can pass to another car. The one registered last is the one meant.
            latest = f"{var}.registeredAt IS NULL, {var}.registeredAt DESC"
            lines.append(f"WITH {var} ORDER BY {var}.until IS NOT NULL, {latest}, {var}.id LIMIT 1")
        return [*lines, *block.lines()], expr

    noun = model.entity(entity)
    return Root(
        field,
        f"The {field} with this {' or '.join(keys)}; null where there is none. ({noun.zh})",
        lambda types: optional(types[entity]),
        args,
        compile_,
    )


def _is(compiler: Compiler, entity: str, prop: Prop, var: str, value: Any, at: str) -> str:
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
    seen = compiler.profile.node(ROOT, var)
    block, expr = one(compiler, ROOT, var, selected)
    return [
        f"MATCH ({var}:{ROOT})",
        f"WHERE {' AND '.join([*wheres, *([seen] if seen else [])])}",
        *block.lines(),
    ], expr


def _nodes(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    ids = compiler.arguments("Query", selected)["ids"]
    many = derived(ids, lambda given: max(1, len(given)))
    compiler.budget.page(many, f"{selected.key}.ids")
    compiler.budget.enter(many, selected.key)
    var = compiler.names.variable("n")
    seen = compiler.profile.node(ROOT, var)
    block, expr = one(compiler, ROOT, var, selected)
    rows = collect(
        [
            f"UNWIND {compiler.names.parameter(ids)} AS id",
            f"OPTIONAL MATCH ({var}:{ROOT} {{id: id}})" + (f" WHERE {seen}" if seen else ""),
            *block.lines(),
            f"RETURN CASE WHEN {var} IS NULL THEN null ELSE {expr.text} END",
        ]
    )
    compiler.budget.leave()
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
        lambda types: optional(types.connection(entity)),
        lambda types: types.page_args(entity),
        compile_,
    )
