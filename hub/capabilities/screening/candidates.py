"""The listed parties that may be meant by a name, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: At most this number of listed parties is kept for a name; the answer says when there are more.
KEPT = 20


class Listed(NamedTuple):
    """A listed party: global id, feed, names with their forms as stored, day of birth, and whether it is a company.

    The first name is the one that it has now; the others are former and other ones.
    """

    id: str
    source: str | None
    names: Sequence[tuple[str | None, str | None]]
    born: str | None
    company: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a listed party may be meant, how alike the names are, and whether it is a name of former times."""

    party: Listed
    why: str
    score: float
    former: bool

    @property
    def order(self) -> tuple[float, bool, str]:
        """Where it stands among others: the likelier first, and always in the same order."""
        return -self.score, self.former, self.party.id


@dataclass(slots=True)
class Candidates:
    """The listed parties that may be meant by a name, the likeliest first; `more`: not all were kept.

    `compared` is false where similar names were too many to compare.
    """

    likely: list[Likeness] = field(default_factory=list)
    more: bool = False
    compared: bool = True

    def add(self, found: Likeness) -> None:
        """Keep a party, in its place; one that is there already stays as it is the likelier."""
        if self.more and found.order >= self.likely[-1].order:
            # A common name has thousands: most end here.
            return
        for place, known in enumerate(self.likely):
            if known.party.id == found.party.id:
                if found.order >= known.order:
                    return
                del self.likely[place]
                break
        self.likely.append(found)
        self.likely.sort(key=lambda each: each.order)
        if len(self.likely) > KEPT:
            self.more = True
            del self.likely[KEPT:]
