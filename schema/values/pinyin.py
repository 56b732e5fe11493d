"""Latin writings of Chinese names, for people who search with a Latin keyboard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# How a character reads as a surname; pypinyin gives its everyday reading. Where families differ, the commoner first.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "朴": "piao", "区": "ou", "任": "ren",
    "华": "hua", "盖": "ge gai", "覃": "qin tan", "翟": "zhai di", "缪": "miao", "乐": "yue le", "员": "yun",
    "黑": "he", "秘": "bi", "折": "she", "召": "shao", "冼": "xian", "洗": "xian", "种": "chong", "繁": "po",
    "谌": "chen shen", "宁": "ning", "重": "chong", "都": "du", "葛": "ge", "过": "guo", "纪": "ji", "那": "na",
    "哈": "ha", "隗": "wei kui", "瞿": "qu", "卜": "bu", "祭": "zhai", "牟": "mou mu", "郇": "xun huan",
    "句": "gou", "阚": "kan", "车": "che", "尉": "wei", "沈": "shen", "石": "shi", "盛": "sheng", "相": "xiang",
    "燕": "yan", "冯": "feng", "贾": "jia", "曲": "qu", "柏": "bai", "薄": "bo", "藏": "zang", "叶": "ye",
    "宓": "mi fu", "逄": "pang", "晁": "chao", "应": "ying", "尹": "yin", "强": "qiang",
    "万俟": "mo,qi", "尉迟": "yu,chi", "长孙": "zhang,sun", "令狐": "ling,hu", "澹台": "tan,tai",
    "宇文": "yu,wen", "皇甫": "huang,fu", "夏侯": "xia,hou", "诸葛": "zhu,ge", "欧阳": "ou,yang", "司马": "si,ma",
}  # fmt: skip

_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]+")
_ORGANISATION = re.compile(
    r"(?:公司|集团|工厂|厂|银行|支行|分行|法院|局|中心|事务所|商行|商店|店|合作社|学校|医院|委员会|部)$"
)
_LONGEST_NAME = 5
_LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|公司)$")


def pinyin_forms(name: str) -> list[str]:
    """Return spaced, joined and initial writings: 陈立诚 -> chen li cheng, chenlicheng, clc."""
    plain = unicodedata.normalize("NFKC", name).strip()[:200]
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
    words = forms.split()
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


def other_surnames(syllable: str) -> frozenset[str]:
    """Return the first characters of surnames that some families read so, and others otherwise."""
    return frozenset(
        sign[0]
        for sign, known in _SURNAMES.items()
        if " " in known and any(reading.split(",")[0] == syllable for reading in known.split())
    )


def _readings(name: str, *, person: bool) -> list[list[str]]:
    """Return the possible lists of syllables of a name, the likeliest first."""
    heads, rest = _surname(name) if person else ([[]], name)
    everyday = _syllables(rest)
    whole = [head + everyday for head in heads]
    # ü has no key: people type v, passports print yu (lü -> lv, lyu).
    passport = [[re.sub("^([ln])v", r"\1yu", part) for part in syllables] for syllables in whole]
    return whole + passport


def _surname(name: str) -> tuple[list[list[str]], str]:
    """Split a personal name into the readings of its surname and the rest; others have no surname."""
    if not 2 <= len(name) <= 5 or not _HAN.fullmatch(name) or _ORGANISATION.search(name):
        return [[]], name
    for length in (2, 1):
        readings = _SURNAMES.get(name[:length])
        if readings and len(name) > length:
            return [reading.split(",") for reading in readings.split()], name[length:]
    return [[]], name


def _syllables(text: str) -> list[str]:
    """Return one syllable for each Chinese character and one part for each run of letters or digits."""
    # Imported late: the dictionaries take a third of a second, which every start of the hub would pay.
    from pypinyin import lazy_pinyin

    read: list[str] = []
    for part in re.findall(rf"{_HAN.pattern}|[^\W㐀-鿿\U00020000-\U0003ffff]+", text):
        if not _HAN.fullmatch(part):
            read.append(part.lower())
        elif (alone := _one_by_one(part)) is not None:
            read += alone
        else:
            read += lazy_pinyin(part, errors="default")
    return [syllable for syllable in read if syllable]


def _one_by_one(text: str) -> list[str] | None:
    """What pypinyin reads where no word of its dictionary is in the text; None where that is not so plain.

    Most personal names are such texts, and splitting them into words is most of what reading them costs.
    """
    from pypinyin.constants import PHRASES_DICT

    if len(text) > _LONGEST_NAME:
        return None
    for start in range(len(text) - 1):
        for end in range(start + 2, len(text) + 1):
            if text[start:end] in PHRASES_DICT:
                return None
    read = [_character(character) for character in text]
    return None if "" in read else read


@lru_cache(maxsize=16384)
def _character(character: str) -> str:
    """The everyday reading of a character by itself; empty where it has none."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character, errors="ignore"))
