"""How many of everything a size of city has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Sizes and their people; every clan has twenty.
SIZES = {"village": 2_000, "town": 20_000, "city": 200_000, "province": 2_000_000}

CLAN = 20
#: How many units the honours office puts forward (S2-16).
NOMINEES = 539
#: Bulk companies from this number on are the nominees; the first ones are hubs and often debtors.
FIRST_NOMINEE = 40


# eq=False: a plan is the key of caches asked millions of times, and hashing its fields would cost more than a draw.
@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The numbers a city is made from; with the seed they decide every byte of it."""

    size: str
    seed: int
    as_of: date
    people: int

    @property
    def cities(self) -> int:
        """Cities of the province: ten where one city's register could not hold all people."""
        return 10 if self.people > 200_000 else 1

    @property
    def clans(self) -> int:
        """Groups of eight households, most of them kin."""
        return self.people // CLAN

    @property
    def companies(self) -> int:
        """Companies besides the planted ones; even a village has all nominees."""
        return 600 + self.people // 25

    @property
    def vehicles(self) -> int:
        """Motor vehicles."""
        return self.people * 3 // 10

    @property
    def units(self) -> int:
        """Units of real estate."""
        return self.people // 4

    @property
    def phones(self) -> int:
        """Telephone numbers."""
        return self.people * 6 // 10

    @property
    def accounts(self) -> int:
        """Bank accounts."""
        return self.people * 6 // 10

    @property
    def loans(self) -> int:
        """Loans somebody guarantees."""
        return self.people // 40

    @property
    def cases(self) -> int:
        """Enforcement cases over eight years."""
        return self.people // 8

    @property
    def rows(self) -> int:
        """About how many rows all files have together, for progress."""
        return 600 + self.people * 11 // 2


def plan(size: str, seed: int, as_of: date) -> Plan:
    """Return the plan of a named size, or say which sizes there are."""
    if size not in SIZES:
        raise ValueError(f"There is no size '{size}'. Use one of {', '.join(SIZES)}.")
    return Plan(size, seed, as_of, SIZES[size])
