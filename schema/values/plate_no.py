"""Vehicle plate numbers (R-ID-04)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind

FICTIONAL_PROVINCE = "测"  # no province abbreviates so (domain §6)
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

_SIGN = "[0-9A-HJ-NP-Z]"
_FORM = re.compile(
    rf"[{_PROVINCES}{FICTIONAL_PROVINCE}][A-HJ-NP-Z]"
    rf"(?:{_SIGN}{{5}}"  # ordinary
    rf"|{_SIGN}{{4}}[挂学警港澳]"  # trailer, driving school, police, Hong Kong, Macao
    rf"|[A-HJK]{_SIGN}[0-9]{{4}}"  # new energy, small: D A B C E electric, F G H J K other
    r"|[0-9]{5}[A-HJK])"  # new energy, large
)
_DOTS = re.compile(r"[·•・‧∙.]")
_FORM_HINT = "Write a province sign, a letter and five signs (six for new energy), such as 测B67890 or 测BD67890."


@dataclass(frozen=True, eq=False)
class PlateNo(TextKind):
    """号牌号码 (R-ID-04)."""

    def mask(self, value: object) -> str:
        """Show province, letter and the last two signs (R-PD-11)."""
        return cleaning.stars(self._compact(cleaning.shown(value)), head=2, tail=2)

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the plate when the text is a valid one, else None."""
        return self._if_valid(text, realm)

    def _read(self, text: str, realm: Realm) -> str:
        plate = self._compact(text)
        province = plate[:1]
        if province != FICTIONAL_PROVINCE and province not in _PROVINCES:
            raise self.wrong("it does not start with a province sign", _FORM_HINT, value=plate, code="PROVINCE")
        if realm is Realm.FICTIONAL and province != FICTIONAL_PROVINCE:
            raise self.wrong(
                f"this hub holds fictional data only and takes plates of {FICTIONAL_PROVINCE} alone",
                f"Use a plate that starts with {FICTIONAL_PROVINCE}, or run the hub for production.",
                value=plate,
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and province == FICTIONAL_PROVINCE:
            raise self.wrong(
                f"{FICTIONAL_PROVINCE} is reserved for fictional vehicles",
                "Give a real plate, or run the hub as a demo.",
                value=plate,
                code="RESERVED_TEST",
            )
        if _FORM.fullmatch(plate):
            return plate
        if "I" in plate or "O" in plate:
            problem, hint = "the letters I and O are never used", "Write 1 for I and 0 for O. " + _FORM_HINT
            raise self.wrong(problem, hint, value=plate, code="CHARACTER")
        if len(plate) not in (7, 8):
            raise self.wrong(f"it has {len(plate)} signs, not 7 or 8", _FORM_HINT, value=plate, code="LENGTH")
        if not re.fullmatch("[A-Z]", plate[1]):
            raise self.wrong("the second sign is not a letter", _FORM_HINT, value=plate, code="CHARACTER")
        if len(plate) == 8:
            problem = "a plate of eight signs needs a letter A to K (not I) in third or last place, and digits"
            raise self.wrong(problem, _FORM_HINT, value=plate, code="NEW_ENERGY")
        problem = "after the second sign only digits, letters and an ending 挂 学 警 港 澳 may stand"
        raise self.wrong(problem, _FORM_HINT, value=plate, code="CHARACTER")

    def _compact(self, text: str) -> str:
        return _DOTS.sub("", cleaning.compact(text)).upper()


PLATE_NO = PlateNo(
    name="PlateNo",
    zh="号牌号码",
    description="A vehicle plate without separators, such as 测A12345.",
    stored=str,
)
