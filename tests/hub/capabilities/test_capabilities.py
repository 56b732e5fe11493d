"""Capabilities declare themselves: what is malformed is refused, and a new one is answered, priced and limited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import pytest
import strawberry
from support.world import POLICE, Hubs

from hub.api.schema import build_api
from hub.capabilities.catalogue import BULK, CAPABILITIES, check
from hub.capabilities.declare import Capability, Group
from hub.capabilities.entities.fields import roots
from hub.graph.client import Graph
from hub.operations.documents.limits import DocumentLimits
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from hub.questions.blocks import Expr
from hub.questions.context import ServiceContext
from hub.questions.resolver import resolver
from hub.questions.shape import ObjectShape, Root
from schema.errors import DeclarationError
from schema.values import Realm


@strawberry.type(description="A word that comes back.")
class Echo:
    said: str = strawberry.field(description="The word.")
    card: str = strawberry.field(description="The caller's card.")


@resolver("What was said.", group="graph", cost=lambda start: (1_000.0 + len(str(start.arguments["theWord"])), {}))
async def echo(
    context: strawberry.Parent[ServiceContext], the_word: Annotated[str, strawberry.argument("A word.")]
) -> Echo:
    return Echo(said=the_word, card=context.caller.card)


def _root(name: str, group: str = "graph") -> Root:
    return Root(name, "A field.", lambda _: str, lambda _: [], lambda compiler, selected: ([], Expr("1")), group=group)


SHAPE = ObjectShape("Extra", "An extra.", {})
MALFORMED: dict[str, tuple[dict[str, Capability], str]] = {
    "a root field of another": ({"extra": Capability(roots=[_root("screen")])}, "both declare a root field 'screen'"),
    "a root field of the model": ({"extra": Capability(roots=[_root("person")])}, "both declare a root field 'person'"),
    "a group that is nowhere": ({"extra": Capability(roots=[_root("more", "secret")])}, "group 'secret'"),
    "a group twice": ({"extra": Capability(groups=[Group("flags", "flags", "标记")])}, "group 'flags'"),
    "a type twice": (
        {"extra": Capability(shapes=[SHAPE]), "other": Capability(shapes=[SHAPE])},
        "type 'Extra' that is declared already",
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_capability_is_refused_with_what_to_write(what: str) -> None:
    more, words = MALFORMED[what]

    with pytest.raises(DeclarationError) as caught:
        check({**CAPABILITIES, **more})

    assert words in caught.value.message
    assert caught.value.hint


async def test_a_new_capability_is_answered_priced_and_limited(
    blank: Graph, context_of: Callable[[str], ServiceContext]
) -> None:
    api = build_api(Realm.FICTIONAL, capabilities={**CAPABILITIES, "echo": Capability(roots=[echo])})
    hubs = Hubs(Preparer(api, blank), blank)

    answered = await hubs('{ echo(theWord: "喂") { said } }')
    dear, cheap = (
        hubs.preparer.price_for(
            hubs.preparer.prepare(OperationRequest(query, {}, None)), context_of(POLICE).profile
        ).units
        for query in ('{ echo(theWord: "喂") { said } }', "{ __typename }")
    )

    assert answered == {"echo": {"said": "喂"}}
    assert dear > 1_000 > cheap


def test_every_bulk_input_is_a_type_of_the_api() -> None:
    api = build_api(Realm.FICTIONAL)

    assert set(BULK) <= set(api.graphql.type_map)
    assert {limit.name for limit in BULK.values()} == {"subjects", "characters of charts"}
    assert DocumentLimits().items < max(limit.items for limit in BULK.values())


def test_what_the_model_gives_comes_from_one_capability() -> None:
    derived = {name for name, each in CAPABILITIES.items() if each.derived is not None}

    assert derived == {"entities"}
    assert {root.name for root in roots()} <= set(build_api(Realm.FICTIONAL).roots)


def test_what_walks_or_searches_is_priced_by_what_it_does() -> None:
    declared = build_api(Realm.FICTIONAL).roots.values()

    assert {root.name for root in declared if root.cost is not None} == {
        *("nodes", "search", "expand", "neighbourhood", "linksAmong", "inCommon", "paths", "screen", "auditRecords")
    }
    assert {root.name for root in declared if isinstance(root, Root) and root.condition} == {"debtors"}
    assert {root.name for root in declared if root.screens} == {"screen", "listingCheck"}
