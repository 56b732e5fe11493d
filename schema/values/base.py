"""What every kind of value can do, and the two realms a value can come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias

from schema.errors import InvalidValue
from schema.values import cleaning

#: One value as the graph keeps it; a kind whose values are lists keeps a list of these.
Stored: TypeAlias = str | int | float | bool | date | datetime


class Realm(Enum):
    """Production (REAL) refuses the reserved fictional ranges of domain §6; demo and tests take only these."""

    REAL = "real"
    FICTIONAL = "fictional"


# Identity, not field values, tells kinds apart: NAME and TEXT share a scalar name, and a Choice holds a mapping.
@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of value: one way to write it, many ways to read it (R-ID-01 to R-ID-06)."""

    name: str
    zh: str
    en: str
    description: str
    stored: type[Stored]

    @property
    def many(self) -> bool:
        """Whether a value is a list; `stored` is then the type of its members."""
        return False

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> Stored | list[str]:
        """Read any common writing and return the one stored form, or raise `InvalidValue`."""
        raise NotImplementedError

    def mask(self, value: object) -> str:
        """Show as little of the value as still lets a reader tell two records apart (R-PD-11)."""
        return cleaning.HIDDEN

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> Stored | None:
        """Return the stored form when a search text can only be this kind, else None; never raises."""
        return None

    def proved(self, text: str, realm: Realm = Realm.FICTIONAL) -> Stored | None:
        """Return the stored form when the text by itself proves who or what it names, else None; never raises.

        Only such a number joins records of sources that do not say what it is.
        """
        return self.recognise(text, realm)

    def wrong(
        self, problem: str, hint: str, *, value: object = None, code: str = "FORM", **details: object
    ) -> InvalidValue:
        """Build the error for a bad value: names the kind and the problem, shows the value only masked (R-PD-11)."""
        shown = "" if value is None else f" {self.mask(value)}"
        message = f"{self.zh} ({self.name}){shown}: {problem}."
        return InvalidValue(message, hint=hint, kind=self.name, problem=code, **details)


@dataclass(frozen=True, eq=False)
class TextKind(Kind):
    """A kind kept as text: subclasses implement `_read`, which gets plain half-width text."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read any common writing and return the one stored form, or raise `InvalidValue`."""
        return self._read(self._plain(value), realm)

    def mask(self, value: object) -> str:
        """Show the first four and the last two characters (R-PD-11)."""
        return cleaning.stars(cleaning.compact(cleaning.shown(value)).upper(), head=4, tail=2)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the stored form when a search text can only be this kind, else None; never raises."""
        return None

    def _read(self, text: str, realm: Realm) -> str:
        raise NotImplementedError

    def _plain(self, value: object) -> str:
        """Turn what a file, a form or a spreadsheet gave into half-width text without padding."""
        try:
            text = cleaning.half_width(cleaning.as_text(value)).strip()
        except cleaning.NotTextError as problem:
            raise self.wrong(problem.problem, problem.hint, code="TYPE") from None
        if not text:
            raise self.wrong("the value is empty", "Leave the field out (null) when it is not known.", code="EMPTY")
        if cleaning.scientific(text):
            raise self.wrong(
                "it is in scientific notation (科学计数法), in which a spreadsheet has dropped the last digits",
                "Format the spreadsheet column as text before the numbers are filled in, and export again.",
                value=text,
                code="SCIENTIFIC",
            )
        return cleaning.whole(text)

    def _if_valid(self, text: str, realm: Realm) -> str | None:
        try:
            return self.parse(text, realm)
        except InvalidValue:
            return None
