"""Anything the graph holds: the interface every entity shares."""

from schema.declare import Entity

ENTITY = Entity(
    name="Entity",
    zh="实体",
    en="Entity",
    description="Anything the graph holds, with its global id and where the hub knows it from.",
    abstract=True,
    props=(),
)
