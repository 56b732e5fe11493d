"""Which reader reads which format."""

from __future__ import annotations

from pathlib import Path

from loaders.declare import Csv, Feed, JsonLines
from loaders.reading.base import FileReader


def reader_for(path: Path, feed: Feed) -> FileReader:
    """The reader for a file of a feed."""
    # Imported here: a feed in one format does not load the libraries of the others.
    if isinstance(feed.format, Csv):
        from loaders.reading.csv_reader import CsvReader

        return CsvReader(path, feed, feed.format)
    if isinstance(feed.format, JsonLines):
        from loaders.reading.json_reader import JsonReader

        return JsonReader(path, feed)
    from loaders.reading.xlsx_reader import XlsxReader

    return XlsxReader(path, feed, feed.format)
