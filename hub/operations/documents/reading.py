"""A request read: its document within limits and valid, the operation it names, and its variables coerced."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    VariableValues,
    Visitor,
    get_variable_values,
    validate,
    visit,
)

from hub.errors import LimitExceeded
from hub.operations.documents.limits import DocumentLimits
from hub.operations.documents.variables import Variables
from hub.operations.failures import failure, request_failure, without_value
from hub.support.caching import SegmentedCache
from schema.errors import InvalidArgument

#: Characters of all documents that are remembered; read, a document takes some hundred times its text.
MOST_CHARACTERS = 1_000_000
#: Few, because each error prints what it is about.
MOST_ERRORS = 3


class Refused(Exception):
    """The request cannot be run; carries what to say."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation of a valid document, read once for all requests that name it."""

    text: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Variables

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.node.operation

    @cached_property
    def sha256(self) -> str:
        """The hash of the document."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def fixed(self) -> bool:
        """Whether the same fields are selected whatever the variables are, because it has no directive."""
        return "@" not in self.text

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The texts written out in it and in the document's fragments, sorted."""
        found: set[str] = set()

        class Texts(Visitor):
            def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
                found.add(node.value)

        for node in (self.node, *self.fragments.values()):
            visit(node, Texts())
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What is to be run: an operation, and its variables coerced."""

    operation: Operation
    variables: VariableValues


class Reader:
    """Reads requests for one schema, each document once."""

    def __init__(self, schema: GraphQLSchema, limits: DocumentLimits) -> None:
        self._schema, self._limits = schema, limits
        self._kept: SegmentedCache[str, Mapping[str, Operation]] = SegmentedCache(MOST_CHARACTERS)

    def read(self, query: str, name: str | None, variables: Mapping[str, Any]) -> ReadRequest:
        """What a request asks to run; raises Refused."""
        operation = _choose_operation(self.operations(query), name)
        return ReadRequest(operation, self._variables(operation, variables))

    def operations(self, text: str) -> Mapping[str, Operation]:
        """The operations of a document by name; raises Refused."""
        found = self._kept.get(text)
        if found is None:
            found = self._operations(text)
            self._kept.put(text, found, len(text))
        return found

    def _operations(self, text: str) -> Mapping[str, Operation]:
        document = self._document(text)
        fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        found = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        return {
            "" if d.name is None else d.name.value: Operation(text, d, fragments, Variables.of(self._schema, d))
            for d in found
        }

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

    def _variables(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues:
        if given:
            try:
                self._limits.check_variables(given, operation.node.variable_definitions or ())
            except LimitExceeded as problem:
                raise Refused([failure(problem)]) from None
        values = operation.variables.coerced(given)
        if values is not None:
            return values
        # Once more as graphql-core does it, which finds the words for what is wrong.
        declared = operation.node.variable_definitions or ()
        found = get_variable_values(self._schema, declared, dict(given), max_errors=MOST_ERRORS)
        if isinstance(found, list):
            raise Refused([request_failure(error, "BAD_VARIABLES") for error in found])
        return found


def _choose_operation(operations: Mapping[str, Operation], name: str | None) -> Operation:
    if name is None and len(operations) == 1:
        return next(iter(operations.values()))
    # The operation without a name is not called ''.
    if name and name in operations:
        return operations[name]
    if name is not None:
        problem = without_value(f"The document has no operation named '{name[:80]}'.")
    elif operations:
        problem = "The document has several operations."
    else:
        problem = "The document has no operation."
    error = InvalidArgument(problem, hint="Name one of the document's operations in operationName.")
    raise Refused([failure(error)])
