"""How large a document and its variables may be, checked in time linear in them and before graphql-core validates.

Validation compares fields that share a response key pair by pair, and prints every value it refuses: a document made
for it takes seconds. What is counted here bounds what validating, flattening and compiling can cost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLSyntaxError,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    Source,
    VariableDefinitionNode,
)
from graphql.language.parser import Parser

from hub.capabilities.catalogue import BULK
from hub.capabilities.declare import Bulk
from hub.errors import LimitExceeded
from hub.operations.documents.size import measure, merged_pairs

_LEAVES = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The limits of one document and its variables.

    `selections`, `aliases`, `directives` and `depth` count every fragment in each place where it is spread. `merges`:
    comparisons of fields that share a place in the answer. `values`: of one argument, written out. `nesting`: of input
    values. `variables`: bytes. `items`: values in all variables. Lists that are declared `BULK` count apart.
    """

    characters: int = 50_000
    tokens: int = 3_000
    comments: int = 1_000
    operations: int = 20
    fragments: int = 50
    depth: int = 30
    selections: int = 2_000
    aliases: int = 100
    directives: int = 100
    merges: int = 3_000
    values: int = 500
    nesting: int = 40
    variables: int = 100_000
    items: int = 5_000

    def parse(self, text: str) -> DocumentNode:
        """The document, within its limits but not yet validated; raises LimitExceeded, or GraphQLError."""
        self.hold("characters", len(text), "Leave out what is not needed, and send values in variables.")
        parser = _LimitedParser(text, self)
        try:
            document = parser.parse_document()
        except RecursionError:
            raise GraphQLSyntaxError(Source(text), 0, "The document is nested too deeply to be read.") from None
        size = measure(document, self)
        for limit, hint in _HINTS.items():
            self.hold(limit, getattr(size, limit), hint)
        # Only now: it walks what the fragments add up to.
        self.hold("merges", merged_pairs(document, self.merges), "Select each field once in a place.")
        return document

    def check_variables(self, variables: Mapping[str, Any], declared: Sequence[VariableDefinitionNode] = ()) -> None:
        """Refuse variables that are too many, too deep or too long; raises LimitExceeded."""
        bulk = _bulk(variables, declared)
        plain = {name: value for name, value in variables.items() if name not in bulk}
        self._check(plain, self.items, self.variables)
        for limit in dict.fromkeys(bulk.values()):
            lists = {name: variables[name] for name, each in bulk.items() if each is limit}
            entries = sum(len(each) for each in lists.values())
            if entries > limit.entries:
                raise LimitExceeded(
                    f"The variables hold {entries:,} {limit.name}; {limit.entries:,} are allowed.",
                    hint="Ask in several operations.",
                    limit=limit.name,
                    allowed=limit.entries,
                )
            self._check(lists, limit.items, limit.size)

    def _check(self, variables: Mapping[str, Any], most: int, size: int) -> None:
        level: list[Any] = [variables]
        items = depth = 0
        # Level by level: what is nested deeply must not nest calls.
        while level:
            inner: list[Collection[Any]] = [each.values() if isinstance(each, Mapping) else each for each in level]
            found = sum(map(len, inner))
            items += found
            depth += bool(found)
            _hold("items", items, most, "Send fewer values at once.")
            self.hold("nesting", depth, "Nest the values less deeply.")
            # Mostly texts alone, which hold nothing; one look at the types of all tells.
            deeper = not _LEAVES.issuperset(map(type, chain.from_iterable(inner)))
            level = [each for each in chain.from_iterable(inner) if isinstance(each, Mapping | list)] if deeper else []
        _hold("variables", len(orjson.dumps(dict(variables))), size, "Send fewer or shorter values at once.")

    def hold(self, limit: str, found: int, hint: str) -> None:
        """Raise LimitExceeded where more was found than the limit allows."""
        _hold(limit, found, getattr(self, limit), hint)


def _hold(limit: str, found: int, allowed: int, hint: str) -> None:
    if found > allowed:
        raise LimitExceeded(f"{_WORDS[limit]} {allowed:,}.", hint=hint, limit=limit, allowed=allowed)


def _bulk(variables: Mapping[str, Any], declared: Sequence[VariableDefinitionNode]) -> dict[str, Bulk]:
    """The variables that are lists of a bulk type, or long texts, as the operation declares them."""
    found: dict[str, Bulk] = {}
    for each in declared:
        kind = each.type.type if isinstance(each.type, NonNullTypeNode) else each.type
        name = each.variable.name.value
        if not isinstance(kind, ListTypeNode):
            text = BULK.get(kind.name.value) if isinstance(kind, NamedTypeNode) else None
            if text is not None and isinstance(variables.get(name), str):
                found[name] = text
            continue
        entry = kind.type.type if isinstance(kind.type, NonNullTypeNode) else kind.type
        limit = BULK.get(entry.name.value) if isinstance(entry, NamedTypeNode) else None
        if limit is not None and isinstance(variables.get(name), list):
            found[name] = limit
    return found


_PARTS = "Ask for it in several operations."
#: What is measured of a document, and what to do where it is too much.
_HINTS: Mapping[str, str] = {
    "operations": "Send each operation in a document of its own.",
    "fragments": "Leave out fragments, or write some of them where they are spread.",
    "depth": "Ask for fewer levels, and continue from the ids in the answer.",
    "selections": _PARTS,
    "aliases": f"{_PARTS} Lists and nodes(ids) answer many entities under one name.",
    "directives": _PARTS,
    "values": "Send long lists in variables.",
    "nesting": "Nest the values less deeply.",
}
_WORDS: Mapping[str, str] = {
    "characters": "The characters of a document are at most",
    "tokens": "The tokens of a document are at most",
    "operations": "The operations of a document are at most",
    "fragments": "The fragments of a document are at most",
    "depth": "Selections may stand within one another to a depth of at most",
    "selections": "The fields and fragments selected, each counted wherever it is spread, are at most",
    "aliases": "The aliases of a document are at most",
    "directives": "The directives of a document are at most",
    "merges": "The fields selected again in one place have to be compared more often than",
    "values": "The values written out in one argument are at most",
    "nesting": "Input values may stand within one another to a depth of at most",
    "variables": "The bytes of the variables are at most",
    "items": "The values in the variables are at most",
}


class _LimitedParser(Parser):
    """Stops at the limit of tokens with an error of our own: only its wording tells the library's error from others."""

    def __init__(self, text: str, limits: DocumentLimits) -> None:
        # The start and the end of the text are read like tokens.
        self._read, self._limits = -1, limits
        super().__init__(Source(text), max_comments=limits.comments)

    def advance_lexer(self) -> None:
        """Go on to the next token, unless it is one too many."""
        self._limits.hold("tokens", self._read, _PARTS)
        self._read += 1
        super().advance_lexer()
