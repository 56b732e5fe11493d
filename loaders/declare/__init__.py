"""The vocabulary of an agency file: `Source`, `Feed`, `Node`, `Party`, `Tie`, and how a column becomes a value.

One file under `loaders/agencies/` declares one agency in a variable `AGENCY`: which files it sends, in which format,
and which column is which property. It holds data only.
"""

from loaders.declare.columns import Column, When, codes, const, exact, one_of, optional, outer, percent, required, yuan
from loaders.declare.feeds import ANY_NAME, Feed, Source
from loaders.declare.follow_the_money import follow_the_money
from loaders.declare.formats import Csv, FollowTheMoney, JsonLines, Xlsx
from loaders.declare.records import Node, Party, Tie

__all__ = [
    "ANY_NAME",
    "Column",
    "Csv",
    "Feed",
    "FollowTheMoney",
    "JsonLines",
    "Node",
    "Party",
    "Source",
    "Tie",
    "When",
    "Xlsx",
    "codes",
    "const",
    "exact",
    "follow_the_money",
    "one_of",
    "optional",
    "outer",
    "percent",
    "required",
    "yuan",
]
