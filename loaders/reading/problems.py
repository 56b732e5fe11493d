"""One thing wrong with a row or a value, said so that nobody's data shows."""

from __future__ import annotations

from typing import NamedTuple

from schema.errors import InvalidValue


class Problem(NamedTuple):
    """One thing wrong with a row; `code` is what problems are counted by."""

    column: str
    value: str
    code: str
    reason: str
    hint: str


def masked(value: object) -> str:
    """A malformed value with its first and last character and its length; it may be anything, so no more."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)[:1000]
    text = text.strip()
    if len(text) <= 3:
        return "*" * len(text)
    first, last = (c if c.isalnum() else "*" for c in (text[0], text[-1]))
    return f"{first}…{last} ({len(text)} characters)"


def problem_of(column: str, value: object, error: InvalidValue) -> Problem:
    """The problem that an `InvalidValue` reports."""
    code = str(error.details.get("problem", "FORM"))
    return Problem(column, masked(value), code, error.message, error.hint or "")


def missing(column: str) -> Problem:
    """A value that must be there is not."""
    return Problem(column, "", "MISSING", "The value is missing.", "The feed's declaration says it is required.")


def too_long(column: str, limit: int) -> Problem:
    """A cell or line beyond what is held in memory."""
    return Problem(
        column, "", "TOO_LONG", f"It is longer than {limit:,} characters.", "Send documents apart, not within a cell."
    )


def undecodable(column: str, encoding: str) -> Problem:
    """A cell or line with bytes that are no text."""
    return Problem(
        column,
        "",
        "ENCODING",
        f"It holds bytes that are no text in {encoding}: a damaged character, or one that was cut in half.",
        "Write the text again, or export the file once more.",
    )


def wrong_width(got: int, wanted: int) -> Problem:
    """A row with more or fewer cells than the header."""
    return Problem(
        "",
        "",
        "CELLS",
        f"The row has {got} cells, the header {wanted}.",
        "A separator within a value must be quoted, and a row must not be cut off.",
    )
