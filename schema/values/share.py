"""Shares: parts of a whole, as of a company or a home."""

from __future__ import annotations

from dataclasses import dataclass

from schema.values.base import Realm
from schema.values.floating import Floating

_HINT = "Give a fraction of one, such as 0.25 for a quarter."


@dataclass(frozen=True, eq=False)
class Share(Floating):
    """份额: a fraction of one."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> float:
        """Read a fraction from a number or text."""
        number = super().parse(value, realm)
        if not 0 <= number <= 1:
            raise self.wrong("the fraction is not from 0 to 1", _HINT, code="RANGE")
        return number


SHARE = Share(name="Share", zh="份额", description="A fraction of one: 0.25 is a quarter.", stored=float)
