"""Vehicle plate numbers (R-ID-04)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.han import simplified

FICTIONAL_PROVINCE = "测"  # no province abbreviates so (domain §6)
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

_SIGN = "[0-9A-HJ-NP-Z]"
_FORM = re.compile(
    rf"[{_PROVINCES}{FICTIONAL_PROVINCE}](?:[A-HJ-Z]"  # O: vehicles of public security and others, by the province
    rf"(?:{_SIGN}{{5}}"  # ordinary
    # trailer, driving school, police, Hong Kong, Macao, embassy, consulate, test, oversize
    rf"|{_SIGN}{{4}}[挂学警港澳使领试超]"
    r"|[0-9]{4}应急"  # fire and rescue
    rf"|[A-HJK]{_SIGN}[0-9]{{4}}"  # new energy, small: D A B C E electric, F G H J K other
    r"|[0-9]{5}[A-HJK])"  # new energy, large
    r"|[0-9]{7})"  # tractors: the number of the city, then five digits
)
#: Embassies have plates of no province, with the number of their country; the sign stood first before 2018.
_EMBASSY = re.compile("使[0-9]{6}|[0-9]{6}使")
#: The armed police, and two letters before five digits.
_ARMED_FORCES = re.compile(rf"WJ[{_PROVINCES}0-9A-Z]{{5,7}}|[A-Z]{{2}}[0-9]{{5}}")
_PART = rf"[{cleaning.MIDDLE_DOTS}.\s-]"
#: The plates in which a dot parts digits: tractors', and embassies'.
_PARTED = re.compile(
    rf"(\S[0-9]{{2}}){_PART}([0-9]{{5}})"
    rf"|(使\s?[0-9]{{3}}){_PART}([0-9]{{3}})|([0-9]{{3}}){_PART}([0-9]{{3}}\s?使)"
)
_DOTS = re.compile(f"[{cleaning.MIDDLE_DOTS}.]")
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
        if cleaning.split_digits(_DOTS.sub("-", _PARTED.sub(r"\1\2\3\4\5\6", text))) is not None:
            problem = "spaces, hyphens or dots part its digits, so it may be a range or two plates"
            raise self.wrong(problem, f"Give one plate. {_FORM_HINT}", value=plate, code="SPLIT")
        if _ARMED_FORCES.fullmatch(plate):
            problem = "it is a plate of the armed forces, which the traffic police do not register"
            raise self.wrong(problem, "Leave this vehicle out.", value=plate, code="ARMED_FORCES")
        province, embassy = plate[:1], _EMBASSY.fullmatch(plate)
        if province != FICTIONAL_PROVINCE and province not in _PROVINCES and not embassy:
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
        if embassy or _FORM.fullmatch(plate):
            return plate
        if "I" in plate or "O" in plate:
            problem, hint = "I is never used, and O only as second sign", "Write 1 for I and 0 for O. " + _FORM_HINT
            raise self.wrong(problem, hint, value=plate, code="CHARACTER")
        if len(plate) not in (7, 8):
            raise self.wrong(f"it has {len(plate)} signs, not 7 or 8", _FORM_HINT, value=plate, code="LENGTH")
        if not re.fullmatch("[A-Z]", plate[1]):
            raise self.wrong("the second sign is not a letter", _FORM_HINT, value=plate, code="CHARACTER")
        if len(plate) == 8:
            problem = "a plate of eight signs needs a letter A to K (not I) in third or last place, and digits"
            raise self.wrong(problem, _FORM_HINT, value=plate, code="NEW_ENERGY")
        problem = "after the second sign only digits, letters and an ending 挂 学 警 港 澳 使 领 试 超 应急 may stand"
        raise self.wrong(problem, _FORM_HINT, value=plate, code="CHARACTER")

    def _compact(self, text: str) -> str:
        return _DOTS.sub("", simplified(cleaning.compact(text))).upper()


PLATE_NO = PlateNo(
    name="PlateNo",
    zh="号牌号码",
    en="Number plate",
    description="A vehicle plate without separators, such as 测A12345.",
    stored=str,
)
