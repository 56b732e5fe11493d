"""Articles of law as purposes name them, and what their numbers were compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Comparison(Enum):
    """What the number of an article was compared with; the contract names it, except for the text itself."""

    AGAINST_THE_TEXT = "text"
    AGAINST_A_COPY = "copy"
    NOT_AT_ALL = "unchecked"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of law, never a bare number: instrument, version and article, with the dates it is in force.

    An article without a number is named by its matter. `checked`: what its number was compared with.
    """

    instrument: str
    version: str
    article: str
    since: date
    until: date | None = None
    checked: Comparison = Comparison.AGAINST_THE_TEXT

    def in_force(self, day: date) -> bool:
        """Whether the article is in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def __str__(self) -> str:
        number = f"art. {self.article}" if self._numbered else f"（{self.article}）"
        return f"{self.instrument} ({self.version}) {number}"

    @property
    def _numbered(self) -> bool:
        return self.article[:1].isdigit()

    @property
    def zh(self) -> str:
        """The article as a Chinese text names it."""
        number = f"第{self.article}条" if self._numbered else f"（{self.article}）"
        return f"{self.instrument} ({self.version}){number}"
