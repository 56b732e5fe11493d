"""Which party a number names where no column says what the party is, and numbers that name no party for sure.

An identity joins records, so it has to be proved: by a check digit, and by a kind that the feed states or that the
number leaves no doubt of. All else stays apart or goes to the quarantine.
"""

from __future__ import annotations

import re
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

from schema.errors import InvalidValue
from schema.values import CITIZEN_ID, USCC, Realm, cleaning

PERSON, COMPANY = "Person", "Company"
_BOTH = "Declare which it is: kind=codes(…) in the Party, or send the number of 18 characters."
#: Shaped as a citizen id with a mistake in it, or as a credit code with one.
_LIKE_CITIZEN_ID = re.compile(r"[0-9]{16,20}[0-9X]?")
_LIKE_CODE = re.compile(r"(?=.*[0-9]{6})[0-9A-Z]{16,20}")
#: Permits of Hong Kong, Macao and Taiwan residents, passports and the like: letters, and five digits or more. Longer
#: are foreign residents' cards until 2023, with the country in front, and what has a word before its number.
_DOCUMENT = re.compile(
    r"(?=(?:.*[0-9]){5})(?=.*[A-Z一-鿿])[0-9A-Z一-鿿()]{6,12}"
    r"|[A-Z]{3}[0-9]{12}"
    r"|[一-鿿]{1,16}[A-Z]{0,3}[0-9]{5,10}号?"
)


def kind_of_number(number: Any, realm: Realm) -> str:
    """Person or Company, where the number alone leaves no doubt; raises InvalidValue elsewhere."""
    text = _plain(number)
    person = CITIZEN_ID.proved(text, realm) is not None
    company = USCC.recognise(text, realm) is not None
    # By chance 3 of 100 citizen ids pass as a credit code; of the codes of companies, which begin with 9, few pass as
    # the id of a foreign resident, which also begins with 9. Elsewhere an id is an id.
    if person and company and realm is Realm.REAL and text.startswith("9"):
        raise _doubtful("The number can be a foreign resident's and a company's.", _BOTH)
    if person:
        return PERSON
    if company:
        return COMPANY
    if re.fullmatch("[0-9]{15}", text):
        raise _doubtful(
            "A number of 15 digits can be an old citizen id, which has no check digit, or a company's registration"
            " number from before 2015.",
            _BOTH,
        )
    if _LIKE_CITIZEN_ID.fullmatch(text) or cleaning.scientific(text):
        return PERSON
    if _LIKE_CODE.fullmatch(text):
        return COMPANY
    raise _doubtful("The number is neither a citizen id nor a unified social credit code.", _BOTH)


def document(number: Any, entity: str) -> str | None:
    """The number of another document than the one that joins: a foreigner's, or a registration number of old."""
    text = _plain(number)
    if _DOCUMENT.fullmatch(text):
        return text
    if entity == COMPANY and re.fullmatch("[0-9]{15}", text):
        try:
            return str(mod_11_10.validate(text))
        except ValidationError:
            return None
    return None


def _plain(number: Any) -> str:
    try:
        return cleaning.compact(cleaning.as_text(number)).upper()
    except cleaning.NotTextError:
        return ""


def _doubtful(reason: str, hint: str) -> InvalidValue:
    return InvalidValue(reason, hint=hint, problem="AMBIGUOUS")
