"""Requests made to hurt, and with what each is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

LIMIT, PARSE, INVALID = "LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"
BAD = "INVALID_ARGUMENT"
#: What the hub of these tests takes, as production does.
MAX_BODY = 2_097_152
#: The basis that shows everything of an invented city.
EVERYTHING = '{"purpose": "DEMONSTRATION"}'


@dataclass(frozen=True)
class Hostile:
    """A body, the code it is refused with, and the limit it names, if it is one."""

    body: bytes
    code: str
    limit: str | None = None


def document(text: str, code: str = LIMIT, limit: str | None = None, **variables: Any) -> Hostile:
    """A request with this document."""
    return Hostile(json.dumps({"query": text, "variables": variables}).encode(), code, limit)


def spreading(pairs: int) -> str:
    """Fragments that spread the next one twice: 2 ** pairs fields."""
    each = " ".join(f"fragment F{i} on Person {{ ...F{i + 1} ...F{i + 1} }}" for i in range(pairs))
    return f"{{ persons {{ nodes {{ ...F0 }} }} }} {each} fragment F{pairs} on Person {{ id }}"


def nested(opening: str, closing: str, depth: int, inside: str = "") -> str:
    """A text within itself."""
    return opening * depth + inside + closing * depth


def times(number: int, template: str) -> str:
    """A template with each number."""
    return " ".join(template.replace("#", str(i)) for i in range(number))


MANY = times(50, '"a"')
WHERE = "query ($w: PersonWhere!) { persons(where: $w) { totalCount } }"
IDS = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"


def deep_where(depth: int) -> dict[str, Any]:
    """A filter within a filter."""
    where: dict[str, Any] = {"name": {"isNull": True}}
    for _ in range(depth):
        where = {"not": where}
    return where


def deep_links(depth: int) -> dict[str, Any]:
    """A filter on links within links."""
    where: dict[str, Any] = {"name": {"eq": "x"}}
    for _ in range(depth):
        where = {"spouses": {"some": where}}
    return where


REFUSED: dict[str, Hostile] = {
    "1,000 aliases": document(f"{{ {times(1000, 'a#: __typename')} }}", LIMIT, "tokens"),
    "500 aliases": document(f"{{ {times(500, 'a#: __typename')} }}", LIMIT, "aliases"),
    "1,000 aliased root fields": document(f"{{ {times(1000, 'a#: persons { totalCount }')} }}", LIMIT, "tokens"),
    "aliases through fragments": document(
        f"{{ {times(10, '...A')} }} fragment A on Query {{ {times(12, 'a#: __typename')} }}", LIMIT, "aliases"
    ),
    "700 fields of one name": document(f"{{ {times(700, 'persons { id }')} }}", LIMIT, "merges"),
    "fields of one name, in depth": document(
        f"{{ persons {{ nodes {{ {times(90, nested('spouses { nodes { ', '} } ', 4, 'id '))} }} }} }}", LIMIT, "merges"
    ),
    "large arguments under one name": document(
        f"{{ {times(40, f'persons(where: {{name: {{in: [{MANY}]}}}}) {{ totalCount }}')} }}", LIMIT, "merges"
    ),
    "circular fragments": document("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", INVALID),
    "a fragment in itself": document("{ ...A } fragment A on Query { __typename ...A }", INVALID),
    "circular fragments in depth": document(
        "{ persons { nodes { ...A } } } fragment A on Person { spouses { nodes { ...B } } }"
        " fragment B on Person { spouses { nodes { ...A } } }",
        INVALID,
    ),
    "2^30 fields through fragments": document(spreading(30), LIMIT, "selections"),
    "2^100 fields through fragments": document(spreading(100), LIMIT, "fragments"),
    "2^300 fields through fragments": document(spreading(300), LIMIT, "tokens"),
    "fragments, each spread apart": document(
        f"{{ {times(60, '...F#')} }} {times(60, 'fragment F# on Query { __typename }')}", LIMIT, "fragments"
    ),
    "50,000 directives": document(f"{{ __typename {'@include(if: true) ' * 50_000}}}", LIMIT, "characters"),
    "24,000 directives of one letter": document(f"{{ __typename {'@a' * 24_000}}}", LIMIT, "tokens"),
    "1,000 directives": document(f"{{ __typename {'@a ' * 1000}}}", LIMIT, "directives"),
    "directives through fragments": document(
        f"{{ {times(20, '...A')} }} fragment A on Query {{ __typename {'@a ' * 10} }}", LIMIT, "directives"
    ),
    "10,000 selections within one another": document(nested("{a", "}", 10_000), PARSE),
    "100 selections within one another": document(nested("{a", "}", 100), LIMIT, "depth"),
    "depth through fragments": document(
        "{ persons { nodes { ...F0 } } } "
        + times(20, "fragment F# on Person { spouses { nodes { ...N# } } }")
        + "".join(f" fragment N{i} on Person {{ ...F{i + 1} }}" for i in range(19))
        + " fragment N19 on Person { id }",
        LIMIT,
        "depth",
    ),
    "10,000 lists within one another": document(f"{{ a(x: {nested('[', ']', 10_000)}) }}", PARSE),
    "60 filters within one another": document(
        f"{{ persons(where: {nested('{not: ', '}', 60, '{}')}) {{ totalCount }} }}", LIMIT, "nesting"
    ),
    "10,000 open brackets": document("{" * 10_000, PARSE),
    "a name of 900,000 letters": document("{ " + "a" * 900_000 + " }", LIMIT, "characters"),
    "a name of 49,000 letters": document("{ " + "a" * 49_000 + " }", INVALID),
    "a text of 900,000 letters": document('{ person(citizenId: "' + "a" * 900_000 + '") { id } }', LIMIT, "characters"),
    "8,000 escapes": document('{ person(citizenId: "' + r"\u0041" * 8_000 + '") { id } }', "INVALID_VALUE"),
    "a comment of 900,000 letters": document("#" + "a" * 900_000 + "\n{ __typename }", LIMIT, "characters"),
    "20,000 comments": document("#\n" * 20_000 + "{ __typename }", PARSE),
    "a block text of 40,000 lines": document('{ a(x: """' + "\n" * 40_000 + '""") }', INVALID),
    "1,900 unknown fields": document(f"{{ {times(1_900, 'x#')} }}", INVALID),
    "480 unknown input fields": document(f"{{ persons(where: {{{times(480, 'x#: 1')}}}) {{ totalCount }} }}", INVALID),
    "1,500 values written out": document(
        f"{{ persons(where: {{name: {{in: [{times(1_500, '1')}]}}}}) {{ totalCount }} }}", LIMIT, "values"
    ),
    "100 operations": document(times(100, "query Q# { __typename }"), LIMIT, "operations"),
    "600 variables": document(f"query ({times(600, '$v#: Int')}) {{ __typename }}", INVALID),
    "50 root fields": document(f"{{ {times(50, 'r#: agencies { totalCount }')} }}", LIMIT, "roots"),
    "too many rows": document(
        "{ persons(first: 100) { nodes { vehicles(first: 100) { nodes { owners(first: 100) { totalCount } } } } } }",
        LIMIT,
        "units",
    ),
    "lists for every type": document(
        "{ nodes(ids: []) { ...E } } fragment E on Entity { "
        + " ".join(f"... on {t} {{ x{t}: id }}" for t in ("Person", "Company", "Vehicle", "Phone", "Address", "Clue"))
        + " flags(first: 1) { nodes { subjects(first: 1) { nodes { ... on Person { a: id } ... on Company { b: id }"
        " ... on Vehicle { c: id } ... on Phone { d: id } flags(first: 1) { nodes { subjects(first: 1) { nodes {"
        " ... on Person { a: id } ... on Company { b: id } ... on Vehicle { c: id } ... on Phone { d: id }"
        " flags(first: 1) { nodes { id } } } } } } } } } } }",
        LIMIT,
        "lists",
    ),
    "150 conditions": document(WHERE, LIMIT, "conditions", w={"or": [{"sex": {"eq": "MALE"}}] * 150}),
    "1,000 conditions on links": document(WHERE, LIMIT, "conditions", w={"or": [{"vehicles": {"any": True}}] * 1_000}),
    "links within links": document(WHERE, LIMIT, "units", w=deep_links(16)),
    "introspection within itself": document(
        "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }", INVALID
    ),
    "10,000 ids": document(IDS, LIMIT, "items", ids=["x"] * 10_000),
    "4,000 ids": document(IDS, LIMIT, "page", ids=["x"] * 4_000),
    "100,000 letters in a variable": document(WHERE, LIMIT, "variables", w={"name": {"eq": "a" * 100_000}}),
    "variables 60 deep": document(WHERE, LIMIT, "nesting", w=deep_where(60)),
    "variables 900 deep": document(WHERE, LIMIT, "nesting", w=deep_where(900)),
    "variables 100,000 deep": Hostile(b'{"query":"{a}","variables":{"x":' + b"[" * 100_000, BAD),
    "50,000 variables that nothing names": document(
        "{ __typename }", LIMIT, "items", **{f"v{i}": i for i in range(50_000)}
    ),
    "the same key 50,000 times": Hostile(b"{" + b'"query":"{",' * 50_000 + b'"query":"{"}', PARSE),
    "an endless number": Hostile(b'{"query": "{ __typename }", "variables": {"n": 1e999}}', BAD),
    "half a surrogate": Hostile(b'{"query": "{ a(x: \\"\\ud800\\") }"}', BAD),
    "half a surrogate in GraphQL": document('{ person(citizenId: "\\uD800") { id } }', PARSE),
    "NUL bytes": Hostile(b'{"query": "{ __typename \x00 }"}', BAD),
    "escaped NUL": document("{ __typename \x00 }", PARSE),
    "NUL in a text": document('{ person(citizenId: "\\u0000") { id } }', "INVALID_VALUE"),
    "malformed UTF-8": Hostile(b'{"query": "\xff\xfe\x80"}', BAD),
    "a truncated body": Hostile(b'{"query": "{ __typen', BAD),
    "a body of nothing but brackets": Hostile(b"[" * 1_000_000, BAD),
    "a batch of 1,000": Hostile(b"[" + b",".join([b'{"query":"{__typename}"}'] * 1_000) + b"]", BAD),
    "a body too large": Hostile(b'{"query": "' + b"#" * MAX_BODY + b'"}', LIMIT, "body"),
}
