"""Points in time, always kept in +08:00."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from schema.errors import InvalidValue
from schema.values import cleaning
from schema.values.base import Kind, Realm
from schema.values.date import SHANGHAI

_FORM = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.年])(?P<month>[0-9]{1,2})(?:[-/.月])(?P<day>[0-9]{1,2})日?[T ]*(?<=[T 日])"
    r"(?P<hour>[0-9]{1,2})(?::|时)(?P<minute>[0-9]{1,2})分?"
    r"(?::?(?P<second>[0-9]{1,2})(?:[.,](?P<fraction>[0-9]{1,9}))?秒?)?"
    r" ?(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_HINT = "Write 2026-01-31T09:30:00+08:00; without an offset the time is taken as Beijing time."


@dataclass(frozen=True, eq=False)
class DateTime(Kind):
    """时间: a point in time; the order of two services in one second may decide a queue, so nothing is rounded off."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> datetime.datetime:
        """Read a point in time; without an offset it is Beijing time; the answer always has +08:00."""
        if isinstance(value, datetime.datetime):
            return self._local(value)
        if isinstance(value, datetime.date):
            raise self.wrong("a day has no time", "Add the time. " + _HINT, code="NO_TIME")
        if not isinstance(value, str):
            raise self.wrong("a text with date and time is needed", _HINT, code="TYPE")
        text = cleaning.half_width(cleaning.shown(value)).replace("−", "-").strip()
        found = _FORM.fullmatch(text.upper())
        if found is not None:
            return self._from_parts(found)
        if not re.search("[:T时]", text.upper()):
            raise self.wrong("the text has no time of day", "Add the time. " + _HINT, code="NO_TIME")
        try:
            return self._local(datetime.datetime.fromisoformat(text))  # the compact ISO forms
        except ValueError as problem:
            if isinstance(problem, InvalidValue):
                raise
            raise self.wrong("the text is not a date with time", _HINT, code="FORM") from None

    def mask(self, value: object) -> str:
        """Show the year only (R-PD-11)."""
        try:
            return f"{self.parse(value).year:04}-**-**"
        except InvalidValue:
            return "****-**-**"

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> datetime.datetime | None:
        """Return the point in time when the text is one, else None."""
        try:
            return self.parse(text, realm)
        except InvalidValue:
            return None

    def _from_parts(self, found: re.Match[str]) -> datetime.datetime:
        fraction = (found["fraction"] or "").ljust(6, "0")
        if fraction[6:].strip("0"):
            raise self.wrong("the second has more than six decimals", "Give at most microseconds.", code="FORM")
        numbers = [int(found[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")]
        offset = found["offset"]
        try:
            # fromisoformat checks the calendar, the clock and the offset in one go.
            written = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*numbers)
            moment = datetime.datetime.fromisoformat(f"{written}.{fraction[:6]}{offset or '+08:00'}")
        except ValueError:
            raise self.wrong("there is no such day or time of day", _HINT, code="CALENDAR") from None
        return self._local(moment)

    def _local(self, moment: datetime.datetime) -> datetime.datetime:
        # A fixed offset on purpose: an act of 1988, when there was summer time, still sorts by what the document says.
        try:
            aware = moment.replace(tzinfo=SHANGHAI) if moment.utcoffset() is None else moment.astimezone(SHANGHAI)
        except (OverflowError, ValueError, NotImplementedError):
            raise self.wrong("the time is outside the years 1 to 9999", _HINT, code="RANGE") from None
        # Spreadsheet readers hand over subclasses; the driver wants the plain type.
        return datetime.datetime(
            *(aware.year, aware.month, aware.day, aware.hour, aware.minute, aware.second, aware.microsecond),
            tzinfo=SHANGHAI,
        )


DATE_TIME = DateTime(
    name="DateTime",
    zh="时间",
    en="Time",
    description="A point in time with offset, always answered in +08:00.",
    stored=datetime.datetime,
)
