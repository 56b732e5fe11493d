"""Case numbers of enforcement cases (R-ID-06)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from schema.values import cleaning
from schema.values.base import Realm, TextKind
from schema.values.han import simplified

FICTIONAL_COURT = "示"  # no court has this sign (domain §6)
#: Types of enforcement, of its review and of what belongs to it (法〔2015〕137号), the longer before its beginning.
CASE_TYPES = (
    "执恢", "执保", "执异", "执复", "执监", "执协", "执他", "司惩复", "司惩", "司救执", "破申", "强清", "财保", "执",
)  # fmt: skip
_COURTS = "最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军]"
#: Until 2015 each court chose its own sign and types: （2009）示东民执字第3265号, （2014）执监字第80号.
FIRST_YEAR, LAST_OLD_YEAR = 1949, 2015
_HAN = "[\u4e00-\u9fff]"
#: Courts go on to invent types: an entry of the list must not be lost because its type is new, or old.
_SIGN = f"(?![字第号之]){_HAN}"
DIVISIONS = "民刑行商经知仲公劳法破海金涉非外"
_DIVISION = f"[{DIVISIONS}]"
_OLD_TYPE = f"{_DIVISION}?(?:执(?:{_SIGN}){{0,3}}?|司惩复?|破申)"

_FORM = re.compile(
    r"(?P<year>[0-9]{4})年?"
    rf"(?P<court>(?:{_COURTS}|{FICTIONAL_COURT})(?:[0-9]{{4}}|[0-9]{{2}})?)"
    rf"(?P<type>{'|'.join(CASE_TYPES)}|执(?:{_SIGN}){{1,2}})"
    r"(?P<word>字第?|第)?(?P<serial>[0-9]{1,8})号?"
)
_OLD_FORM = re.compile(
    r"(?P<year>[0-9]{4})年?"
    rf"(?P<court>(?!{_OLD_TYPE}(?:字|第|[0-9])){_HAN}{{1,6}}?[0-9]{{0,4}}|)"
    rf"(?P<type>{_OLD_TYPE})"
    r"(?P<word>字第?|第)?(?P<serial>[0-9]{1,8})号?"
)
_BRACKETED = re.compile(r"[(〔\[【]([0-9]{4})年?[)〕\]】]")
#: Before 2000 the century was left out: （98）示执字第12号.
_SHORT_YEAR = re.compile(r"[(〔\[【]([0-9]{2})年?[)〕\]】](?=.*字)")
# Python reads a template such as \1 again for each match, which takes ten times as long as the match.
_YEAR = itemgetter(1)
_FORM_HINT = "Write （year）court code, type, serial, 号, such as （2026）示0101执1号 or （2015）示执字第281号."

_ONE_HINT = f"Give one case number, its digits together. {_FORM_HINT}"


@dataclass(frozen=True)
class CaseNumberParts:
    """The parts of a case number: （year）court type serial 号."""

    year: int
    court: str
    type: str
    serial: int


@dataclass(frozen=True, eq=False)
class CaseNumber(TextKind):
    """案号 (R-ID-06)."""

    def mask(self, value: object) -> str:
        """Show year, court and type, and star the serial (R-PD-11)."""
        found = _match(self._compact(cleaning.shown(value)))
        if found is None:
            return cleaning.HIDDEN
        return f"（{found['year']}）{found['court']}{found['type']}{_word(found)}{cleaning.HIDDEN}号"

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the case number when the text is a valid one, else None."""
        return self._if_valid(text, realm)

    def _read(self, text: str, realm: Realm) -> str:
        self._refuse_split(_BRACKETED.sub(_YEAR, text, count=1))
        compact = self._compact(text)
        found = _match(compact)
        if found is None:
            problem, hint, code = self._trouble(compact)
            raise self.wrong(problem, hint, code=code)
        year, serial = int(found["year"]), int(found["serial"])
        if not FIRST_YEAR <= year <= 2100:
            raise self.wrong(f"the year {year} is not between {FIRST_YEAR} and 2100", _FORM_HINT, code="YEAR")
        if serial == 0:
            raise self.wrong("the serial is 0; serials start with 1", _FORM_HINT, code="SERIAL")
        reserved = found["court"].startswith(FICTIONAL_COURT)
        if realm is Realm.FICTIONAL and not reserved:
            raise self.wrong(
                f"this hub holds fictional data only and takes courts of {FICTIONAL_COURT} alone",
                f"Use a court code that starts with {FICTIONAL_COURT}, or run the hub for production.",
                code="NOT_FICTIONAL",
            )
        if realm is Realm.REAL and reserved:
            raise self.wrong(
                f"court code {FICTIONAL_COURT} is reserved for fictional courts",
                "Give a real case number, or run the hub as a demo.",
                code="RESERVED_TEST",
            )
        return f"（{year}）{found['court']}{found['type']}{_word(found)}{serial}号"

    def _refuse_split(self, text: str) -> None:
        """Refuse a range or two numbers, such as 执12-03号: joined digits would name another case."""
        place = cleaning.split_digits(text)
        if place is None:
            return
        before = cleaning.compact(text[:place])
        part = "SERIAL" if any(each in before for each in CASE_TYPES) else "COURT" if len(before) > 4 else "YEAR"
        raise self.wrong("spaces or hyphens part its digits, so it may be a range or two numbers", _ONE_HINT, code=part)

    def _trouble(self, compact: str) -> tuple[str, str, str]:
        """Say which part of a malformed case number is the first to be wrong."""
        if "之" in compact:
            return "“之…” marks one document of a case", "Give the case number up to 号 only.", "DOCUMENT_NUMBER"
        if not re.match("[0-9]{4}", compact):
            return "it does not start with a year of four digits", _FORM_HINT, "YEAR"
        rest = compact[4:]
        court = re.match(rf"(?:{_COURTS}|{FICTIONAL_COURT})[0-9]*", rest)
        if court is None:
            return "no court code follows the year", _FORM_HINT, "COURT"
        if len(re.sub("[^0-9]", "", court.group())) not in (0, 2, 4):
            return "the court code needs no, two or four digits", _FORM_HINT, "COURT"
        rest = rest[court.end() :]
        if not rest.startswith(CASE_TYPES):
            return "the case type is none of " + " ".join(reversed(CASE_TYPES)), _FORM_HINT, "TYPE"
        return "the serial is not a number of one to eight digits followed by 号", _FORM_HINT, "SERIAL"

    def _compact(self, text: str) -> str:
        # Brackets say nothing the four digits do not; they come in five sorts and are often lost.
        compact = simplified(cleaning.compact(text))
        short = _SHORT_YEAR.match(compact)
        if short is not None:
            year = int(short[1]) + (1900 if int(short[1]) >= FIRST_YEAR % 100 else 2000)
            # Of later years none has the words that tell an old number.
            return f"{year}{compact[short.end() :]}" if year <= LAST_OLD_YEAR else compact
        return _BRACKETED.sub(_YEAR, compact, count=1)


CASE_NUMBER = CaseNumber(
    name="CaseNumber",
    zh="案号",
    en="Case number",
    description="An enforcement case number with full-width brackets, such as （2026）示0102执1203号.",
    stored=str,
)


def parts(case_number: str) -> CaseNumberParts:
    """Split a case number of either realm into year, court code, type and serial (R-ID-06)."""
    realm = Realm.FICTIONAL if FICTIONAL_COURT in cleaning.shown(case_number) else Realm.REAL
    found = _match(CASE_NUMBER._compact(CASE_NUMBER.parse(case_number, realm)))
    if found is None:  # pragma: no cover - parse returns the canonical form
        raise CASE_NUMBER.wrong("it cannot be split", _FORM_HINT)
    return CaseNumberParts(int(found["year"]), found["court"], found["type"], int(found["serial"]))


def _match(compact: str) -> re.Match[str] | None:
    found = _FORM.fullmatch(compact)
    if found is None:
        found = _OLD_FORM.fullmatch(compact)
        # Some went on for a year by habit; later it is a slip of the court's code.
        if found is not None and int(found["year"]) > LAST_OLD_YEAR + 1:
            return None
    return found


def _word(found: re.Match[str]) -> str:
    """The words 字第, where they belong to the number: since 2016 none has them, whatever people write by habit."""
    coded = found["court"][-1:].isdigit()
    return "" if found["word"] is None or (coded and int(found["year"]) > LAST_OLD_YEAR) else "字第"
