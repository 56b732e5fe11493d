"""Names of people and organisations."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.pinyin import pinyin_forms

MOST = 200
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_PADDED = re.compile(rf"({_HAN.pattern}) ({_HAN.pattern})")
_DOTS = re.compile(r"(?<=\w)\s*[·•・‧∙]\s*(?=\w)")


@dataclass(frozen=True, eq=False)
class Name(TextKind):
    """姓名或名称: one line, single spaces, Latin letters half-width, Chinese names with full-width brackets."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read a name of at most 200 characters on one line."""
        name = " ".join(unicodedata.normalize("NFC", self._plain(value)).split())
        bad = cleaning.forbidden(name)
        if bad:
            raise self.wrong(f"{bad} cannot stand in a name", "Remove this character.", code="CHARACTER")
        if len(name) > MOST:
            problem = f"it has {len(name)} characters, more than {MOST}"
            raise self.wrong(problem, "Give the name alone, without address or remarks.", code="LENGTH")
        name = _DOTS.sub("·", name)
        # Names of two characters are often padded in tables (张　三), so that columns align.
        padded = _PADDED.fullmatch(name)
        if padded:
            name = padded[1] + padded[2]
        if _HAN.search(name):
            # Registers write full-width brackets in company names; keyboards and spreadsheets do not.
            name = re.sub(r"\s*\)", "）", re.sub(r"\s*\(\s*", "（", name))
        return name

    def mask(self, value: object) -> str:
        """Show the first character and a fixed number of stars, so that the length is hidden too (R-PD-11)."""
        text = cleaning.half_width(cleaning.shown(value)).strip()
        return f"{text[0]}**" if len(text) > 1 and text[0].isalnum() else "**"

    def pinyin_forms(self, name: str) -> list[str]:
        """Return the ways the name is typed on a Latin keyboard."""
        return pinyin_forms(name)


NAME = Name(name="String", zh="姓名或名称", description="A name of a person or an organisation.", stored=str)
