"""How a cell becomes a value: units, codes and kinds, with the common values remembered."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeAlias

from loaders.columns import Column
from schema.errors import DeclarationError, InvalidValue
from schema.values import FEN, Kind, Realm, fen_from_yuan, pinyin_forms

Convert: TypeAlias = Callable[[Any], Any]
#: Values remembered for each column: dates, names, codes repeat; memory stays bounded.
REMEMBERED = 16384
#: The database refuses to index longer values, and with them a whole transaction (8,167 bytes of UTF-8, key and all).
MAX_INDEXED = 1_000


def converter(column: Column, kind: Kind, realm: Realm, *, indexed: bool = False) -> Convert:
    """The function from a cell that is not empty to the stored value; it raises InvalidValue."""
    read: Convert
    if column.unit and column.codes:
        raise DeclarationError(f"Column '{column.name}' has codes and a unit.", hint="Use one of the two.")
    if column.unit == "yuan" and kind is not FEN:
        raise DeclarationError(
            f"Column '{column.name}' is in yuan, but the property is no amount.", hint="Leave yuan() out."
        )
    if column.unit == "yuan":
        read = fen_from_yuan
    elif column.unit == "percent":
        read = _percent(kind, realm)
    elif column.codes is not None:
        return _coded({code: _declared(kind, realm, column, word) for code, word in column.codes.items()}, column.name)
    else:

        def read(value: Any) -> Any:
            return kind.parse(value, realm)

    if kind is FEN:
        read = _not_negative(read)
    return _remembering(_short(read, kind) if indexed else read)


def constant(column: Column, kind: Kind, realm: Realm) -> Any:
    """The value of a `const()`, checked when the feed is prepared."""
    return _declared(kind, realm, column, column.const)


def coded(column: Column, meanings: dict[str, Any]) -> Convert:
    """The function from one of the agency's codes to its meaning."""
    return _coded(meanings, column.name)


@lru_cache(maxsize=REMEMBERED)
def pinyin(name: str | None) -> str | None:
    """The stored pinyin forms of a name."""
    return None if name is None else " ".join(pinyin_forms(name)).lower()


def _declared(kind: Kind, realm: Realm, column: Column, word: object) -> Any:
    try:
        return kind.parse(word, realm)
    except InvalidValue as error:
        raise DeclarationError(
            f"The declaration of '{column.name or 'const'}' uses {word!r}, which is no {kind.name}.", hint=error.hint
        ) from error


def _coded(meanings: dict[str, Any], column: str) -> Convert:
    def read(value: Any) -> Any:
        text = str(value).strip()
        if text in meanings:
            return meanings[text]
        raise InvalidValue(
            "The code is not one of those the feed declares.",
            hint=f"Use one of {', '.join(list(meanings)[:20])}, or add the code to codes('{column}', …).",
            problem="UNKNOWN_CODE",
        )

    return read


def _percent(kind: Kind, realm: Realm) -> Convert:
    def read(value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = Decimal(value.strip().rstrip("%％").strip())
            except InvalidOperation:
                raise kind.wrong("the text is not a percentage", "Write '35' or '35%'.", code="FORM") from None
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            raise kind.wrong("it is not a percentage", "Write '35' or '35%'.", code="TYPE")
        fraction = kind.parse(float(Decimal(str(value)) / 100), realm)
        if not 0 <= fraction <= 1:  # type: ignore[operator]  # a percentage is declared for numbers only
            raise kind.wrong("the percentage is not between 0 and 100", "Check the unit.", code="RANGE")
        return fraction

    return read


def _not_negative(read: Convert) -> Convert:
    def checked(value: Any) -> Any:
        amount = read(value)
        if amount < 0:
            raise FEN.wrong("the amount is negative", "Give the amount without a sign.", code="NEGATIVE")
        return amount

    return checked


def _short(read: Convert, kind: Kind) -> Convert:
    def checked(value: Any) -> Any:
        found = read(value)
        if isinstance(found, str) and len(found) > MAX_INDEXED:
            problem = f"it has {len(found)} characters, and what is searched by has at most {MAX_INDEXED}"
            raise kind.wrong(problem, "Shorten it, or map another column.", code="LENGTH")
        return found

    return checked


def _remembering(read: Convert) -> Convert:
    # typed: 1, 1.0 and True are equal, but not the same cell.
    remembered = lru_cache(maxsize=REMEMBERED, typed=True)(read)

    def lookup(value: Any) -> Any:
        return read(value) if isinstance(value, (dict, list)) else remembered(value)

    return lookup
