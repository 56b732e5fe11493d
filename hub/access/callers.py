"""Who asks, and why: the officer behind a token, and the basis of an operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.errors import BasisNeeded

HINT = (
    'Send extensions: {"basis": {"purpose": "CASE_INQUIRY", "case": "（2026）示0102执1203号", "document": "…"}}, '
    "or the same JSON in the header Linkage-Basis."
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a checked token or session says: an officer's card and agency.

    `key_version` is that of the keys a token was checked with; `token` and `certificate` are kept to check it again.
    `issued` is the second in which a token was issued, None where no token was shown.
    `session` is the id of a session, `marks` what else it can be ended by, `begun` when it began, in seconds, and
    `stamp` what it stands on (see `standing`); None for a token.
    """

    agency: str
    card: str
    name: str
    key_version: int | None = None
    token: str = field(default="", repr=False)
    certificate: str | None = field(default=None, repr=False)
    issued: int | None = None
    session: str | None = None
    stamp: str = ""
    marks: tuple[str, ...] = ()
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Caller:
    """A registered officer of a registered agency."""

    agency: str
    card: str
    name: str
    kind: str = ""
    division: str = ""
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Basis:
    """Why an operation asks: a purpose by name, and the case and document it rests on, as the caller wrote them."""

    purpose: str
    case: str | None = None
    document: str | None = None

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Basis:
        """The basis from its JSON, whose shape was checked on the way in; raises BasisNeeded without a purpose."""
        if not given.get("purpose"):
            raise BasisNeeded("The basis does not name a purpose.", hint=HINT, part="purpose")
        return cls(given["purpose"], given.get("case") or None, given.get("document") or None)
