"""Names of people and organisations."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.han import HAN_SIGNS, ordinary
from schema.values.pinyin import is_surname, pinyin_forms

MOST = 1_000
_HAN = re.compile(f"[{HAN_SIGNS}]")
#: Most names, in which there is nothing to change.
_AS_STORED = re.compile("[一-鿿]{1,100}")
_ONE_IN_ALL = re.compile(f"[{HAN_SIGNS}]+")
#: Middle dots of every writing and font; a full stop is one between Chinese characters, as in 买买提．艾力.
_DOTS = re.compile(rf"(?<=\w)\s*[{cleaning.MIDDLE_DOTS}]+\s*(?=\w)")
_STOPS = re.compile(rf"(?<={_HAN.pattern})\s*[.。｡﹒]\s*(?={_HAN.pattern})")
#: Brackets of every writing and font are those of registers, （）.
_OTHER_BRACKETS = str.maketrans("﹙﹚[]〔〕【】〖〗﹝﹞⟨⟩⦅⦆｟｠❨❩", "()" * 10)
#: What stands where a character was lost on the way.
_LOST = "\ufffd"
_BLANKS = re.compile(rf"(?<=[{HAN_SIGNS}（）·]) (?=[{HAN_SIGNS}（）])")
_ORGANISATION = re.compile(r"(?:公司|集团|厂|行|法院|局|中心|事务所|店|合作社|学校|医院|委员会|部)$")
_LONGEST_PERSON = 5


@dataclass(frozen=True, eq=False)
class Name(TextKind):
    """姓名或名称: one line, single spaces, Latin letters half-width, Chinese names with full-width brackets."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read a name of at most 1,000 characters on one line."""
        if type(value) is str and _AS_STORED.fullmatch(value):
            return value
        name = " ".join(unicodedata.normalize("NFC", ordinary(self._plain(value))).split())
        bad = cleaning.forbidden(name)
        if bad:
            raise self.wrong(f"{bad} cannot stand in a name", "Remove this character.", code="CHARACTER")
        if _LOST in name:
            problem = f"a character of it was lost before it came here (U+FFFD at position {name.index(_LOST) + 1})"
            raise self.wrong(problem, "Export it again in the encoding that the feed declares.", code="ENCODING")
        if not any(sign.isalnum() for sign in name):
            problem = "it has neither a letter nor a digit"
            raise self.wrong(problem, "Leave the field out (null) when it is not known.", code="FORM")
        if len(name) > MOST:
            problem = f"it has {len(name)} characters, more than {MOST}"
            raise self.wrong(problem, "Give the name alone, without address or remarks.", code="LENGTH")
        name = _STOPS.sub("·", _DOTS.sub("·", name))
        if _HAN.search(name):
            # Registers write full-width brackets in company names; keyboards and spreadsheets do not.
            name = name.translate(_OTHER_BRACKETS)
            name = re.sub(r"\s*\)", "）", re.sub(r"\s*\(\s*", "（", name))
        return _without_padding(name)

    def mask(self, value: object) -> str:
        """Show the first character and a fixed number of stars, so that the length is hidden too (R-PD-11)."""
        text = cleaning.half_width(cleaning.shown(value)).strip()
        return f"{text[0]}**" if len(text) > 1 and text[0].isalnum() else "**"

    def pinyin_forms(self, name: str) -> list[str]:
        """Return the ways the name is typed on a Latin keyboard."""
        return pinyin_forms(name)


def _without_padding(name: str) -> str:
    """Drop the blanks with which tables align names (张　三, 雍　大　同) or wrap those of companies.

    Two names of several characters each are two people in one cell, and stay apart.
    """
    if " " not in name:
        return name
    if _ORGANISATION.search(name):
        return _BLANKS.sub("", name)
    parts = name.split(" ")
    whole = "".join(parts)
    if _ONE_IN_ALL.fullmatch(whole) is None:
        return name
    single = [len(part) == 1 for part in parts]
    one = all(single) or (len(whole) <= _LONGEST_PERSON and (any(single) or is_surname(parts[0])))
    return whole if one else name


NAME = Name(name="String", zh="姓名或名称", en="Name", description="A name of a person or an organisation.", stored=str)
