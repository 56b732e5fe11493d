"""Invented identifiers of the reserved ranges (domain §6), each with a right check digit."""

from __future__ import annotations

from datetime import date
from operator import mul

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_ZERO = ord("0") * sum(_ID_WEIGHTS)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {sign: value for value, sign in enumerate(_USCC_SIGNS)}
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_VIN_PLANTS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_VIN_YEARS = {2000 + i: sign for i, sign in enumerate("Y123456789ABCDEFGHJKLMNPRSTV")}
_PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def citizen_id(region: str, born: date, serial: int) -> str:
    """Return the id of a person; an odd serial is a man's (R-ID-01)."""
    body = f"{region}{born.year}{born.month:02}{born.day:02}{serial:03}"
    total = sum(map(mul, body.encode(), _ID_WEIGHTS)) - _ID_ZERO
    return body + "10X98765432"[total % 11]


def fifteen_digits(identity: str) -> str:
    """Return the old 15-digit form of an id of someone born in the 20th century."""
    return identity[:6] + identity[8:17]


def uscc(region: str, body: str, kind: str = "91") -> str:
    """Return the code of an organisation from the eight signs that name it (R-ID-03)."""
    total = sum(
        (int(sign) if sign.isdigit() else ord(sign) - 55) * weight
        for sign, weight in zip(body, _ORG_WEIGHTS, strict=True)
    )
    code = f"{kind}{region}{body}{'0123456789X0'[(11 - total % 11) % 11]}"
    check = sum(map(mul, map(_USCC_VALUES.__getitem__, code), _USCC_WEIGHTS))
    return code + _USCC_SIGNS[(31 - check % 31) % 31]


def company_body(number: int) -> str:
    """Return the eight signs of company `number`; C keeps clear of the codes the story uses (MATE5T…)."""
    signs = ""
    for _ in range(5):
        number, value = divmod(number, 31)
        signs = _USCC_SIGNS[value] + signs
    return f"MAC{signs}"


def vin(maker: str, model: str, year: int, number: int) -> str:
    """Return a vehicle identification number that starts with 0 (R-ID-05)."""
    plant, serial = divmod(number, 1_000_000)
    signs = f"0{maker}{model}0{_VIN_YEARS[year]}{_VIN_PLANTS[plant]}{serial:06}"
    total = sum(map(mul, map(_VIN_VALUES.__getitem__, signs), _VIN_WEIGHTS))
    return signs[:8] + "0123456789X"[total % 11] + signs[9:]


def plate(number: int) -> str:
    """Return ordinary plate `number`: one letter among four digits, as 测A7K203; 1.2 million for each city letter."""
    number, digits = divmod(number, 10_000)
    number, place = divmod(number, 5)
    city, letter = divmod(number, 24)
    text = f"{digits:04}"
    return f"测{_PLATE_LETTERS[city]}{text[:place]}{_PLATE_LETTERS[letter]}{text[place:]}"


def green_plate(number: int) -> str:
    """Return new-energy plate `number`, as 测AD12345; 200,000 for each city letter."""
    number, digits = divmod(number, 100_000)
    city, letter = divmod(number, 2)
    return f"测{_PLATE_LETTERS[city]}{'DF'[letter]}{digits:05}"


def trailer_plate(number: int) -> str:
    """Return trailer plate `number`, as 测A1234挂."""
    city, digits = divmod(number, 10_000)
    return f"测{_PLATE_LETTERS[city]}{digits:04}挂"


def bank_card(number: int) -> str:
    """Return card `number` of the reserved issuer 999999 with its Luhn digit."""
    body = f"999999{number:012}"
    total = 0
    for place, sign in enumerate(reversed(body)):
        digit = int(sign) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return body + str(-total % 10)


def phone(number: int) -> str:
    """Return phone `number`; no real mobile number starts with 100."""
    return f"100{number:08}"


def case_number(year: int, court: str, kind: str, serial: int) -> str:
    """Return a case number with full-width brackets (R-ID-06)."""
    return f"（{year}）{court}{kind}{serial}号"
