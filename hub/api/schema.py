"""The GraphQL schema: joins what the capabilities declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from hub.access.explain import CHOICES as ACCESS_CHOICES
from hub.access.explain import ROOTS as ACCESS_ROOTS
from hub.access.explain import SHAPES as ACCESS_SHAPES
from hub.access.listing import ROOTS as LISTING_ROOTS
from hub.access.listing import SHAPES as LISTING_SHAPES
from hub.access.registering import CHANGES as REGISTER_CHANGES
from hub.access.registering import CHOICES as REGISTER_CHOICES
from hub.access.registering import ROOTS as REGISTER_ROOTS
from hub.access.registering import SHAPES as REGISTER_SHAPES
from hub.api.build import fill, object_type, output
from hub.api.entities import Entities
from hub.api.inputs import Inputs
from hub.api.scalars import make
from hub.audit.question import CHOICES as AUDIT_CHOICES
from hub.audit.question import ROOTS as AUDIT_ROOTS
from hub.audit.question import SHAPES as AUDIT_SHAPES
from hub.changes import Change
from hub.charts.fields import CHANGES as CHART_CHANGES
from hub.charts.fields import KINDS
from hub.charts.fields import ROOTS as CHART_ROOTS
from hub.charts.fields import SHAPES as CHART_SHAPES
from hub.flags.mutations import CHANGES as FLAG_CHANGES
from hub.paths.expand import ROOTS as EXPAND_ROOTS
from hub.paths.expand import SHAPES as EXPAND_SHAPES
from hub.paths.neighbourhood import ROOTS as NEIGHBOURHOOD_ROOTS
from hub.paths.neighbourhood import SHAPES as NEIGHBOURHOOD_SHAPES
from hub.paths.shortest import ROOTS as PATH_ROOTS
from hub.paths.shortest import SHAPES as PATH_SHAPES
from hub.questions.entities import roots as entity_roots
from hub.questions.links import CHOICES as LINK_CHOICES
from hub.questions.links import SHAPES as LINK_SHAPES
from hub.questions.shape import Root
from hub.screening.fields import CHOICES as SCREENING_CHOICES
from hub.screening.fields import ROOTS as SCREENING_ROOTS
from hub.screening.fields import SHAPES as SCREENING_SHAPES
from hub.search.question import CHOICES as SEARCH_CHOICES
from hub.search.question import ROOTS as SEARCH_ROOTS
from hub.search.question import SHAPES as SEARCH_SHAPES
from schema.errors import DeclarationError
from schema.model import MODEL, Model
from schema.values import Realm

ROOTS = (
    *ACCESS_ROOTS,
    *AUDIT_ROOTS,
    *LISTING_ROOTS,
    *SCREENING_ROOTS,
    *REGISTER_ROOTS,
    *SEARCH_ROOTS,
    *EXPAND_ROOTS,
    *NEIGHBOURHOOD_ROOTS,
    *PATH_ROOTS,
    *CHART_ROOTS,
)
CHANGES = (*FLAG_CHANGES, *CHART_CHANGES, *REGISTER_CHANGES)
CHOICES = (*ACCESS_CHOICES, *AUDIT_CHOICES, *REGISTER_CHOICES, *LINK_CHOICES, *SCREENING_CHOICES, *SEARCH_CHOICES)
SHAPES = (
    *ACCESS_SHAPES,
    *AUDIT_SHAPES,
    *LISTING_SHAPES,
    *SCREENING_SHAPES,
    *REGISTER_SHAPES,
    *LINK_SHAPES,
    *SEARCH_SHAPES,
    *EXPAND_SHAPES,
    *NEIGHBOURHOOD_SHAPES,
    *PATH_SHAPES,
    *CHART_SHAPES,
)

Declared = TypeVar("Declared", Root, Change)


@dataclass(frozen=True)
class Api:
    """The schema as strawberry made it, as graphql-core executes it, and the root fields behind it."""

    strawberry: strawberry.Schema
    graphql: GraphQLSchema
    roots: Mapping[str, Root]
    changes: Mapping[str, Change]
    model: Model
    realm: Realm

    @property
    def sdl(self) -> str:
        """The schema in the schema definition language."""
        return self.strawberry.as_str() + "\n"


def build_api(realm: Realm, model: Model = MODEL) -> Api:
    """Make the schema for a realm (which identifiers are accepted differs; the types do not)."""
    scalars = make({**model.choices(), **{choice.name: choice for choice in CHOICES}}, realm, KINDS)
    types = Entities(model, scalars, Inputs(model, scalars))
    for shape in SHAPES:
        types.declare(shape)
    for shape in SHAPES:
        types.complete(shape)
    roots = _by_name([*entity_roots(model), *ROOTS])
    changes = _by_name(CHANGES)
    query = object_type("Query", "Questions. Each root field is answered by one statement.")
    fill(query, [output(r.name, r.type(types), r.description, r.args(types)) for r in roots.values()])
    mutation = object_type("Mutation", "Changes. Each is written whole, or not at all.")
    fill(mutation, [output(c.name, types[c.answer], c.description, c.args(types)) for c in changes.values()])
    made = strawberry.Schema(
        query=query,
        mutation=mutation,
        types=[types[entity.name] for entity in model.concrete],
        config=StrawberryConfig(scalar_map=dict(scalars.definitions)),
    )
    core = made._schema  # strawberry offers no public way to the schema that graphql-core validates against
    return Api(made, core, roots, changes, model, realm)


def _by_name(declared: Iterable[Declared]) -> dict[str, Declared]:
    found: dict[str, Declared] = {}
    for each in declared:
        if each.name in found:
            raise DeclarationError(f"Two capabilities declare a root field '{each.name}'.", hint="Rename one.")
        found[each.name] = each
    return found
