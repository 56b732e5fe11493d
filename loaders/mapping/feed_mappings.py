"""Which mapping a feed has: by its columns, or that of its format where the format names its own fields."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from loaders.declare import Feed, FollowTheMoney, Source, Tie
from loaders.declare.records import entities_of
from loaders.mapping.ftm.mapper import FtmMapping
from loaders.mapping.ftm.shapes import SHAPES
from loaders.mapping.rows import Mapper
from loaders.mapping.stated import RowMapper
from schema.model import Model
from schema.values import Realm


class FeedMapping(Protocol):
    """How the files of a feed become what they state."""

    @property
    def readings(self) -> int:
        """How often a file is read from its beginning to its end."""
        ...

    def mapper(self, reading: int) -> RowMapper:
        """What maps the rows in one of the readings, counted from 1."""
        ...

    def looked_up(self, reading: int) -> Collection[str]:
        """The entities of which nodes are looked up in a reading."""
        ...


class ColumnMapping:
    """The mapping of a feed by its columns: a file is read once, and nothing is looked up."""

    readings = 1

    def __init__(
        self, source: Source, feed: Feed, model: Model, realm: Realm, header: Sequence[str] | None = None
    ) -> None:
        self._source, self._feed, self._model, self._realm, self._header = source, feed, model, realm, header

    def mapper(self, reading: int) -> RowMapper:
        """What maps the rows."""
        return Mapper(self._source, self._feed, self._model, self._realm, self._header)

    def looked_up(self, reading: int) -> Collection[str]:
        """Nothing."""
        return ()


def mapping_of(
    source: Source, feed: Feed, model: Model, realm: Realm, header: Sequence[str] | None = None
) -> FeedMapping:
    """The mapping of a feed for a file with this header."""
    if isinstance(feed.format, FollowTheMoney):
        return FtmMapping(model, realm, source.code)
    return ColumnMapping(source, feed, model, realm, header)


def properties_of(feed: Feed, entity: str) -> set[str]:
    """The properties of an entity that a feed may give."""
    if isinstance(feed.format, FollowTheMoney):
        return {prop for shape in SHAPES.values() if shape.entity == entity for prop in shape.props}
    nodes = [record for record in feed.records if not isinstance(record, Tie) and entity in entities_of(record)]
    return {prop for node in nodes for prop in node.values}
