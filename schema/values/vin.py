"""Vehicle identification numbers (R-ID-05)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind

# python-stdnum does not know this kind (2.2), so the sum of GB 16735 stands here.
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
_VALUES |= {str(digit): digit for digit in range(10)}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_FORM = re.compile(r"[0-9A-HJ-NPR-Z]{17}")
_CHECK_AGAIN = "Compare it with the driving licence or the plate on the chassis."


@dataclass(frozen=True, eq=False)
class Vin(TextKind):
    """车辆识别代号 (R-ID-05): a wrong check digit is for the caller to warn about, imported vehicles have them."""

    def mask(self, value: object) -> str:
        """Show the maker (first three) and the last four signs (R-PD-11)."""
        return cleaning.stars(cleaning.compact(cleaning.shown(value)).upper(), head=3, tail=4)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the number when its check digit holds, or when it mixes letters and digits as a VIN does."""
        vin = self._if_valid(text, realm)
        if vin is None:
            return None
        mixed = bool(re.search("[A-Z]", vin)) and vin[-4:].isdigit()
        return vin if mixed or check_digit_ok(vin) else None

    def _read(self, text: str, realm: Realm) -> str:
        vin = cleaning.compact(text).upper()
        if len(vin) != 17:
            raise self.wrong(f"it has {len(vin)} signs, not 17", _CHECK_AGAIN, value=vin, code="LENGTH")
        for place, sign in enumerate(vin, 1):
            if sign in "IOQ":
                hint = f"It is probably {'1' if sign == 'I' else '0'}. {_CHECK_AGAIN}"
                problem = f"sign {place} is the letter {sign}; the letters I, O and Q are never used"
                raise self.wrong(problem, hint, value=vin, code="CHARACTER")
        if not _FORM.fullmatch(vin):
            problem = "it holds a sign that is neither a digit nor a Latin letter"
            raise self.wrong(problem, _CHECK_AGAIN, value=vin, code="CHARACTER")
        reserved = vin[0] == "0"  # assigned to no region of the world (domain §6)
        if realm is Realm.FICTIONAL and not reserved:
            raise self.wrong(
                "this hub holds fictional data only and takes numbers that start with 0 alone",
                "Use a number that starts with 0, or run the hub for production.",
                value=vin,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                "a leading 0 is reserved for fictional vehicles",
                "Give a real number, or run the hub as a demo.",
                value=vin,
                code="RESERVED_TEST",
            )
        return vin


VIN = Vin(
    name="Vin",
    zh="车辆识别代号",
    en="Vehicle identification number",
    description="A vehicle identification number of 17 signs; a wrong check digit is accepted, imports have them.",
    stored=str,
)


def check_digit_ok(vin: str) -> bool:
    """Tell whether the ninth sign is the check digit the others call for (R-ID-05)."""
    signs = cleaning.compact(cleaning.shown(vin)).upper()
    if not _FORM.fullmatch(signs):
        return False
    total = sum(_VALUES[sign] * weight for sign, weight in zip(signs, _WEIGHTS, strict=True))
    return signs[8] == "0123456789X"[total % 11]
