"""Invented cities: whole sets of agency files with planted truths, made from a size and a seed.

`generate(out, "village", 1)` writes the files named in `FEEDS`, `nominees.xlsx` and `truth.json` into a folder. The
same size, seed and day give the same bytes everywhere; nobody and nothing in them is real (domain §6).
"""

from loaders.city.feeds import FEEDS, Feed
from loaders.city.generating import Summary, generate
from loaders.city.plan import NOMINEES, SIZES
from loaders.city.register import AGENCIES, DEMO_OFFICERS, Agency, Officer

__all__ = [
    "AGENCIES",
    "DEMO_OFFICERS",
    "FEEDS",
    "NOMINEES",
    "SIZES",
    "Agency",
    "Feed",
    "Officer",
    "Summary",
    "generate",
]
