"""What every kind of value can do, and the two realms a value can come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias

from schema.errors import InvalidValue
from schema.values import cleaning

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
    description: str
    stored: type[Stored]

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> Stored:
        """Read any common writing and return the one stored form, or raise `InvalidValue`."""
        raise NotImplementedError

    def mask(self, value: object) -> str:
        """Show as little of the value as still lets a reader tell two records apart (R-PD-11)."""
        return cleaning.HIDDEN

    def same(self, a: object, b: object, realm: Realm = Realm.FICTIONAL) -> bool:
        """Tell whether two writings mean the same value; a malformed one is never the same as anything."""
        try:
            return self.parse(a, realm) == self.parse(b, realm)
        except InvalidValue:
            return False

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> Stored | None:
        """Return the stored form when a search text can only be this kind, else None; never raises."""
        return None

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
        return text

    def _if_valid(self, text: str, realm: Realm) -> str | None:
        try:
            return self.parse(text, realm)
        except InvalidValue:
            return None
