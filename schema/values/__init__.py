"""The kinds of value the schema speaks: how each is read, normalised, masked, compared and recognised.

A property declares its kind (`kind=CITIZEN_ID`); the GraphQL scalar, the intake and the search box all go through it,
so a plate typed as `测a·12345`, read from a spreadsheet or pasted into the search box becomes the same `测A12345`.

To add a kind:

1. Write one file here with one frozen class: derive from `TextKind` (kept as text) or from `Kind`, and implement
   `parse` (or only `_read` for a `TextKind`) and, unless "first four, stars, last two" suits, `mask`.
2. Raise with `self.wrong(problem, hint, value=...)`: it names the kind and shows the value masked, never whole.
3. If the text alone gives the kind away (a check digit, a fixed shape), implement `recognise`; otherwise leave it.
4. Decide what is *fictional* (domain §6): `Realm.FICTIONAL` accepts only the reserved range, `Realm.REAL` never does.
5. Make the instance here, in `__all__` and in `ALL`; `tests/schema/values/test_every_value_kind.py` then covers it.

A kind whose values are lists says so by `many`; it is no scalar and stands outside of `ALL`.

A closed list of terms needs no file: `choice("CaseKind", {"INITIAL": ("首次执行", "Initial enforcement.")})`.
"""

from schema.values.account_no import ACCOUNT_NO
from schema.values.base import Kind, Realm, TextKind
from schema.values.boolean import BOOLEAN
from schema.values.case_number import CASE_NUMBER, CaseNumberParts, parts
from schema.values.choices import Choice, choice
from schema.values.citizen_id import CITIZEN_ID, age_on, birth_date, sex
from schema.values.date import DATE
from schema.values.date_time import DATE_TIME
from schema.values.division_code import DIVISION_CODE
from schema.values.document_no import DOCUMENT_NO
from schema.values.fen import FEN, fen_from_yuan
from schema.values.floating import FLOAT
from schema.values.integer import INTEGER
from schema.values.name import NAME
from schema.values.name_forms import characters, name_forms
from schema.values.name_list import NAMES
from schema.values.phone_no import PHONE_NO
from schema.values.pinyin import pinyin_forms, readings
from schema.values.plate_no import PLATE_NO
from schema.values.share import SHARE
from schema.values.text import TEXT
from schema.values.uscc import USCC
from schema.values.vin import VIN, check_digit_ok

ALL: tuple[Kind, ...] = (
    CITIZEN_ID,
    USCC,
    PLATE_NO,
    VIN,
    CASE_NUMBER,
    FEN,
    DATE,
    DATE_TIME,
    PHONE_NO,
    ACCOUNT_NO,
    DIVISION_CODE,
    DOCUMENT_NO,
    NAME,
    TEXT,
    INTEGER,
    FLOAT,
    SHARE,
    BOOLEAN,
)

__all__ = [
    "ACCOUNT_NO",
    "ALL",
    "BOOLEAN",
    "CASE_NUMBER",
    "CITIZEN_ID",
    "DATE",
    "DATE_TIME",
    "DIVISION_CODE",
    "DOCUMENT_NO",
    "FEN",
    "FLOAT",
    "INTEGER",
    "NAME",
    "NAMES",
    "PHONE_NO",
    "PLATE_NO",
    "SHARE",
    "TEXT",
    "USCC",
    "VIN",
    "CaseNumberParts",
    "Choice",
    "Kind",
    "Realm",
    "TextKind",
    "age_on",
    "birth_date",
    "characters",
    "check_digit_ok",
    "choice",
    "fen_from_yuan",
    "name_forms",
    "parts",
    "pinyin_forms",
    "readings",
    "sex",
]
