"""Shares: parts of a whole, as of a company or a home."""

from __future__ import annotations

from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm
from schema.values.floating import Floating

_HINT = "Give a fraction of one, such as 0.25 for a quarter."


@dataclass(frozen=True, eq=False)
class Share(Floating):
    """份额: a fraction of one."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> float:
        """Read a fraction from a number or text; `25%` is a quarter."""
        text = cleaning.half_width(cleaning.shown(value)).strip() if isinstance(value, str) else ""
        if text.endswith("%"):
            number = super().parse(text.removesuffix("%").rstrip(), realm) / 100
        else:
            number = super().parse(value, realm)
        # A sum of thirds is 1.0000000000000002, and is shown as 1.
        number = cleaning.as_shown(number)
        if not 0 <= number <= 1:
            raise self.wrong("the fraction is not from 0 to 1", _HINT, code="RANGE")
        return number


SHARE = Share(name="Share", zh="份额", en="Share", description="A fraction of one: 0.25 is a quarter.", stored=float)
