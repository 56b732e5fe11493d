"""Calendar days."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from schema.errors import InvalidValue
from schema.values import cleaning
from schema.values.base import Kind, Realm
from schema.values.numerals import in_digits

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))

_FORMS = (
    re.compile(r"([0-9]{4})([-/.‐‑‒–—−])([0-9]{1,2})\2([0-9]{1,2})((?:[T 上].*)?)"),
    re.compile(r"([0-9]{4})(年) ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号](.*)"),
)
_BARE = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})((?:[0-9]{6}|[T ].*)?)")
_CLOCK = re.compile(
    r"T? *([0-9]{1,2})[:时]?(?:([0-9]{1,2})[:分]?(?:([0-9]{1,2})(?:[.,]0+)?秒?)?)?"
    r" ?(AM)? ?(?:(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)(?:\[[A-Z_/+-]{1,40}\])?)?"
)
#: Spreadsheets in Chinese write the half of the day before its time: 上午 12:00 is midnight.
_BEFORE_NOON = re.compile("^ *上午 *(.*)", re.DOTALL)
_HINT = "Write year, month and day, such as 2026-01-31, 2026/1/31 or 2026年1月31日."


@dataclass(frozen=True, eq=False)
class Date(Kind):
    """日期: a calendar day without time."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> datetime.date:
        """Read a day from text, from eight digits, or from a date object; a time of day is dropped in +08:00."""
        if isinstance(value, datetime.datetime):
            return self._day_of(value)
        if isinstance(value, datetime.date):
            return datetime.date(value.year, value.month, value.day)
        if isinstance(value, float):
            problem = "it came as a number, which spreadsheets use for days"
            raise self.wrong(problem, "Format the spreadsheet column as a date or text. " + _HINT, code="TYPE")
        try:
            text = in_digits(cleaning.whole(cleaning.half_width(cleaning.as_text(value)).strip()))
        except cleaning.NotTextError as problem:
            raise self.wrong(problem.problem, _HINT, code="TYPE") from None
        found = self._match(text, (*_FORMS, _BARE))
        if found is None:
            raise self.wrong("the text is not a date with year, month and day", _HINT, code="FORM")
        return self._day(*found[:3], clock=found[3])

    def mask(self, value: object) -> str:
        """Show the year only (R-PD-11)."""
        try:
            return f"{self.parse(value).year:04}-**-**"
        except InvalidValue:
            return "****-**-**"

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> datetime.date | None:
        """Return the day when the text is one written with separators; eight bare digits may be anything."""
        plain = in_digits(cleaning.half_width(cleaning.shown(text)).strip())
        found = self._match(plain, _FORMS)
        try:
            return None if found is None else self._day(*found[:3], clock=found[3])
        except InvalidValue:
            return None

    def _match(self, text: str, forms: tuple[re.Pattern[str], ...]) -> tuple[int, int, int, str] | None:
        for form in forms:
            found = form.fullmatch(text)
            if found:
                return int(found[1]), int(found[3]), int(found[4]), found[5]
        return None

    def _day(self, year: int, month: int, day: int, *, clock: str) -> datetime.date:
        """The day; a time of it is taken where it says no more than the day, as midnight, here or by Beijing time."""
        try:
            written = datetime.date(year, month, day)
        except ValueError:
            if not 1 <= month <= 12:
                problem = f"there is no month {month}"
            elif year == 0:
                problem = "there is no year 0"
            else:
                problem = f"month {month} of that year has no day {day}"
            raise self.wrong(problem, _HINT, code="CALENDAR") from None
        return self._at(written, clock) if clock else written

    def _at(self, written: datetime.date, clock: str) -> datetime.date:
        """Spreadsheets and databases export a day as its midnight; any other time means that a DateTime was meant."""
        found = _CLOCK.fullmatch(_BEFORE_NOON.sub(r"\1 AM", clock).strip().upper())
        if found is not None:
            hour, minute, second = (int(found[part] or 0) for part in (1, 2, 3))
            hour = 0 if found[4] and hour == 12 else hour
            try:
                moment = datetime.datetime.fromisoformat(
                    f"{written.isoformat()}T{hour:02}:{minute:02}:{second:02}{_offset(found[5])}"
                ).astimezone(SHANGHAI)
            except (OverflowError, ValueError):
                pass
            else:
                midnight = (hour, minute, second) == (0, 0, 0)
                # Midnight elsewhere may be the day before here: then nobody knows which day was meant.
                if moment.time() == datetime.time() or (midnight and moment.date() == written):
                    return moment.date()
        raise self.wrong("the text is not a date with year, month and day alone", _HINT, code="FORM")

    def _day_of(self, value: datetime.datetime) -> datetime.date:
        try:
            local = value if value.utcoffset() is None else value.astimezone(SHANGHAI)
        except (OverflowError, ValueError, NotImplementedError):
            raise self.wrong("the day is outside the years 1 to 9999", _HINT, code="RANGE") from None
        return datetime.date(local.year, local.month, local.day)


def _offset(written: str | None) -> str:
    return "+08:00" if written is None else "+00:00" if written in ("Z", "UTC") else written


DATE = Date(name="Date", zh="日期", en="Day", description="A calendar day, written 2026-11-02.", stored=datetime.date)
