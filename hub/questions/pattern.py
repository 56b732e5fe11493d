"""How entities and links are written in a MATCH pattern."""

from __future__ import annotations

from schema.model import ROOT, LinkField, Model


def label_pattern(model: Model, entity: str) -> str:
    """The labels of an entity's nodes, all of them, so that the planner may use the index on any: ':Party:Person'."""
    if entity == ROOT:
        return f":{ROOT}"
    return "".join(f":{label}" for label in model.labels(entity) if label != ROOT)


def link_pattern(field: LinkField, var: str) -> str:
    """The relationship of a link field seen from the node on its left: '-[r:OWNS]->', '<-[r:OWNS]-' or '-[r:X]-'."""
    left = "<-" if field.forward is False else "-"
    right = "->" if field.forward is True else "-"
    return f"{left}[{var}:{field.link.kind}]{right}"
