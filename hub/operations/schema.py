"""What operations need of the API: the GraphQL schema, and the root fields behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from graphql import GraphQLSchema

from hub.questions.change import Change
from hub.questions.resolver import Resolver
from hub.questions.shape import Root
from schema.model import Model
from schema.values import Realm


class Schema(Protocol):
    """The API of a realm; `hub/api/schema.py` makes it."""

    @property
    def graphql(self) -> GraphQLSchema:
        """The schema that requests are validated against."""

    @property
    def roots(self) -> Mapping[str, Root | Resolver]:
        """The root fields of queries, by name."""

    @property
    def changes(self) -> Mapping[str, Change | Resolver]:
        """The root fields of mutations, by name."""

    @property
    def model(self) -> Model:
        """The model that questions are compiled against."""

    @property
    def realm(self) -> Realm:
        """Which identifiers are taken."""
