"""The names of the GraphQL types that derive from the model."""

from __future__ import annotations

from schema.model import LinkField


def pascal(name: str) -> str:
    """'vehicles' -> 'Vehicles'."""
    return name[0].upper() + name[1:]


def where_input(entity: str) -> str:
    """The filter of an entity."""
    return f"{entity}Where"


def link_where_input(entity: str) -> str:
    """The quantified filter over links that lead to an entity."""
    return f"{entity}LinkWhere"


def order_input(entity: str) -> str:
    """The sort keys of an entity."""
    return f"{entity}Order"


def connection(entity: str) -> str:
    """The page of a list field."""
    return f"{entity}Connection"


def edge(entity: str) -> str:
    """One row of a list field's page."""
    return f"{entity}Edge"


def link_connection(field: LinkField) -> str:
    """The page of a link field; it belongs to the entity that declares the field."""
    return f"{field.owner}{pascal(field.name)}Connection"


def link_edge(field: LinkField) -> str:
    """One row of a link field's page, with the link's own properties."""
    return f"{field.owner}{pascal(field.name)}Edge"


def narrowing(entity: str) -> str:
    """The filter field of an interface that asks for one of its types: 'asPerson'."""
    return f"as{entity}"
