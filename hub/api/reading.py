"""A request read: its document within limits and valid, the operation it names, and its variables coerced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values

from hub.api.document_limits import DocumentLimits
from hub.api.failures import failure, request_failure, without_value
from schema.errors import InvalidArgument, LimitExceeded

#: The longest document, in characters, whose reading and checking are remembered.
REMEMBERED = 20_000
#: Few, because each error prints what it is about.
MOST_ERRORS = 3


class Refused(Exception):
    """The request cannot be run; carries what to say."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Read:
    """What is to be run."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues


class Reader:
    """Reads requests for one schema."""

    def __init__(self, schema: GraphQLSchema, limits: DocumentLimits) -> None:
        self._schema, self._limits = schema, limits
        self._remembered = lru_cache(maxsize=512)(self._document)

    def read(self, query: str, name: str | None, variables: Mapping[str, Any]) -> Read:
        """What a request asks to run; raises Refused."""
        # Long documents are read each time: remembered, a few hundred of them would fill the memory.
        document = self._remembered(query) if len(query) <= REMEMBERED else self._document(query)
        operation = _operation(document, name)
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        return Read(document, operation, fragments, self._variables(operation, variables))

    def _document(self, text: str) -> DocumentNode:
        try:
            document = self._limits.parse(text)
        except LimitExceeded as problem:
            raise Refused([failure(problem)]) from None
        except GraphQLSyntaxError as problem:
            raise Refused([request_failure(problem, "GRAPHQL_PARSE_FAILED")]) from None
        except GraphQLError as problem:
            raise Refused([request_failure(problem, "GRAPHQL_VALIDATION_FAILED")]) from None
        errors = validate(self._schema, document, max_errors=MOST_ERRORS)
        if errors:
            raise Refused([request_failure(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        return document

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> VariableValues:
        try:
            self._limits.check_variables(given, operation.variable_definitions or ())
        except LimitExceeded as problem:
            raise Refused([failure(problem)]) from None
        declared = operation.variable_definitions or ()
        values = get_variable_values(self._schema, declared, dict(given), max_errors=MOST_ERRORS)
        if isinstance(values, list):
            raise Refused([request_failure(error, "BAD_VARIABLES") for error in values])
        return values


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name is not None:
        operations = [o for o in operations if o.name is not None and o.name.value == name]
    if len(operations) == 1:
        return operations[0]
    if name is not None:
        problem = without_value(f"The document has no operation named '{name[:80]}'.")
    elif operations:
        problem = "The document has several operations."
    else:
        problem = "The document has no operation."
    error = InvalidArgument(problem, hint="Name one of the document's operations in operationName.")
    raise Refused([failure(error)])
