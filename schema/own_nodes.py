"""All nodes that the hub keeps for itself: walks `schema/own/` and checks what is declared there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

import schema.own
from schema.declare_own import OwnNode
from schema.discover import Declared
from schema.errors import DeclarationError
from schema.model import MODEL, Model

_NODES = Declared(
    "NODE", OwnNode, "Write NODE = OwnNode(…), one to a file.", lambda node: node.name, lambda node: _snake(node.name)
)


def load(package: ModuleType = schema.own, model: Model = MODEL) -> dict[str, OwnNode]:
    """Walk the folder and return the checked nodes by name; raises DeclarationError for anything malformed."""
    found = {node.name: node for _, node in _NODES.walk(package)}
    check(found, model)
    return found


def check(nodes: Mapping[str, OwnNode], model: Model) -> None:
    """Check the declarations against each other and against the model; raises DeclarationError."""
    for node in nodes.values():
        if node.name in model.entities:
            raise DeclarationError(f"{node.name} is an entity already.", hint="Give the hub's own node another name.")
        for link in node.links:
            if link.kind in model.links:
                raise DeclarationError(
                    f"{node.name} names its link {link.kind}, as entities do.",
                    hint="Rights follow links of entities: give the link another name.",
                )
            if link.target not in model.entities and link.target not in nodes:
                raise DeclarationError(
                    f"{node.name} links to '{link.target}', which is not declared.", hint="Correct the name."
                )
    names = list(_names(nodes.values()))
    if len(set(names)) < len(names):
        raise DeclarationError("Two constraints or indexes have one name.", hint="Rename one of them.")


def _names(nodes: Iterable[OwnNode]) -> Iterator[str]:
    for node in nodes:
        yield from ([node.constraint] if node.constraint else ())
        yield from (name for each in node.props for name in (each.index, each.unique) if name)


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


#: All that are declared, by name.
OWN: Mapping[str, OwnNode] = load()
