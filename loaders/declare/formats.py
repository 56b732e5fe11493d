"""How an agency's file is written; part of the vocabulary of `loaders.declare`."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TypeAlias

from schema.errors import DeclarationError


@dataclass(frozen=True, slots=True)
class Csv:
    """Text with separators, its first line a header. Decoded strictly."""

    encoding: str = "utf-8"
    delimiter: str = ","

    def __post_init__(self) -> None:
        try:
            codecs.lookup(self.encoding)
        except LookupError:
            raise DeclarationError(
                f"'{self.encoding}' is not an encoding.", hint="Write 'utf-8', 'gb18030' (also for GBK) or 'utf-16'."
            ) from None


@dataclass(frozen=True, slots=True)
class Xlsx:
    """A sheet of an Excel workbook, its first row a header; the first sheet where none is named."""

    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class JsonLines:
    """One JSON object a line, UTF-8. A column is a field's name, or a path as in 'court.code'."""


@dataclass(frozen=True, slots=True)
class FollowTheMoney(JsonLines):
    """JSON lines of `{"id", "schema", "properties"}`, as public data sets are published; see `follow_the_money()`."""


Format: TypeAlias = Csv | Xlsx | JsonLines | FollowTheMoney
