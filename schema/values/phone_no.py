"""Telephone numbers of the mainland."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FICTIONAL = re.compile(r"100[0-9]{8}")  # no mobile number starts so (domain §6)
# Area codes: 010 and 02x have three digits and eight-digit numbers, all others four and seven or eight.
_LANDLINE = re.compile(r"(010|02[0-9])([1-9][0-9]{7})|(0[3-9][0-9]{2})([1-9][0-9]{6,7})")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[0-9]{10}$)")
# Joined to the number, the digits of an extension are another subscriber's.
_EXTENSION = re.compile(r"(?<=[0-9])[\s\-‐‑‒–—−﹣()]+[0-9]{1,2}[)]?$")
_HINT = "Write a mobile number of 11 digits, or a landline with its area code, such as 010-12345678."


@dataclass(frozen=True, eq=False)
class PhoneNo(TextKind):
    """电话号码: a mobile number, or in production also a landline with its area code."""

    def mask(self, value: object) -> str:
        """Show the first three and the last four digits (R-PD-11)."""
        return cleaning.stars(self._compact(cleaning.shown(value)), head=3, tail=4)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the number when the text is a valid one, else None."""
        return self._if_valid(text, realm)

    def _read(self, text: str, realm: Realm) -> str:
        number = self._compact(text)
        if _EXTENSION.search(text):
            raise self.wrong(
                "one or two digits stand apart at its end, as an extension does",
                "Give the number without its extension.",
                value=number,
                code="EXTENSION",
            )
        reserved = _FICTIONAL.fullmatch(number) is not None
        landline = _LANDLINE.fullmatch(number)
        real = landline is not None or _MOBILE.fullmatch(number) is not None
        if realm is Realm.FICTIONAL and real:
            raise self.wrong(
                "this hub holds fictional data only and takes numbers that start with 100 alone",
                "Use a number such as 100 0000 0001, or run the hub for production.",
                value=number,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                "numbers that start with 100 are reserved for fictional people",
                "Give a real number, or run the hub as a demo.",
                value=number,
                code="RESERVED_TEST",
            )
        if landline:
            return f"{landline[1] or landline[3]}-{landline[2] or landline[4]}"
        if real or reserved:
            return number
        if not re.fullmatch("[0-9]+", number):
            problem, code = "it holds signs other than digits", "CHARACTER"
        elif number.startswith("1") and len(number) != 11:
            problem, code = f"a mobile number has 11 digits, this has {len(number)}", "LENGTH"
        elif number.startswith("1"):
            problem, code = "no mobile number starts with these three digits", "PREFIX"
        else:
            problem, code = "it is neither a mobile number nor a landline with its area code", "FORM"
        raise self.wrong(problem, _HINT, value=number, code=code)

    def _compact(self, text: str) -> str:
        digits = re.sub(r"[()]", "", cleaning.compact(text))
        found = _COUNTRY.match(digits)
        if found is None:
            return digits
        rest = digits[found.end() :]
        # Behind the country code an area code loses its 0; a mobile number starts with 1 and has eleven digits.
        bare_landline = not rest.startswith("0") and not re.fullmatch(r"1[0-9]{10}", rest)
        return f"0{rest}" if bare_landline and _LANDLINE.fullmatch(f"0{rest}") else rest


PHONE_NO = PhoneNo(
    name="PhoneNo",
    zh="电话号码",
    en="Phone number",
    description="A mainland telephone number: 11 digits, or area code, hyphen and number.",
    stored=str,
)
