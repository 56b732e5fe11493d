"""Latin writings of Chinese names, for people who search with a Latin keyboard."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from schema.values.han import HAN_SIGNS, lines, ordinary, simplified
from schema.values.latin import plain as plain_latin

_HAN = re.compile(f"[{HAN_SIGNS}]+")
_PARTS = re.compile(rf"[{HAN_SIGNS}]+|(?:[^\W{HAN_SIGNS}]|(?<=\w)[\u0300-\u036f])+")
_ORGANISATION = re.compile(
    r"(?:公司|集团|工厂|厂|银行|支行|分行|法院|局|中心|事务所|商行|商店|店|合作社|学校|医院|委员会|部)$"
)
_LONGEST_NAME = 5
_LONGEST_SURNAME = 3
_LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|公司)$")


def pinyin_forms(name: str) -> list[str]:
    """Return spaced, joined and initial writings: 陈立诚 -> chen li cheng, chenlicheng, clc."""
    plain = simplified(ordinary(unicodedata.normalize("NFKC", name))).strip()[:200]
    forms: dict[str, None] = {}  # a set that keeps its order
    stems = [plain]
    if _LEGAL_FORM.search(plain) and _LEGAL_FORM.sub("", plain):
        stems.append(_LEGAL_FORM.sub("", plain))  # nobody types "you xian gong si"
    for stem in stems:
        for syllables in _readings(stem, person=len(stems) == 1):
            forms |= dict.fromkeys((" ".join(syllables), "".join(syllables), "".join(part[0] for part in syllables)))
    return [form for form in forms if form]


def readings(forms: str) -> list[tuple[str, ...]]:
    """Return the syllables of each way a name is read, from its writings joined by spaces, as the graph keeps them."""
    # The last form is that of the characters (name_forms.py).
    words = forms.partition(" =")[0].split()
    if len(words) > 2 and len(words[-1]) == len(words) - 2 and words[-2] == "".join(words[:-2]):
        # Most names are read in one way: syllables, the same in one word, initials.
        return [tuple(words[:-2])]
    if forms.startswith("="):
        return []
    found: dict[tuple[str, ...], None] = {}
    place = 0
    while place < len(words):
        # Behind the syllables stands the same in one word. The longest first: li li lili is one reading, not li alone.
        syllables = next(
            (
                tuple(words[place:end])
                for end in range(len(words) - 1, place, -1)
                if words[end] == "".join(words[place:end])
            ),
            None,
        )
        # A single syllable is its own word, and initials that stood before are not repeated.
        place += 1 if syllables is None else len(syllables) + 1
        syllables = syllables or (words[place - 1],)
        if place < len(words) and words[place] == "".join(part[0] for part in syllables):
            place += 1
        found[syllables] = None
    return list(found)


def compound_surnames() -> frozenset[str]:
    """Surnames of more than one syllable, each reading in one word."""
    known, _ = _tables()
    return frozenset(reading.replace(",", "") for sign, said in known.items() if len(sign) > 1 for reading in said)


def is_organisation(name: str) -> bool:
    """Whether a name ends as those of companies and bodies do."""
    return _ORGANISATION.search(name) is not None


def is_surname(text: str) -> bool:
    """Whether a text is a surname of more than one character."""
    return len(text) > 1 and text in _tables()[0]


def _readings(name: str, *, person: bool) -> list[list[str]]:
    """Return the possible lists of syllables of a name, the likeliest first."""
    heads, rest = _surname(name) if person else ([[]], name)
    everyday = _syllables(rest)
    whole = [head + everyday for head in heads]
    # ü has no key: people type v, passports print YU for it, and UE for üe (lü -> lv, lyu; lüe -> lve, lue).
    passport = [[_passport(part) for part in syllables] for syllables in whole]
    return whole + passport


def _surname(name: str) -> tuple[list[list[str]], str]:
    """Split a personal name into the readings of its surname and the rest; others have no surname."""
    if not 2 <= len(name) <= 5 or not _HAN.fullmatch(name) or _ORGANISATION.search(name):
        return [[]], name
    known, _ = _tables()
    for length in range(_LONGEST_SURNAME, 0, -1):
        readings = known.get(name[:length])
        if readings and len(name) > length:
            return [reading.split(",") for reading in readings], name[length:]
    return [[]], name


@lru_cache(maxsize=4096)
def _passport(syllable: str) -> str:
    return re.sub("^([ln])v$", r"\1yu", re.sub("^([ln])ve$", r"\1ue", syllable))


@cache
def _tables() -> tuple[Mapping[str, tuple[str, ...]], dict[int, str]]:
    """How surnames are read, the commonest reading first; and the characters that are read as another one."""
    surnames: dict[str, tuple[str, ...]] = {}
    alike: dict[int, str] = {}
    for line in lines("surnames.txt"):
        sign, *said = line.split()
        if sign == "*":
            alike[ord(said[0])] = said[1]
        else:
            surnames[sign] = tuple(said)
    return surnames, alike


def _syllables(text: str) -> list[str]:
    """Return one syllable for each Chinese character and one part for each run of letters or digits."""
    lazy_pinyin, _ = _pypinyin()
    read: list[str] = []
    for part in _PARTS.findall(text.translate(_tables()[1])):
        if not _HAN.fullmatch(part):
            read.append(plain_latin(part))
        elif (alone := _one_by_one(part)) is not None:
            read += alone
        else:
            read += lazy_pinyin(part, errors="default")
    return [syllable for syllable in read if syllable]


def _one_by_one(text: str) -> list[str] | None:
    """What pypinyin reads where no word of its dictionary is in the text; None where that is not so plain.

    Most personal names are such texts, and splitting them into words is most of what reading them costs.
    """
    _, words = _pypinyin()
    if len(text) > _LONGEST_NAME:
        return None
    for start in range(len(text) - 1):
        for end in range(start + 2, len(text) + 1):
            if text[start:end] in words:
                return None
    read = [_character(character) for character in text]
    return None if "" in read else read


@lru_cache(maxsize=16384)
def _character(character: str) -> str:
    """The everyday reading of a character by itself; empty where it has none."""
    lazy_pinyin, _ = _pypinyin()
    return "".join(lazy_pinyin(character, errors="ignore"))


@cache
def _pypinyin() -> tuple[Callable[..., list[str]], Mapping[str, object]]:
    """pypinyin's function and its dictionary of words.

    Imported late: the dictionaries take a third of a second, which every start of the hub would pay. They are 90,000
    small lists and no garbage; looking for it meanwhile takes a quarter of the time.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        from pypinyin import lazy_pinyin
        from pypinyin.constants import PHRASES_DICT
    finally:
        if on:
            gc.enable()
    return lazy_pinyin, PHRASES_DICT
