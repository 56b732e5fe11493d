"""`search`: one box that recognises identifiers, and else finds names by text and by pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from hub.capabilities.search.branches import EXACT_ALONE, branches_of, debtors_first
from hub.capabilities.search.hit_details import SHAPES as APART_SHAPES
from hub.capabilities.search.hit_details import apart
from hub.capabilities.search.search_text import parse
from hub.errors import LimitExceeded
from hub.questions.blocks import Block, Expr, collect, each
from hub.questions.breadth import breadth
from hub.questions.compiler import Compiler
from hub.questions.kinds import api_type
from hub.questions.root_costs import KnownCost, Start
from hub.questions.selection import Selected
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, ShapeScope, listed, node, text
from hub.questions.slots import itself
from schema.errors import InvalidArgument
from schema.model import ROOT
from schema.values import choice

HOW = choice(
    "MatchKind",
    {
        "EXACT": ("精确", "The text is this identifier.", "exact"),
        "SAME": ("相同", "The text is the whole value.", "whole value"),
        "BEGINS": ("前缀", "The value begins with the text.", "beginning"),
        "CONTAINS": ("包含", "The value contains the text.", "part"),
        "PINYIN": ("拼音", "The text is the value's pinyin, its beginning or its initials.", "pinyin"),
        "SIMILAR": ("相近", "The value shares words with the text.", "similar"),
    },
    zh="匹配方式",
)
_MAX_TEXT = 1_000
#: What a name costs that an index offers and nobody sees: measured, a twentieth of a row.
_READ = 0.15
#: Full-text indexes over names, by what they hold: names, other and former ones, each by text and by forms.
_INDEXES = 6


def _hits(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
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


def _compile_recognised(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    return Expr(compiler.names.parameter(scope["recognised"]))


def _compile_matches(compiler: Compiler, selected: Selected, scope: ShapeScope, block: Block) -> Expr:
    shaped = compiler.shape(MATCH, selected.sets, {"match": "m"}, block)
    return Expr(f"[m IN {scope['matched']} | {shaped.text}]", each(shaped.finish))


MATCH = ObjectShape(
    "SearchMatch",
    "Why a hit is one.",
    {
        "field": ShapeField(lambda _: str, "The property that matched.", text("{match}.field")),
        "how": ShapeField(lambda _: api_type(HOW), "How it matched.", text("{match}.how")),
    },
)
HIT = ObjectShape(
    "SearchHit",
    "An entity found, and why.",
    {
        "node": ShapeField(lambda types: types[ROOT], "The entity.", node(ROOT, "node")),
        "matched": ShapeField(lambda types: listed(types["SearchMatch"]), "What matched, and how.", _compile_matches),
        "score": ShapeField(
            lambda _: float,
            "Rank; comparable within one answer only. Debtors stand first among equals.",
            text("{score}"),
        ),
        "apart": ShapeField(
            lambda types: types["SearchApart"],
            "What tells it from others of the same name, as far as the purpose shows it. (同名区分)",
            apart,
        ),
    },
)
SEARCH = ObjectShape(
    "Search",
    "What a search found.",
    {
        "recognisedAs": ShapeField(
            lambda _: list[str],
            "The kinds of identifier the text was recognised as, as 'PlateNo'.",
            _compile_recognised,
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
    typed = itself(arguments["text"], "search")
    first = itself(arguments["first"], "search")
    asked = parse(typed)
    if not asked.whole or len(typed) > _MAX_TEXT:
        raise InvalidArgument(
            f"'{at}.text' has {len(typed)} characters.", hint=f"Write 1 to {_MAX_TEXT}.", argument=f"{at}.text"
        )
    most = compiler.tally.limits.hits
    if not 1 <= first <= most:
        raise LimitExceeded(
            f"'{at}.first' is {first}; a search returns 1 to {most} hits.",
            hint="Search for more of the name, or list with where and orderBy.",
            argument=f"{at}.first",
            limit="hits",
            allowed=most,
        )
    limit = compiler.names.parameter(first)
    recognised, branches, mixed = branches_of(compiler, asked, limit)
    block = Block(compiler.names, ("found",))
    compiler.tally.enter(first, at)
    expr = compiler.shape(SEARCH, selected.sets, {"found": "found", "limit": limit, "recognised": recognised}, block)
    compiler.tally.leave()
    lines = [
        "CALL {",
        "\nUNION ALL\n".join(branches)
        or "WITH null AS node, null AS field, null AS how, 0.0 AS score WHERE false\nRETURN node, field, how, score",
        "}",
        *(EXACT_ALONE if mixed else ()),
        "WITH node, field, how, score ORDER BY score DESC, field, how",
        "WITH node, collect(DISTINCT {field: field, how: how}) AS matched, max(score) AS score",
        f"WITH node, matched, score ORDER BY score DESC, {debtors_first(compiler, 'node')}node.id LIMIT {limit} + 1",
        "WITH collect({node: node, matched: matched, score: score}) AS found",
        *block.lines(),
    ]
    return lines, expr


def _cost(start: Start) -> KnownCost:
    hits = start.number("first", 50)
    text = start.arguments.get("text")
    read = start.names * breadth(text) if isinstance(text, str) else 0.0
    if start.sized("Party") is None:
        # Who sees all of them is given the best hits of an index, and no more are read.
        read = min(read, _INDEXES * (5 * hits + 50))
    # Each of the indexes asked offers more than is wanted, because some of it may be hidden.
    return 200.0 + 20 * hits + _READ * read, {"hits": hits, "matched": 2.0}


ROOTS = (
    Root(
        "search",
        "Entities by identifier, name or pinyin.",
        lambda types: types["Search"] | None,
        lambda types: [
            Arg("text", str, "An identifier, plate, case number, phone number, or a name in characters or pinyin."),
            Arg("first", int, "How many hits, at most 50.", 10),
        ],
        _compile,
        cost=_cost,
    ),
)
SHAPES = (*APART_SHAPES, MATCH, HIT, SEARCH)
