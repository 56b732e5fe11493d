"""Unified social credit codes of organisations: 18 characters with a check character (R-ID-03)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.cn import uscc

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.regions import PROVINCES, RESERVED

# The library's own validate() wants digits in the first two places and so refuses N- and A-codes
# (rural cooperatives, army bodies); only its check character is used.
_FORM = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_LOOKALIKE = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U, W or Y"}
_CHECK_AGAIN = "Compare it with the business licence, character by character."
#: GB 32100: who registers (first sign), and what it registers (second sign).
_REGISTERED = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129", "8": "19", "9": "1239",
    "A": "19", "N": "1239", "Y": "19",
}  # fmt: skip
#: Registered by an authority of the whole country.
_NATIONAL = "10"


@dataclass(frozen=True, eq=False)
class Uscc(TextKind):
    """统一社会信用代码 (R-ID-03)."""

    def _read(self, text: str, realm: Realm) -> str:
        code = cleaning.compact(text).upper()
        if len(code) != 18:
            raise self.wrong(f"it has {len(code)} characters, not 18", _CHECK_AGAIN, value=code, code="LENGTH")
        self._check_characters(code)
        self._check_realm(code, realm)
        expected = uscc.calc_check_digit(code)
        if code[-1] != expected:
            raise self.wrong(
                f"the check character (18th) is {code[-1]} but should be {expected}",
                f"One of the 18 characters is mistyped. {_CHECK_AGAIN}",
                value=code,
                code="CHECK_DIGIT",
            )
        return code

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the code when the text is a valid one of a kind of organisation and a region that exist, else None.

        One citizen id in 31 passes the check by chance, and few of them are like this.
        """
        code = self._if_valid(text, realm)
        if code is None or code[1] not in _REGISTERED.get(code[0], ""):
            return None
        return code if code[2:4] in PROVINCES or code[2:4] in (RESERVED, _NATIONAL) else None

    def _check_characters(self, code: str) -> None:
        for place, sign in enumerate(code, 1):
            if sign in _LOOKALIKE:
                raise self.wrong(
                    f"character {place} is the letter {sign}; the letters I, O, S, V and Z are never used",
                    f"It is probably {_LOOKALIKE[sign]}. {_CHECK_AGAIN}",
                    value=code,
                    code="CHARACTER",
                )
        if _FORM.fullmatch(code):
            return
        digits_only = next((i for i in range(3, 9) if not re.fullmatch("[0-9]", code[i - 1])), None)
        problem = (
            f"character {digits_only} must be a digit: characters 3 to 8 are the region"
            if digits_only
            else "it holds a sign that is neither a digit nor a Latin letter"
        )
        raise self.wrong(problem, _CHECK_AGAIN, value=code, code="CHARACTER")

    def _check_realm(self, code: str, realm: Realm) -> None:
        reserved = code[2:4] == RESERVED
        if realm is Realm.FICTIONAL and not reserved:
            raise self.wrong(
                "this hub holds fictional data only and takes codes of region 99 alone (characters 3 and 4)",
                "Use a code of region 99, or run the hub for production.",
                value=code,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                "region 99 (characters 3 and 4) is reserved for fictional organisations",
                "Give a real code, or run the hub as a demo.",
                value=code,
                code="RESERVED_TEST",
            )


USCC = Uscc(
    name="Uscc",
    zh="统一社会信用代码",
    en="Unified social credit code",
    description="A unified social credit code of an organisation: 18 characters with check character.",
    stored=str,
)
