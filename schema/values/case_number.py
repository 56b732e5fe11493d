"""Case numbers of enforcement cases (R-ID-06)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind

FICTIONAL_COURT = "示"  # no court has this sign (domain §6)
CASE_TYPES = ("执恢", "执保", "执异", "执复", "执监", "司惩", "破申", "执")
_COURTS = "最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军]"

_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    rf"(?P<court>(?:{_COURTS}|{FICTIONAL_COURT})(?:[0-9]{{4}}|[0-9]{{2}})?)"
    rf"(?P<type>{'|'.join(CASE_TYPES)})"
    r"(?P<serial>[0-9]{1,8})号?"
)
_BRACKETED = re.compile(r"[(〔\[【]([0-9]{4})[)〕\]】]")
_FORM_HINT = "Write （year）court code, type, serial, 号, such as （2026）示0101执1号."


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
        found = _FORM.fullmatch(self._compact(cleaning.shown(value)))
        if found is None:
            return cleaning.HIDDEN
        return f"（{found['year']}）{found['court']}{found['type']}{cleaning.HIDDEN}号"

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the case number when the text is a valid one, else None."""
        return self._if_valid(text, realm)

    def _read(self, text: str, realm: Realm) -> str:
        compact = self._compact(text)
        found = _FORM.fullmatch(compact)
        if found is None:
            problem, hint, code = self._trouble(compact)
            raise self.wrong(problem, hint, code=code)
        year, serial = int(found["year"]), int(found["serial"])
        if not 1949 <= year <= 2100:
            raise self.wrong(f"the year {year} is not between 1949 and 2100", _FORM_HINT, code="YEAR")
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
        return f"（{year}）{found['court']}{found['type']}{serial}号"

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
        return _BRACKETED.sub(r"\1", cleaning.compact(text), count=1)


CASE_NUMBER = CaseNumber(
    name="CaseNumber",
    zh="案号",
    description="An enforcement case number with full-width brackets, such as （2026）示0102执1203号.",
    stored=str,
)


def parts(case_number: str) -> CaseNumberParts:
    """Split a case number of either realm into year, court code, type and serial (R-ID-06)."""
    realm = Realm.FICTIONAL if FICTIONAL_COURT in cleaning.shown(case_number) else Realm.REAL
    found = _FORM.fullmatch(CASE_NUMBER._compact(CASE_NUMBER.parse(case_number, realm)))
    if found is None:  # pragma: no cover - parse returns the canonical form
        raise CASE_NUMBER.wrong("it cannot be split", _FORM_HINT)
    return CaseNumberParts(int(found["year"]), found["court"], found["type"], int(found["serial"]))
