"""Closed lists of terms, each with its Chinese and its code name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from schema.errors import DeclarationError
from schema.values import cleaning
from schema.values.base import Realm, TextKind

_TYPE_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_MEMBER_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, eq=False)
class Choice(TextKind):
    """A closed list: `members` maps each code name to its Chinese term and its description."""

    members: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read a member from its code name in any case, or from its Chinese term."""
        text = self._plain(value.name if isinstance(value, Enum) else value)
        code = re.sub(r"[\s-]+", "_", text).upper()
        if code in self.members:
            return code
        plain = text.casefold()
        for member, (zh, _) in self.members.items():
            if plain == cleaning.half_width(zh).casefold():
                return member
        # The word itself is not repeated: whatever was pasted here may be a person's number.
        raise self.wrong("the word is not one of its members", self._hint(code, text), code="MEMBER")

    def mask(self, value: object) -> str:
        """Show nothing: a status may say as much about a person as a number (R-PD-11)."""
        return cleaning.HIDDEN

    def recognise(self, text: str, realm: Realm = Realm.FICTIONAL) -> str | None:
        """Return the member when the text is its code name or Chinese term, else None."""
        return self._if_valid(text, realm)

    def _hint(self, code: str, text: str) -> str:
        close = difflib.get_close_matches(code[:80], self.members, n=1, cutoff=0.7)
        if not close:
            terms = {zh: member for member, (zh, _) in self.members.items()}
            close = [terms[zh] for zh in difflib.get_close_matches(text[:80], terms, n=1, cutoff=0.6)]
        if close:
            return f"Did you mean {close[0]} ({self.members[close[0]][0]})?"
        return "Use one of " + ", ".join(f"{member} ({zh})" for member, (zh, _) in self.members.items()) + "."


def choice(name: str, members: Mapping[str, tuple[str, str]], *, zh: str = "", description: str = "") -> Choice:
    """Declare a closed list, checking the declaration at import."""
    if not _TYPE_NAME.fullmatch(name):
        raise DeclarationError(
            f"Choice {name!r} needs a name like CaseKind.", hint="It becomes the GraphQL enum's name."
        )
    if not members:
        raise DeclarationError(f"Choice {name} has no members.", hint='Write {"INITIAL": ("首次执行", "Initial.")}.')
    seen: dict[str, str] = {}
    for member, (term, text) in members.items():
        # true, false and null are no enum values in GraphQL; they differ in case from ours, but not for a reader.
        if not _MEMBER_NAME.fullmatch(member) or member in ("TRUE", "FALSE", "NULL"):
            raise DeclarationError(f"{name}.{member} needs a name like IN_FORCE.", hint="Use capitals and underscores.")
        if not term.strip() or not text.strip().endswith("."):
            hint = f'Write "{member}": ("首次执行", "One sentence with a full stop.").'
            raise DeclarationError(f"{name}.{member} lacks its Chinese term or a description sentence.", hint=hint)
        plain = cleaning.half_width(term).casefold()
        if plain in seen:
            hint = "Give each member its own term, or it could not be read back."
            raise DeclarationError(f"{name}.{member} has the same Chinese term as {seen[plain]}.", hint=hint)
        seen[plain] = member
    about = description or "One of " + ", ".join(members) + "."
    return Choice(name=name, zh=zh or name, description=about, stored=str, members=MappingProxyType(dict(members)))
