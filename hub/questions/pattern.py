"""How entities and links are written in a MATCH pattern."""

from __future__ import annotations

from schema.model import LinkField, Model


def label_pattern(model: Model, entity: str) -> str:
    """All labels of an entity, where a question starts: the planner may use an index on any. ':Entity:Party:Person'."""
    return "".join(f":{label}" for label in dict.fromkeys(model.labels(entity)))


def link_pattern(field: LinkField, var: str) -> str:
    """The relationship of a link field seen from the node on its left: '-[r:OWNS]->', '<-[r:OWNS]-' or '-[r:X]-'."""
    left = "<-" if field.forward is False else "-"
    right = "->" if field.forward is True else "-"
    return f"{left}[{var}:{field.link.kind}]{right}"


def where(*conditions: str | None) -> str:
    """The WHERE of those conditions that are there: 'WHERE a AND b', or nothing."""
    there = [each for each in conditions if each]
    return f"WHERE {' AND '.join(there)}" if there else ""
