"""The variables of an operation: their types are looked up once, their values coerced with every request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode, Undefined, is_non_null_type
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource
from graphql.utilities import coerce_input_value

from hub.operations.documents.rows import RowBounds


@dataclass(frozen=True, slots=True)
class Variables:
    """The declared variables of an operation, by their names; None where one has a type that is no input."""

    signatures: Mapping[str, GraphQLVariableSignature] | None
    #: Those that are lists of flat maps of texts, which are coerced without a call for each value.
    rows: Mapping[str, RowBounds] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: GraphQLSchema, operation: OperationDefinitionNode) -> Self:
        """Those that an operation declares."""
        found: dict[str, GraphQLVariableSignature] = {}
        for node in operation.variable_definitions or ():
            signature = get_variable_signature(schema, node)
            if isinstance(signature, GraphQLError):
                return cls(None)
            found[signature.name] = signature
        rows = {name: RowBounds.of(signature.type) for name, signature in found.items()}
        return cls(found, {name: each for name, each in rows.items() if each is not None})

    def coerced(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values as graphql-core coerces them, or None where it must look itself: at defaults, and at mistakes."""
        if self.signatures is None:
            return None
        sources: dict[str, VariableValueSource] = {}
        values: dict[str, Any] = {}
        for name, signature in self.signatures.items():
            if name not in given:
                if signature.default is not None or is_non_null_type(signature.type):
                    return None
                sources[name] = VariableValueSource(signature)
                continue
            rows = self.rows.get(name)
            value = None if rows is None else rows.coerced(given[name])
            if value is None:
                value = coerce_input_value(given[name], signature.type)
            if value is Undefined:
                return None
            sources[name] = VariableValueSource(signature, given[name])
            values[name] = value
        return VariableValues(sources, values)
