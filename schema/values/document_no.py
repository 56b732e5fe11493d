"""Numbers of documents; those of courts are the case's number with 之 and the document's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.errors import InvalidValue
from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.case_number import CASE_NUMBER
from schema.values.han import simplified
from schema.values.numerals import in_numerals
from schema.values.text import TEXT

_LONGEST = 80
_NUMBER = "[一二三四五六七八九十百0-9]{1,6}"
_OWN = re.compile(rf"之?\s*({_NUMBER})\s*号?")
#: Many courts write 号 at the end alone: 执1203之三号.
_LATE_SIGN = re.compile(rf"([0-9])(\s*之\s*{_NUMBER}\s*)号")


@dataclass(frozen=True, eq=False)
class DocumentNo(TextKind):
    """文书编号: of a court, the number of the case and that of the document in it; any other is text as it stands."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read a number in any common writing: brackets of either width, blanks, full-width digits."""
        text = TEXT.parse(value, realm)
        return self._of_a_case(text, realm) or text

    def mask(self, value: object) -> str:
        """Show nothing."""
        return TEXT.mask(value)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the number when the text is that of a court's document, else None; never raises."""
        # A search box is given anything.
        return self._of_a_case(text, realm) if isinstance(text, str) else None

    def _of_a_case(self, text: str, realm: Realm) -> str | None:
        if len(text) > _LONGEST or ("号" not in text and "號" not in text):
            return None
        plain = _LATE_SIGN.sub(r"\1号\2", simplified(cleaning.half_width(text)).strip())
        case, sign, own = plain.rstrip("号").rpartition("号")
        found = _OWN.fullmatch(own.strip())
        if not sign or found is None:
            return None
        try:
            return f"{CASE_NUMBER.parse(case + sign, realm)}之{_counted(found[1])}"
        except InvalidValue:
            return None


def _counted(own: str) -> str:
    """The document's own number as courts write it: 之3 is 之三."""
    return in_numerals(int(own)) if own.isascii() and 1 <= int(own) <= 99 else own


DOCUMENT_NO = DocumentNo(
    name="String",
    zh="文书编号",
    en="Document number",
    description="The number of a document, such as （2026）示0102执1203号之三.",
    stored=str,
)
