"""Citizen ids: 18 digits with a check digit, old 15-digit ones, residence permits (R-ID-01, R-ID-02)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

from stdnum.cn import ric

from schema.errors import InvalidValue
from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.regions import PROVINCES, RESERVED

_NEW = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"[0-9]{15}")
_LENGTH = 18
#: GB 11643: what each of the first 17 digits weighs, and the check sign of each remainder by 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = b"10X98765432"
#: How many days the months have; the first is none.
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: GB 11643 began with people born in the 19th century.
_YEARS = (1850, 2099)
#: Fewer are as quick one after the other.
_MANY = 16
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
        # Region before check digit: a user who pastes a real id into a demo should learn that first.
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

    def proved(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the id when its own check digit proves it; 15 digits have none, and may be a company's number."""
        found = self._if_valid(text, realm)
        return None if found is None or _OLD.fullmatch(cleaning.compact(cleaning.shown(text))) else found

    def are_stored(self, texts: Sequence[str], realm: Realm = Realm.FICTIONAL) -> list[bool]:
        """Say of each text whether it is an id exactly as it is stored; many are checked in one pass."""
        shaped = [len(text) == _LENGTH and text.isascii() for text in texts]
        if shaped.count(True) < _MANY:
            return [like and self._if_valid(text, realm) == text for like, text in zip(shaped, texts, strict=True)]
        # Imported late: most of what uses values reads them one by one.
        import numpy as np

        signs = np.frombuffer("".join(compress(texts, shaped)).encode("ascii"), np.uint8).reshape(-1, _LENGTH)
        digits = signs[:, :-1].astype(np.int32) - ord("0")
        decimal = ((digits >= 0) & (digits <= 9)).all(axis=1)
        # What is no number is left out by the line above, and must not be taken for a place in the tables below.
        digits[~decimal] = 0
        two, four = np.array((10, 1), np.int32), np.array((1000, 100, 10, 1), np.int32)
        region, year = digits[:, :2] @ two, digits[:, 6:10] @ four
        month, day = digits[:, 10:12] @ two, digits[:, 12:14] @ two
        leap = (month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
        last = np.array(_DAYS, np.int32)[np.where(month <= 12, month, 0)] + leap
        dated = (year >= _YEARS[0]) & (year <= _YEARS[1]) & (day >= 1) & (day <= last)
        regions = np.array([self._of_realm(f"{each:02}", realm) for each in range(100)])
        checks = np.frombuffer(_CHECKS, np.uint8)[digits @ np.array(_WEIGHTS, np.int32) % 11]
        valid = iter((decimal & dated & regions[region] & (signs[:, -1] == checks)).tolist())
        return [like and next(valid) for like in shaped]

    def _of_realm(self, region: str, realm: Realm) -> bool:
        """Whether ids of this realm may begin with these two digits."""
        if realm is Realm.FICTIONAL or region == RESERVED:
            return realm is Realm.FICTIONAL and region == RESERVED
        return region[0] == "9" or region in PROVINCES

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
            if not _YEARS[0] <= year <= _YEARS[1]:
                raise ValueError
        except ValueError:
            # The parts are named without the year: message and mask together must not give a birth date away.
            if not _YEARS[0] <= year <= _YEARS[1]:
                problem = f"the birth year (digits 7 to 10) is not from {_YEARS[0]} to {_YEARS[1]}"
            elif not 1 <= month <= 12:
                problem = f"the birth month (digits 11 and 12) is {month:02}"
            else:
                problem = f"the birth date (digits 7 to 14) does not exist: month {month:02} has no day {day:02} then"
            raise self.wrong(problem, _CHECK_AGAIN, value=number, code="BIRTH_DATE") from None


CITIZEN_ID = CitizenId(
    name="CitizenId",
    zh="公民身份号码",
    en="Citizen identity number",
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
    """Normalise without the realm: the graph holds this id, so the realm was checked before."""
    plain = cleaning.compact(cleaning.shown(citizen_id))
    return CITIZEN_ID.parse(citizen_id, Realm.FICTIONAL if plain.startswith(RESERVED) else Realm.REAL)
