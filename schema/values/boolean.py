"""Yes or no."""

from __future__ import annotations

from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Kind, Realm

_WORDS = dict.fromkeys(("true", "yes", "y", "1", "是", "有"), True)
_WORDS |= dict.fromkeys(("false", "no", "n", "0", "否", "无"), False)
_HINT = "Give true or false (是 or 否)."


@dataclass(frozen=True, eq=False)
class Boolean(Kind):
    """是否."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> bool:
        """Read yes or no from a truth value, 1 or 0, or the usual words."""
        if isinstance(value, bool):
            return value
        if isinstance(value, (int, float)) and value in (0, 1):
            return value == 1
        if isinstance(value, str):
            word = cleaning.whole(cleaning.half_width(cleaning.shown(value)).strip().lower())
            if word in _WORDS:
                return _WORDS[word]
            raise self.wrong("the word is neither yes nor no", _HINT, code="FORM")
        raise self.wrong("it is neither true nor false", _HINT, code="TYPE")


BOOLEAN = Boolean(name="Boolean", zh="是否", en="Yes or no", description="True or false.", stored=bool)
