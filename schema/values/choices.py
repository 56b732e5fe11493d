"""Closed lists of terms, each with its Chinese and its code name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from schema.errors import DeclarationError
from schema.values import cleaning
from schema.values.base import Realm, TextKind

_TYPE_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_MEMBER_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


#: The longest English label: it stands in tables and on buttons.
_LONGEST_LABEL = 48


class Member(NamedTuple):
    """What a code name means: the Chinese term, one English sentence, and a short English label."""

    zh: str
    text: str
    en: str


#: How a member is declared; without a label, the sentence is one as soon as its full stop is taken away.
DeclaredMember: TypeAlias = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Choice(TextKind):
    """A closed list: `members` maps each code name to what it means."""

    members: Mapping[str, Member] = field(default_factory=dict)

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read a member from its code name in any case, or from its Chinese term."""
        text = self._plain(value.name if isinstance(value, Enum) else value)
        code = re.sub(r"[\s-]+", "_", text).upper()
        if code in self.members:
            return code
        plain = text.casefold()
        for member, meaning in self.members.items():
            if plain == cleaning.half_width(meaning.zh).casefold():
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
            terms = {meaning.zh: member for member, meaning in self.members.items()}
            close = [terms[zh] for zh in difflib.get_close_matches(text[:80], terms, n=1, cutoff=0.6)]
        if close:
            return f"Did you mean {close[0]} ({self.members[close[0]].zh})?"
        return "Use one of " + ", ".join(f"{member} ({each.zh})" for member, each in self.members.items()) + "."


def choice(name: str, members: Mapping[str, DeclaredMember], *, zh: str = "", description: str = "") -> Choice:
    """Declare a closed list, checking the declaration at import.

    A member is `(Chinese term, "Sentence.")`, or `(Chinese term, "Sentence.", "Label")` where the sentence is no label.
    """
    if not _TYPE_NAME.fullmatch(name):
        raise DeclarationError(
            f"Choice {name!r} needs a name like CaseKind.", hint="It becomes the GraphQL enum's name."
        )
    if not members:
        raise DeclarationError(f"Choice {name} has no members.", hint='Write {"INITIAL": ("首次执行", "Initial.")}.')
    read = {code: _member(f"{name}.{code}", code, declared) for code, declared in members.items()}
    seen: dict[str, str] = {}
    for code, member in read.items():
        plain = cleaning.half_width(member.zh).casefold()
        if plain in seen:
            hint = "Give each member its own term, or it could not be read back."
            raise DeclarationError(f"{name}.{code} has the same Chinese term as {seen[plain]}.", hint=hint)
        seen[plain] = code
    about = description or "One of " + ", ".join(members) + "."
    return Choice(name=name, zh=zh or name, en=name, description=about, stored=str, members=MappingProxyType(read))


def _member(what: str, code: str, declared: DeclaredMember) -> Member:
    zh, text = declared[0], declared[1].strip()
    # true, false and null are no enum values in GraphQL; they differ in case from ours, but not for a reader.
    if not _MEMBER_NAME.fullmatch(code) or code in ("TRUE", "FALSE", "NULL"):
        raise DeclarationError(f"{what} needs a name like IN_FORCE.", hint="Use capitals and underscores.")
    if not zh.strip() or not text.endswith("."):
        hint = f'Write "{code}": ("首次执行", "One sentence with a full stop.").'
        raise DeclarationError(f"{what} lacks its Chinese term or a description sentence.", hint=hint)
    label = declared[2] if len(declared) == 3 else text.removesuffix(".")
    if not 0 < len(label) <= _LONGEST_LABEL or label.endswith("."):
        hint = f'Write a label of at most {_LONGEST_LABEL} characters after the sentence: ("首次执行", "…", "Initial").'
        raise DeclarationError(f"{what} has no short English label.", hint=hint)
    return Member(zh, text, label)
