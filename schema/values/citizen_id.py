"""Citizen ids: 18 digits with a check digit, old 15-digit ones, residence permits (R-ID-01, R-ID-02)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from schema.errors import InvalidValue
from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.regions import PROVINCES, RESERVED

_NEW = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"[0-9]{15}")
_CHECK_AGAIN = "Compare it with the document, digit by digit."


@dataclass(frozen=True, eq=False)
class CitizenId(TextKind):
    """公民身份号码 (R-ID-01)."""

    def _read(self, text: str, realm: Realm) -> str:
        compact = cleaning.compact(text).upper()
        if _OLD.fullmatch(compact):
            number = self._lifted(compact)
        elif _NEW.fullmatch(compact):
            number = compact
        else:
            raise self._malformed(compact)
        # Region before check digit: a real id pasted into a demo should be told so, whatever else is wrong with it.
        self._check_region(number, realm)
        self._check_birth_date(number)
        expected = ric.calc_check_digit(number)
        if number[-1] != expected:
            raise self.wrong(
                f"the check digit (18th character) is {number[-1]} but should be {expected}",
                f"One of the 18 characters is mistyped. {_CHECK_AGAIN}",
                value=compact,
                code="CHECK_DIGIT",
            )
        return number

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the id when the text is a valid one, else None."""
        return self._if_valid(text, realm)

    def _lifted(self, old: str) -> str:
        """Lift a 15-digit id, issued until 1999, to 18: the century 19 and a check digit are added."""
        body = f"{old[:6]}19{old[6:]}"
        return body + ric.calc_check_digit(f"{body}0")

    def _malformed(self, compact: str) -> InvalidValue:
        stray = next((i for i, sign in enumerate(compact, 1) if not re.fullmatch("[0-9]", sign)), None)
        if len(compact) not in (15, 18):
            problem, code = f"it has {len(compact)} characters, not 18 (or 15 for an old one)", "LENGTH"
        elif stray == 18:
            problem, code = "the 18th character must be a digit or X", "CHARACTER"
        else:
            problem, code = f"character {stray} is not a digit", "CHARACTER"
        hint = f"Write 18 digits, the last may be X. {_CHECK_AGAIN}"
        return self.wrong(problem, hint, value=compact, code=code)

    def _check_region(self, number: str, realm: Realm) -> None:
        reserved = number.startswith(RESERVED)  # before "9 = foreign resident": 99 is ours (domain §6)
        if realm is Realm.FICTIONAL:
            if not reserved:
                raise self.wrong(
                    "this hub holds fictional data only and takes ids of the reserved region 99 alone",
                    "Use an id that starts with 99, or run the hub for production.",
                    value=number,
                    code="NOT_FICTIONAL",
                )
        elif reserved:
            raise self.wrong(
                "region 99 is reserved for fictional people",
                "Give a real id, or run the hub as a demo.",
                value=number,
                code="RESERVED_TEST",
            )
        elif number[0] != "9" and number[:2] not in PROVINCES:
            raise self.wrong(
                f"no province has the number {number[:2]} (digits 1 and 2)", _CHECK_AGAIN, value=number, code="REGION"
            )

    def _check_birth_date(self, number: str) -> None:
        year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
        try:
            date(year, month, day)
        except ValueError:
            # The parts are named without the year: message and mask together must not give a birth date away.
            if year == 0:
                problem = "the birth year (digits 7 to 10) is 0000"
            elif not 1 <= month <= 12:
                problem = f"the birth month (digits 11 and 12) is {month:02}"
            else:
                problem = f"the birth date (digits 7 to 14) does not exist: month {month:02} has no day {day:02} then"
            raise self.wrong(problem, _CHECK_AGAIN, value=number, code="BIRTH_DATE") from None


CITIZEN_ID = CitizenId(
    name="CitizenId",
    zh="公民身份号码",
    description="A citizen id of 18 characters with check digit; 15-digit ids are lifted to 18.",
    stored=str,
)


def birth_date(citizen_id: str) -> date:
    """Return the birth date a citizen id of either realm holds (R-ID-01)."""
    number = _of_either_realm(citizen_id)
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(citizen_id: str) -> str:
    """Return MALE or FEMALE: the 17th digit is odd for men (R-ID-01)."""
    return "MALE" if int(_of_either_realm(citizen_id)[16]) % 2 else "FEMALE"


def age_on(citizen_id: str, day: date) -> int:
    """Return the completed years on a day; who was born on 29 February has a birthday on 1 March in other years."""
    born = birth_date(citizen_id)
    if (day.year, day.month, day.day) < (born.year, born.month, born.day):
        raise CITIZEN_ID.wrong("the day asked for is before the birth date", "Ask for a later day.", value=citizen_id)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _of_either_realm(citizen_id: str) -> str:
    """Normalise without asking the realm: whoever holds the id was already let in."""
    plain = cleaning.compact(cleaning.shown(citizen_id))
    return CITIZEN_ID.parse(citizen_id, Realm.FICTIONAL if plain.startswith(RESERVED) else Realm.REAL)
