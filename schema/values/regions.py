"""Which leading digits name a province: of identifiers, company codes and division codes."""

from __future__ import annotations

# 11 to 65 and 71 by GB/T 2260; 81 and 82 Hong Kong and Macao; 83 stands in residence permits for Taiwan (R-ID-02).
# Only the province is checked: counties are merged and renumbered, and old numbers stay in use for life.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)

RESERVED = "99"  # no province: the fictional range of domain §6
