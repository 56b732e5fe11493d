"""The root fields of a prepared request, compiled for a profile."""

from __future__ import annotations

from graphql import GraphQLError, VariableValues

from hub.access.profile import Profile
from hub.operations.preparation import Preparer
from hub.operations.request import Prepared
from hub.questions.blocks import Block
from hub.questions.change import Change
from hub.questions.compiler import Compiler
from hub.questions.limits import Tally
from hub.questions.plans import CompileAll, Planned
from hub.questions.root import compile_root, planned
from hub.questions.selection import Selected
from hub.questions.shape import Root
from schema.errors import LinkageError

#: What stands between the clauses that bind and the expression of the value, where a change's answer is compiled.
VALUE = "RETURN /* what was changed */ "


def compiler_of(preparer: Preparer, prepared: Prepared, profile: Profile, variables: VariableValues) -> Compiler:
    """A compiler for one root field."""
    api, tally = preparer.api, Tally(preparer.limits)
    return Compiler(api.model, api.graphql, profile, prepared.operation.fragments, variables, tally, api.realm)


def compile_queries(preparer: Preparer, prepared: Prepared, profile: Profile) -> CompileAll:
    """What compiles the root fields of a query for a profile."""

    def compile_(root: Selected, variables: VariableValues) -> Planned:
        declared = preparer.api.roots.get(root.name)
        if not isinstance(declared, Root):
            return None
        try:
            profile.check_group(declared.group, root.key)
            return compile_root(declared, compiler_of(preparer, prepared, profile, variables), root)
        except (LinkageError, GraphQLError) as problem:
            return problem

    return lambda variables: [compile_(root, variables) for root in prepared.roots]


def compile_readings(preparer: Preparer, prepared: Prepared, profile: Profile) -> CompileAll:
    """What compiles how the answers of a mutation's root fields are read, for a profile."""

    def compile_(root: Selected, variables: VariableValues) -> Planned:
        change = preparer.api.changes.get(root.name)
        if not isinstance(change, Change):
            return None
        try:
            compiler = compiler_of(preparer, prepared, profile, variables)
            block = Block(compiler.names, ("n", "done"))
            expr = compiler.entity(change.answer, root.sets, "n", block)
            return planned(compiler, root, "\n".join([*block.lines(), f"{VALUE}{expr.text}"]), expr.finish)
        except (LinkageError, GraphQLError) as problem:
            return problem

    return lambda variables: [compile_(root, variables) for root in prepared.roots]
