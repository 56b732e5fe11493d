"""Account numbers of banks, housing funds and payment services."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.citizen_id import CITIZEN_ID

_FORM = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)*")
_CARD = re.compile(r"[0-9]{16,19}")
# Only a card's check digit proves that its groups belong together; others are printed in groups of four.
_TWO_NUMBERS = re.compile(r"(?:^|\s)(?!\S{4}\s)\S+\s+\S")
_FUND = re.compile(r"GJJ-([0-9]{2})[0-9]{2}-[0-9]{6}")
_FICTIONAL_CARD = "999999"  # assigned to no bank (domain §6)
_HINT = "Compare it with the bank card or the bank's letter, digit by digit."


@dataclass(frozen=True, eq=False)
class AccountNo(TextKind):
    """账号: letters, digits and hyphens; 16 to 19 digits are a card, whose last digit checks the others."""

    def mask(self, value: object) -> str:
        """Show the last four signs (R-PD-11)."""
        text = cleaning.compact(cleaning.shown(value))
        if len(text) < 8:
            return cleaning.HIDDEN
        return cleaning.HIDDEN + cleaning.stars(text, head=0, tail=4)[-4:]

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the number when it is a card that checks or a housing-fund account; other forms look like anything."""
        number = self._if_valid(text, realm)
        if number is None or _FUND.fullmatch(number):
            return number
        if not _CARD.fullmatch(number):
            return None
        # One citizen id in ten passes the cards' check by chance.
        is_person = any(CITIZEN_ID.recognise(number, each) is not None for each in Realm)
        return None if is_person else number

    def _read(self, text: str, realm: Realm) -> str:
        number = re.sub(r"\s", "", re.sub("[‐‑‒–—−﹣]", "-", text)).upper()
        # Hyphens group the digits of a card but are part of any other account number.
        if _CARD.fullmatch(number.replace("-", "")):
            number = number.replace("-", "")
        elif _TWO_NUMBERS.search(text.strip()):
            problem = "spaces part it into groups of other than four signs, so it may be two numbers"
            raise self.wrong(problem, f"Give one number, its signs together. {_HINT}", value=number, code="SPLIT")
        if not 4 <= len(number) <= 32:
            raise self.wrong(f"it has {len(number)} signs, not 4 to 32", _HINT, value=number, code="LENGTH")
        if not _FORM.fullmatch(number):
            problem = "only digits, Latin letters and single hyphens between them may stand in it"
            raise self.wrong(problem, _HINT, value=number, code="CHARACTER")
        card = _CARD.fullmatch(number) is not None
        self._check_realm(number, realm, card=card)
        if card and not luhn.is_valid(number):
            expected = luhn.calc_check_digit(number[:-1])
            raise self.wrong(
                f"the last digit of a card checks the others; it is {number[-1]} but should be {expected}",
                f"One of the {len(number)} digits is mistyped. {_HINT}",
                value=number,
                code="CHECK_DIGIT",
            )
        return number

    def _check_realm(self, number: str, realm: Realm, *, card: bool) -> None:
        """Only cards and housing-fund accounts have a fictional range; other forms are taken in either realm."""
        fund = _FUND.fullmatch(number)
        if not card and fund is None:
            return
        reserved = number.startswith(_FICTIONAL_CARD) if card else fund is not None and fund[1] == "99"
        if realm is Realm.FICTIONAL and not reserved:
            raise self.wrong(
                "this hub holds fictional data only and takes cards of 999999 and accounts of GJJ-99 alone",
                "Use such a number, or run the hub for production.",
                value=number,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                "cards of 999999 and accounts of GJJ-99 are reserved for fictional people",
                "Give a real number, or run the hub as a demo.",
                value=number,
                code="RESERVED_TEST",
            )


ACCOUNT_NO = AccountNo(
    name="AccountNo",
    zh="账号",
    en="Account number",
    description="An account number of a bank, a housing fund or a payment service: 4 to 32 letters, digits, hyphens.",
    stored=str,
)
