"""What stands beside a name in its cell: a former or another name, and a form of address."""

from __future__ import annotations

import re

from schema.values.pinyin import is_organisation

#: The words that announce another name; 原 alone does so for organisations, for it also begins 原告.
_ANNOUNCED = "曾用名称?|曾用名|原名称?|又名|別名|别名|化名|现名|現名|现更名为|已更名为|更名为"
_BESIDE = re.compile(
    rf"(?P<name>.*?[^\s（(,，、;；])[\s（(,，、;；]*(?P<word>{_ANNOUNCED}|(?<=[（(])原)\s*[:：为為]?\s*"
    r"(?P<others>[^\s:：].*?)[）)]?"
)
#: Most names have no such word.
_WORD = re.compile(rf"{_ANNOUNCED}|[（(]原")
_BETWEEN = re.compile("[、,，;；/]")
_LATIN_TITLE = "(?:MR|MRS|MS|MISS|DR)"
_BEFORE = re.compile(rf"{_LATIN_TITLE}(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<=\S)[\s,/(（]+{_LATIN_TITLE}\.?[)）]?", re.IGNORECASE)
#: 李先生 tells no given name, and is left as it is.
_ADDRESSED = re.compile(r"(.{2,}?)\s*(?:先生|女士|小姐)")


def beside(name: str) -> tuple[str, ...]:
    """The name and the other ones that stand beside it, as in 李晓明（曾用名李小明）; nothing where none does."""
    found = None if _WORD.search(name) is None else _BESIDE.fullmatch(name)
    if found is None:
        return ()
    others = [each.strip() for each in _BETWEEN.split(found["others"])]
    if found["word"] == "原" and not all(map(is_organisation, others)):
        return ()
    return (found["name"], *(each for each in others if each))


def without_title(name: str) -> str:
    """The name without a form of address before or behind it: MR LI XIAOMING, 李晓明先生."""
    if not name.isascii():
        found = _ADDRESSED.fullmatch(name)
        if found is not None:
            return found[1]
    while True:
        start, end = _BEFORE.match(name), re.search(f"{_BEHIND.pattern}$", name, re.IGNORECASE)
        plain = name[start.end() if start else 0 : end.start() if end else len(name)]
        if plain == name or not plain:
            return name
        name = plain
