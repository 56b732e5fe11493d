"""What agencies and their feeds are called, for pages: `python -m loaders.outline` prints `loaders/sources.json`.

Provenance names a feed as `police.residents`; people read of the agency and of its register.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from loaders.declare import Source
from loaders.sources import sources
from schema.outline import written


def text(declared: Iterable[Source]) -> str:
    """Each agency by its code with its names, and its feeds with theirs, as it is kept in the repository."""
    return written(
        {
            source.code: {
                "en": source.name,
                "zh": source.zh,
                "feeds": {feed.name: {"en": feed.en or feed.name, "zh": feed.zh or feed.name} for feed in source.feeds},
            }
            for source in declared
        }
    )


if __name__ == "__main__":
    sys.stdout.write(text(sources()))
