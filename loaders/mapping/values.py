"""How a cell becomes a value: units, codes and kinds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeAlias

from loaders.declare.columns import Column
from loaders.reading.cells import Percentage, word
from schema.errors import DeclarationError, InvalidValue
from schema.values import FEN, TEXT, Kind, Realm, cleaning, fen_from_yuan, name_forms

Convert: TypeAlias = Callable[[Any], Any]
#: Texts whose values are remembered for each column: dates, names, codes repeat; memory stays bounded.
REMEMBERED = 16384
#: The database refuses to index longer values, and with them a whole transaction (8,167 bytes of UTF-8, key and all).
MAX_INDEXED = 1_000


def converter(column: Column, kind: Kind, realm: Realm, *, indexed: bool = False, identity: bool = False) -> Convert:
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
    if identity and kind is TEXT:
        read = _number(read)
    return _short(read, kind) if indexed else read


def constant(column: Column, kind: Kind, realm: Realm) -> Any:
    """The value of a `const()`, checked when the feed is prepared."""
    return _declared(kind, realm, column, column.const)


def coded(column: Column, meanings: dict[str, Any]) -> Convert:
    """The function from one of the agency's codes to its meaning."""
    return _coded(meanings, column.name)


@lru_cache(maxsize=REMEMBERED)
def pinyin(name: str | None) -> str | None:
    """The stored forms of a name, which it is looked for by."""
    return None if name is None else name_forms(name)


def pinyin_of(value: str | list[str] | None) -> str | list[str] | None:
    """The stored pinyin forms of a name, or of each of several."""
    return [pinyin(each) or "" for each in value] if isinstance(value, list) else pinyin(value)


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
        if text in meanings or (text := word(value)) in meanings:
            return meanings[text]
        raise InvalidValue(
            "The code is not one of those the feed declares.",
            hint=f"Use one of {', '.join(list(meanings)[:20])}, or add the code to codes('{column}', …).",
            problem="UNKNOWN_CODE",
        )

    return read


def _percent(kind: Kind, realm: Realm) -> Convert:
    def read(value: Any) -> Any:
        if isinstance(value, Percentage):
            return kind.parse(cleaning.as_shown(value), realm)
        if isinstance(value, str):
            try:
                value = Decimal(cleaning.half_width(cleaning.shown(value)).strip().removesuffix("%").rstrip())
            except InvalidOperation:
                raise kind.wrong("the text is not a percentage", "Write '35' or '35%'.", code="FORM") from None
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            raise kind.wrong("it is not a percentage", "Write '35' or '35%'.", code="TYPE")
        fraction = kind.parse(cleaning.as_shown(float(Decimal(str(value)) / 100)), realm)
        if not 0 <= fraction <= 1:  # type: ignore[operator]  # a percentage is declared for numbers only
            raise kind.wrong("the percentage is not between 0 and 100", "Check the unit.", code="RANGE")
        return fraction

    return read


def _number(read: Convert) -> Convert:
    """An agency's own number, which software that keeps numbers as floats may have written as 77001.0."""

    def plain(value: Any) -> Any:
        found = read(value)
        return cleaning.whole(found) if isinstance(found, str) else found

    return plain


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
