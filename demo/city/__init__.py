"""Invented cities: whole sets of agency files with planted truths, made from a size and a seed.

`generate(out, "village", 1)` writes the files named in `FEEDS`, `nominees.xlsx` and `truth.json` into a folder. The
same size, seed and day give the same bytes (the XLSX files where Python's zlib is the same); nobody and nothing in
them is real (domain §6). How each file looks is in `feeds.py`, what is hidden in it in `story.py` and `planted.py`.
"""

from demo.city.feeds import FEEDS, CityFeed
from demo.city.generating import Summary, generate
from demo.city.plan import NOMINEES, SIZES
from demo.city.register import AGENCIES, DEMO_OFFICERS, Agency, Officer

__all__ = [
    "AGENCIES",
    "DEMO_OFFICERS",
    "FEEDS",
    "NOMINEES",
    "SIZES",
    "Agency",
    "CityFeed",
    "Officer",
    "Summary",
    "generate",
]
