"""The GraphQL schema: entities from the model, and all that capabilities declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLSchema

from hub.api.build import fill, object_type, output, schema
from hub.api.entities import Entities
from hub.api.inputs import Inputs
from hub.api.scalars import scalar_map
from hub.capabilities.catalogue import CAPABILITIES
from hub.capabilities.declare import Capability
from hub.questions.access_directive import Access
from hub.questions.change import Change
from hub.questions.resolver import Resolver
from hub.questions.shape import Root
from schema.model import MODEL, Model
from schema.values import Realm


@dataclass(frozen=True)
class Api:
    """The schema as strawberry made it, as graphql-core executes it, and the root fields behind it."""

    strawberry: strawberry.Schema
    graphql: GraphQLSchema
    roots: Mapping[str, Root | Resolver]
    changes: Mapping[str, Change | Resolver]
    model: Model
    realm: Realm

    @property
    def sdl(self) -> str:
        """The schema in the schema definition language."""
        return self.strawberry.as_str() + "\n"


def build_api(realm: Realm, model: Model = MODEL, capabilities: Mapping[str, Capability] = CAPABILITIES) -> Api:
    """Make the schema for a realm (which identifiers are accepted differs; the types do not)."""
    declared = list(capabilities.values())
    types = Entities(model, Inputs(model))
    shapes = [shape for each in declared for shape in each.shapes]
    for shape in shapes:
        types.declare(shape)
    for shape in shapes:
        types.complete(shape)
    roots = {root.name: root for each in declared for root in each.all_roots(model)}
    changes = {change.name: change for each in declared for change in each.changes}
    query = object_type("Query", "Questions. Each root field is answered by one statement.")
    fill(query, [_field(each, types) for each in roots.values()])
    mutation = object_type("Mutation", "Changes. Each is written whole, or not at all.")
    fill(mutation, [_field(each, types) for each in changes.values()])
    scalars = scalar_map(realm, [kind for each in declared for kind in each.kinds])
    made, core = schema(query, mutation, [types[entity.name] for entity in model.concrete], scalars)
    return Api(made, core, roots, changes, model, realm)


def _field(declared: Root | Change | Resolver, types: Entities) -> Any:
    """A root field as strawberry declares it."""
    if isinstance(declared, Resolver):
        return declared.field()
    type_ = declared.type(types) if isinstance(declared, Root) else types[declared.answer]
    return output(declared.name, type_, declared.description, declared.args(types), [Access(group=declared.group)])
