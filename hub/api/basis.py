"""The legal basis a request names: purpose, case and document, in `extensions.basis` or the header Linkage-Basis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from schema.errors import InvalidArgument

HEADER = "Linkage-Basis"
FIELDS = ("purpose", "case", "document")
#: No purpose, case number or document number is longer.
MOST_CHARACTERS = 200
_WORD = re.compile(r"[A-Za-z]{1,40}")
_HINT = 'Write {"purpose": "…", "case": "…", "document": "…"}.'


def basis_of(header: str | None, extension: Any) -> Mapping[str, str] | None:
    """The basis that a request names, its shape checked; None where it names none; raises InvalidArgument."""
    named = None if header is None else _check_fields(_parse_header(header), HEADER)
    given = None if extension is None else _check_fields(extension, "extensions.basis")
    if named is not None and given is not None and named != given:
        raise InvalidArgument(
            f"The header {HEADER} and 'extensions.basis' name different bases.",
            hint="Name the basis in one of the two.",
            argument="extensions.basis",
        )
    return named if given is None else given


def _parse_header(header: str) -> Any:
    try:
        # Header values arrive as Latin-1; clients write the Chinese in them as UTF-8, or as \\u escapes.
        return orjson.loads(header.encode("latin-1"))
    except (UnicodeEncodeError, orjson.JSONDecodeError):
        raise InvalidArgument(f"The header {HEADER} is not valid JSON.", hint=_HINT, argument=HEADER) from None


def _check_fields(value: Any, at: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise InvalidArgument(f"'{at}' is not an object.", hint=_HINT, argument=at)
    for name, text in value.items():
        if name not in FIELDS:
            # What is no plain word is not repeated: it may be somebody's number.
            which = f" '{name}'" if _WORD.fullmatch(name) else ""
            raise InvalidArgument(f"'{at}' has an unknown field{which}.", hint=_HINT, argument=at)
        if text is not None and (not isinstance(text, str) or len(text) > MOST_CHARACTERS):
            raise InvalidArgument(
                f"'{at}.{name}' is not a string of at most {MOST_CHARACTERS} characters.",
                hint=_HINT,
                argument=f"{at}.{name}",
            )
    return {name: text for name, text in value.items() if text is not None}
