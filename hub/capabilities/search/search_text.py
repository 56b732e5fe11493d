"""What stands in the search box, read as the intake reads it: a number, a label with a number, a name, or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schema.errors import InvalidValue
from schema.values import NAME, characters
from schema.values.cleaning import MIDDLE_DOTS, half_width
from schema.values.han import HAN_SIGNS, simplified
from schema.values.name_forms import writings

#: What forms and tables put in front of a value: 案号：, 身份证号:, Name:.
_LABEL = re.compile(r"^[^:]{1,20}:\s*(?=\S)")
_BETWEEN = re.compile(r"[\s,，、;；|/]+")
#: What may be a number where nothing parts it from the words around it.
_YEAR = r"[(〔\[【]?[0-9]{4}[)〕\]】]?年?"
_CASE = re.compile(rf"{_YEAR}[{HAN_SIGNS}]{{1,8}}[0-9]{{0,4}}[{HAN_SIGNS}]{{0,5}}[0-9]{{1,8}}号")
_RUN = re.compile(r"[0-9A-Za-z]{6,}")
_PLATE = re.compile(rf"[{HAN_SIGNS}][A-Za-z][{MIDDLE_DOTS}.]?[0-9A-Za-z]{{4,6}}[挂学警港澳领使试超]?")
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text that is searched for: `whole` is all of it, with and without a label; `names` how a name may be stored."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def bare(self) -> str:
        """The letters and digits of the name alone."""
        return characters(self.names[0])


def parse(text: str) -> SearchText:
    """Read what was typed or pasted; anything is read."""
    plain = " ".join(half_width(text).split())
    bare = _LABEL.sub("", plain)
    parts = tuple(dict.fromkeys(_parts(bare)))[:_MOST_PARTS]
    named = _stored_form(bare)
    # Who gives both writings of a name means either.
    return SearchText(
        _without_repeats(plain, bare), parts, _without_repeats(*writings(named), simplified(named), bare, plain)
    )


def words_beside(text: str, numbers: list[str]) -> str:
    """What is left of a text without the numbers in it."""
    for number in numbers:
        text = text.replace(number, " ")
    return " ".join(_BETWEEN.sub(" ", text).split())


def _stored_form(text: str) -> str:
    try:
        return NAME.parse(text)
    except InvalidValue:
        return text


def _parts(text: str) -> Iterator[str]:
    yield from (part for part in _BETWEEN.split(text) if part and part != text)
    for pattern in (_CASE, _PLATE, _RUN):
        yield from (found for found in pattern.findall(text) if found != text)


def _without_repeats(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
