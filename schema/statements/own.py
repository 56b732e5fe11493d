"""Steps that write the hub's own nodes, as `schema/own/` declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schema.declare_own import NEW, OwnNode
from schema.own_nodes import OWN
from schema.statements.write import At, Draft


@dataclass(frozen=True, slots=True)
class KeepOwn:
    """The own node of a key, created where it is not there; `created` are values of a new one, `values` of any."""

    at: At
    key: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    created: Mapping[str, Any] = field(default_factory=dict)

    def clause(self, draft: Draft) -> str:
        """A MERGE by the key."""
        node = OWN[self.at.kind]
        _touch(_named(self.at, node, self.key), node, draft, {**self.key, **self.created, **self.values})
        lines = [_merge(self.at, node, self.key, draft)]
        if self.created:
            lines.append(f"ON CREATE SET {_sets(self.at, node, self.created, draft)}")
        if self.values:
            lines.append(f"SET {_sets(self.at, node, self.values, draft)}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class KeepOnce:
    """The own node of a key, where it was not there before; otherwise the statement goes no further."""

    at: At
    key: Mapping[str, Any]
    values: Mapping[str, Any]

    def clause(self, draft: Draft) -> str:
        """A MERGE, and what tells whether it has created the node."""
        node, var = OWN[self.at.kind], self.at.var
        _touch(_named(self.at, node, self.key), node, draft, {**self.key, **self.values})
        sets = _sets(self.at, node, self.values, draft)
        merged = _merge(self.at, node, self.key, draft)
        return f"{merged}\nON CREATE SET {var}.{NEW} = true, {sets}\nWITH * WHERE {var}.{NEW}\nREMOVE {var}.{NEW}"


@dataclass(frozen=True, slots=True)
class AddOwn:
    """A new own node."""

    at: At
    values: Mapping[str, Any]

    def clause(self, draft: Draft) -> str:
        """A CREATE."""
        node = OWN[self.at.kind]
        _touch(_named(self.at, node, self.values), node, draft, self.values)
        return f"CREATE ({self.at.var}:{node.name})\nSET {_sets(self.at, node, self.values, draft)}"


@dataclass(frozen=True, slots=True)
class SetOwn:
    """New values of an own node that an earlier step has found; null takes a value away."""

    at: At
    values: Mapping[str, Any]

    def clause(self, draft: Draft) -> str:
        """A SET."""
        node = OWN[self.at.kind]
        _touch(self.at, node, draft, self.values)
        return f"SET {_sets(self.at, node, self.values, draft)}"


@dataclass(frozen=True, slots=True)
class RemoveOwn:
    """Removes an own node that an earlier step has found; raises KeyError for one that may not be removed."""

    at: At

    def clause(self, draft: Draft) -> str:
        """A DETACH DELETE."""
        node = OWN[self.at.kind]
        _check_may_go(node)
        _touch(self.at, node, draft, {prop.name: None for prop in node.props})
        return f"DETACH DELETE {self.at.var}"


@dataclass(frozen=True, slots=True)
class ForgetSpent:
    """Removes the own nodes of a kind that are worth nothing any more at a moment; so it touches nothing."""

    kind: str
    moment: Any

    def clause(self, draft: Draft) -> str:
        """A subquery of its own."""
        node = OWN[self.kind]
        _check_may_go(node)
        var = "spent"
        end = draft.value(var, node.spent, node.prop(node.spent).kind, self.moment)
        return f"CALL () {{ MATCH ({var}:{node.name}) WHERE {var}.{node.spent} < {end} DETACH DELETE {var} }}"


@dataclass(frozen=True, slots=True)
class LinkOwn:
    """A link from an own node to an entity or another own node; no right depends on it."""

    source: At
    kind: str
    target: At

    def clause(self, draft: Draft) -> str:
        """A MERGE."""
        OWN[self.source.kind].link(self.kind, self.target.kind)
        return f"MERGE ({self.source.var})-[:{self.kind}]->({self.target.var})"


def _merge(at: At, node: OwnNode, key: Mapping[str, Any], draft: Draft) -> str:
    if set(key) != set(node.key):
        raise KeyError(f"the key of {node.name} is {', '.join(node.key)}")
    parts = ", ".join(f"{name}: {draft.value(at.var, name, node.prop(name).kind, key[name])}" for name in node.key)
    return f"MERGE ({at.var}:{node.name} {{{parts}}})"


def _sets(at: At, node: OwnNode, values: Mapping[str, Any], draft: Draft) -> str:
    return ", ".join(
        f"{at.var}.{name} = {draft.value(at.var, name, node.prop(name).kind, value)}" for name, value in values.items()
    )


def _named(at: At, node: OwnNode, values: Mapping[str, Any]) -> At:
    """The node with the value of its key, where the statement gives it."""
    value = values.get(node.key[0]) if len(node.key) == 1 else None
    return At(at.var, at.kind, value) if at.id is None and isinstance(value, str) else at


def _touch(at: At, node: OwnNode, draft: Draft, values: Mapping[str, Any]) -> None:
    if not node.rights or not any(node.prop(name).rights for name in values):
        return
    if at.id is None:
        draft.everything = True
    else:
        draft.marks.values(at.id, node.name)


def _check_may_go(node: OwnNode) -> None:
    if not node.may_go:
        raise KeyError(f"no {node.name} is ever removed")
