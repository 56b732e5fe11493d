"""What agencies and their registers are called where people read of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders import outline
from loaders.declare import Feed
from loaders.sources import sources

COMMITTED = Path(outline.__file__).with_name("sources.json")


def test_the_outline_for_pages_is_what_the_declarations_say() -> None:
    # make sdl writes it again
    assert COMMITTED.read_text(encoding="utf-8") == outline.text(sources())


@pytest.mark.parametrize(
    "feed",
    [pytest.param(feed, id=f"{source.code}.{feed.name}") for source in sources() for feed in source.feeds],
)
def test_each_register_has_a_name_in_both_languages(feed: Feed) -> None:
    # Public data says of itself where it comes from.
    assert feed.any_name or (feed.en[:1].isupper() and feed.zh and not feed.zh.isascii()), feed.name


def test_a_feed_without_names_keeps_its_own() -> None:
    told = json.loads(outline.text(source for source in sources() if source.code == "ftm"))
    assert told["ftm"]["feeds"] == {"entities": {"en": "entities", "zh": "entities"}}
