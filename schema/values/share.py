"""Shares: parts of a whole, as of a company or a home."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm
from schema.values.floating import Floating
from schema.values.numerals import TENS, in_number

_HINT = "Give a fraction of one, such as 0.25, 25% or 1/4 for a quarter."
#: As registers write shares of co-owners: 1/3, 三分之一. A day such as 1/3/2026 is none.
_PARTS = re.compile(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})")
_SPOKEN = re.compile(rf"({TENS}|百)分之({TENS}|百)")


@dataclass(frozen=True, eq=False)
class Share(Floating):
    """份额: a fraction of one."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> float:
        """Read a fraction from a number or text; `25%`, `1/4` and `四分之一` are a quarter."""
        text = cleaning.half_width(cleaning.shown(value)).strip() if isinstance(value, str) else ""
        parts = _read_parts(text)
        if parts is not None:
            if parts[1] == 0:
                raise self.wrong("a whole of no parts has no share", _HINT, code="RANGE")
            number = parts[0] / parts[1]
        elif text.endswith("%"):
            number = super().parse(text.removesuffix("%").rstrip(), realm) / 100
        else:
            number = super().parse(value, realm)
        # A sum of thirds is 1.0000000000000002, and is shown as 1.
        number = cleaning.as_shown(number)
        if not 0 <= number <= 1:
            raise self.wrong("the fraction is not from 0 to 1", _HINT, code="RANGE")
        return number


def _read_parts(text: str) -> tuple[int, int] | None:
    """How many parts of how many, where a text says a share so."""
    if found := _PARTS.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _SPOKEN.fullmatch(text):
        whole, part = (100 if each == "百" else in_number(each) for each in found.groups())
        return part, whole
    return None


SHARE = Share(name="Share", zh="份额", en="Share", description="A fraction of one: 0.25 is a quarter.", stored=float)
