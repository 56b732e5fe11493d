"""`search`: one box that recognises identifiers, and else finds names by text and by pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from hub.questions.block import Block, Expr, collect, each
from hub.questions.compiler import Compiler
from hub.questions.filters import keys_of
from hub.questions.pattern import label_pattern
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, Scope, ShapeField, listed, node, optional, text
from hub.questions.slots import itself
from hub.search.lucene import phrase, pinyin_query
from schema.declare import Prop
from schema.errors import InvalidArgument, LimitExceeded
from schema.model import ROOT, pinyin_prop
from schema.statements import searched
from schema.values import choice

HOW = choice(
    "MatchKind",
    {
        "EXACT": ("精确", "The text is this identifier."),
        "SAME": ("相同", "The text is the whole value."),
        "BEGINS": ("前缀", "The value begins with the text."),
        "CONTAINS": ("包含", "The value contains the text."),
        "PINYIN": ("拼音", "The text is the value's pinyin, its beginning or its initials."),
        "SIMILAR": ("相近", "The value shares words with the text."),
    },
    zh="匹配方式",
)
CHOICES = (HOW,)
_MAX_TEXT = 200


def _hits(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    inner = Block(compiler.names, ("node", "matched", "score"))
    shaped = compiler.shape(HIT, selected.sets, {"node": "node", "matched": "matched", "score": "score"}, inner)
    rows = collect(
        [
            f"UNWIND {scope['found']}[0..{scope['limit']}] AS hit",
            "WITH hit.node AS node, hit.matched AS matched, hit.score AS score",
            *inner.lines(),
            f"RETURN {shaped.text}",
        ]
    )
    return Expr(block.bind("x", rows), each(shaped.finish))


def _recognised(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    return Expr(compiler.names.parameter(scope["recognised"]))


def _matched(compiler: Compiler, selected: Selected, scope: Scope, block: Block) -> Expr:
    shaped = compiler.shape(MATCH, selected.sets, {"match": "m"}, block)
    return Expr(f"[m IN {scope['matched']} | {shaped.text}]", each(shaped.finish))


MATCH = ObjectShape(
    "SearchMatch",
    "Why a hit is one.",
    {
        "field": ShapeField(lambda _: str, "The property that matched.", text("{match}.field")),
        "how": ShapeField(lambda types: types.scalar(HOW), "How it matched.", text("{match}.how")),
    },
)
HIT = ObjectShape(
    "SearchHit",
    "An entity found, and why.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The entity.", node(ROOT, "node")),
        "matched": ShapeField(lambda types: listed(types["SearchMatch"]), "What matched, and how.", _matched),
        "score": ShapeField(lambda _: float, "Rank; comparable within one answer only.", text("{score}")),
    },
)
SEARCH = ObjectShape(
    "Search",
    "What a search found.",
    {
        "recognisedAs": ShapeField(
            lambda _: list[str], "The kinds of identifier the text was recognised as, as 'PlateNo'.", _recognised
        ),
        "hits": ShapeField(lambda types: listed(types["SearchHit"]), "The hits, best first.", _hits),
        "moreExist": ShapeField(
            lambda _: bool, "Whether there are more hits than were asked for.", text("size({found}) > {limit}")
        ),
    },
)


def _compile(compiler: Compiler, selected: Selected) -> tuple[Sequence[str], Expr]:
    arguments = compiler.arguments("Query", selected)
    at = selected.key
    # What the text is decides where it is looked for.
    asked = unicodedata.normalize("NFKC", itself(arguments["text"], "search")).strip()
    first = itself(arguments["first"], "search")
    if not asked or len(asked) > _MAX_TEXT:
        raise InvalidArgument(
            f"'{at}.text' has {len(asked)} characters.", hint=f"Write 1 to {_MAX_TEXT}.", argument=f"{at}.text"
        )
    most = compiler.budget.limits.hits
    if not 1 <= first <= most:
        raise LimitExceeded(
            f"'{at}.first' is {first}; a search returns 1 to {most} hits.",
            hint="Search for more of the name, or list with where and orderBy.",
            argument=f"{at}.first",
            limit="hits",
            allowed=most,
        )
    recognised, exact = _exact(compiler, asked)
    limit = compiler.names.parameter(first)
    branches = exact if exact else [*_texts(compiler, asked, limit), *_pinyin(compiler, asked, limit)]
    block = Block(compiler.names, ("found",))
    compiler.budget.enter(first, at)
    expr = compiler.shape(SEARCH, selected.sets, {"found": "found", "limit": limit, "recognised": recognised}, block)
    compiler.budget.leave()
    lines = [
        "CALL {",
        "\nUNION ALL\n".join(branches)
        or "WITH null AS node, null AS field, null AS how, 0.0 AS score WHERE false\nRETURN node, field, how, score",
        "}",
        "WITH node, field, how, score ORDER BY score DESC, field, how",
        "WITH node, collect({field: field, how: how}) AS matched, max(score) AS score",
        f"ORDER BY score DESC, node.id LIMIT {limit} + 1",
        "WITH collect({node: node, matched: matched, score: score}) AS found",
        *block.lines(),
    ]
    return lines, expr


def _exact(compiler: Compiler, asked: str) -> tuple[list[str], list[str]]:
    """The kinds of identifier the text is, and a branch for each property that may hold it."""
    kinds: list[str] = []
    branches: list[str] = []
    for entity in compiler.model.concrete:
        for prop in compiler.model.props(entity.name):
            if not (prop.identity or prop.indexed) or prop.kind.stored is not str or prop.kind.name == "String":
                continue
            value = (
                prop.kind.recognise(asked, compiler.realm) if prop.kind.name not in compiler.model.choices() else None
            )
            seen = compiler.profile.findable(entity.name, prop, "n")
            if value is None or seen is None:
                continue
            if prop.kind.name not in kinds:
                kinds.append(prop.kind.name)
            branches.append(
                f"MATCH (n{label_pattern(compiler.model, entity.name)})"
                f" WHERE {' AND '.join([_is(compiler, entity.name, prop, value), *seen])}\n"
                f"RETURN n AS node, '{prop.name}' AS field, 'EXACT' AS how, 1000.0 AS score"
            )
    return kinds, branches


def _is(compiler: Compiler, entity: str, prop: Prop, value: Any) -> str:
    if prop.identity:
        return f"n.key = {compiler.names.parameter(keys_of(entity, value))}"
    return f"n.{prop.name} = {compiler.names.parameter(value)}"


def _texts(compiler: Compiler, asked: str, limit: str) -> list[str]:
    """Full text over the searchable properties; the whole value counts most, then its beginning, then the rest."""
    query = phrase(asked)
    if query is None:
        return []
    plain = compiler.names.parameter(asked)
    branches = []
    for prop in searched(compiler.model)[1]:
        value = f"n.{prop}"
        asking = _queried(compiler, "texts", f"{prop}:{query}", prop, limit)
        if asking is None:
            continue
        branches.append(
            f"{asking}"
            f"WITH n, weight, CASE WHEN {value} = {plain} THEN 'SAME' WHEN {value} STARTS WITH {plain} THEN 'BEGINS' "
            f"WHEN {value} CONTAINS {plain} THEN 'CONTAINS' ELSE 'SIMILAR' END AS how\n"
            f"RETURN n AS node, '{prop}' AS field, how, "
            "CASE how WHEN 'SAME' THEN 500.0 WHEN 'BEGINS' THEN 300.0 WHEN 'CONTAINS' THEN 200.0 ELSE 0.0 END"
            " + weight AS score"
        )
    return branches


def _pinyin(compiler: Compiler, asked: str, limit: str) -> list[str]:
    query = pinyin_query(asked)
    if query is None:
        return []
    asked_of = [
        (prop, _queried(compiler, "pinyin", f"{companion}:({query})", prop, limit))
        for prop, companion in _companions(compiler)
    ]
    return [
        f"{asking}RETURN n AS node, '{prop}' AS field, 'PINYIN' AS how, 100.0 + weight AS score"
        for prop, asking in asked_of
        if asking is not None
    ]


def _companions(compiler: Compiler) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for entity in compiler.model.concrete:
        for prop in compiler.model.props(entity.name):
            companion = pinyin_prop(prop)
            if companion is not None:
                found[prop.name] = companion
    return list(found.items())


def _queried(compiler: Compiler, index: str, query: str, prop: str, limit: str) -> str | None:
    """The clauses that find nodes `n` with a `weight` in a full-text index; None where the property is closed.

    The index weighs a hit by all it holds. Where the caller does not see all of that, neither the weight nor a limit
    may come from it: hidden entities would move the visible ones.
    """
    tests: list[str] = []
    whole = True
    for entity in compiler.model.concrete:
        declared = next((p for p in compiler.model.props(entity.name) if p.name == prop and p.search), None)
        if declared is None:
            continue
        seen = compiler.profile.findable(entity.name, declared, "n")
        whole = whole and seen == []
        if seen is not None:
            tests.append(" AND ".join([f"n:{entity.name}", *seen]))
    if not tests:
        return None
    text = f"CALL db.index.fulltext.queryNodes('{index}', {compiler.names.parameter(query)}"
    if whole:
        return f"{text}, {{limit: {limit} * 5 + 50}}) YIELD node AS n, score AS weight\n"
    return f"{text}) YIELD node AS n\nWITH n, 0.0 AS weight WHERE {' OR '.join(tests)}\n"


ROOTS = (
    Root(
        "search",
        "Entities by identifier, name or pinyin.",
        lambda types: optional(types["Search"]),
        lambda types: [
            Arg("text", str, "An identifier, plate, case number, phone number, or a name in characters or pinyin."),
            Arg("first", int, "How many hits, at most 50.", 10),
        ],
        _compile,
    ),
)
SHAPES = (MATCH, HIT, SEARCH)
