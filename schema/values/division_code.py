"""Administrative division codes in the manner of GB/T 2260."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.regions import PROVINCES, RESERVED

_LENGTHS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
_HINT = "Give 2, 4, 6, 9 or 12 digits: province, city, county, township, village."


@dataclass(frozen=True, eq=False)
class DivisionCode(TextKind):
    """行政区划代码: 2, 4, 6, 9 or 12 digits."""

    def mask(self, value: object) -> str:
        """Show the province only (R-PD-11)."""
        return cleaning.stars(cleaning.compact(cleaning.shown(value)), head=2, tail=0)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the code when the text is one of at least a county; shorter numbers may be anything."""
        code = self._if_valid(text, realm)
        return code if code is not None and len(code) >= 6 else None

    def _read(self, text: str, realm: Realm) -> str:
        code = cleaning.compact(text)
        if cleaning.split_digits(text) is not None:
            problem = "spaces or hyphens part its digits, so it may be a range or two codes"
            raise self.wrong(problem, f"Give one code, its digits together. {_HINT}", value=code, code="SPLIT")
        if not re.fullmatch("[0-9]+", code):
            raise self.wrong("it holds signs other than digits", _HINT, value=code, code="CHARACTER")
        if len(code) not in _LENGTHS:
            raise self.wrong(f"it has {len(code)} digits", _HINT, value=code, code="LENGTH")
        reserved = code.startswith(RESERVED)
        if realm is Realm.FICTIONAL and not reserved:
            raise self.wrong(
                "this hub holds fictional data only and takes codes of the reserved region 99 alone",
                "Use a code that starts with 99, or run the hub for production.",
                value=code,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                "region 99 is reserved for fictional places",
                "Give a real code, or run the hub as a demo.",
                value=code,
                code="RESERVED_TEST",
            )
        if realm is Realm.REAL and code[:2] not in PROVINCES:
            raise self.wrong("no province has these first two digits", _HINT, value=code, code="REGION")
        return code


DIVISION_CODE = DivisionCode(
    name="DivisionCode",
    zh="行政区划代码",
    en="Division code",
    description="An administrative division code of 2, 4, 6, 9 or 12 digits.",
    stored=str,
)
