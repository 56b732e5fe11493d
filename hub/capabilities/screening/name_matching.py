"""How alike names are: listed parties beside the names asked about, block by block.

What is the same, in characters or in sound, is looked up, whatever it begins with. Only what is merely similar is
compared, where both names begin with the same character or sound, and only that is bounded. A name in Latin letters may
have its given name in one word, and either name first, so it is compared by all of its letters in one word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from hub.capabilities.screening.candidates import Candidates, Likeness, Listed
from hub.capabilities.screening.subjects import SubjectName
from schema.values import characters, latin, name_forms, readings
from schema.values.name_forms import CHARACTERS, writings
from schema.values.pinyin import compound_surnames

#: Similar names differ in one letter of their pinyin (n and ng, z and zh, a slip). In names of two syllables that is
#: another name, as 王伟 and 王文; and what differs in more than that are the names of different companies.
LETTERS, SYLLABLES = 1, 3
#: What the likeness of two names is worth: never one, for a name is never an identity (R-PD-04).
SAME_BIRTH, NO_BIRTH = 0.9, 0.6
ALIKE = {"SAME_CHARACTERS": 1.0, "SAME_PINYIN": 0.9, "SIMILAR": 0.8}
#: This number of names begins with nearly every surname that exists.
MANY_NAMES = 200
#: No syllable has more letters (zhuang).
LONGEST = 6
#: Pairs of one call: some milliseconds, so that nobody waits for long, and little memory.
TILE = 200_000
#: Below this a second thread costs more than it saves; above, one alone holds the interpreter too long.
THREADED = 20_000
#: Pairs of one request: some seconds.
COMPARISONS = 100_000_000


class Matching:
    """Matches incoming listed parties against the requested names."""

    def __init__(self, comparisons: int = COMPARISONS) -> None:
        self.names: dict[SubjectName, Candidates] = {}
        self._left = comparisons
        self._same: dict[str, list[SubjectName]] = defaultdict(list)
        #: By sound: syllables apart, of names in characters; letters in one word, of those, and of names in Latin ones.
        self._spoken: dict[str, list[SubjectName]] = defaultdict(list)
        self._run: dict[str, list[SubjectName]] = defaultdict(list)
        self._latin: dict[str, list[SubjectName]] = defaultdict(list)
        self._by_sign: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_sound: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_start: dict[str, dict[str, None]] = defaultdict(dict)
        self._words: dict[str, None] = {}

    def ask(self, names: Iterable[SubjectName]) -> None:
        """Add names; two hundred microseconds each, most of it for pinyin."""
        for name in names:
            if name in self.names:
                continue
            self.names[name] = Candidates()
            for text in writings(name.text):
                self._ask(name, text)

    def _ask(self, name: SubjectName, text: str) -> None:
        forms = name_forms(text)
        bare = characters_of(text, forms)
        self._same[bare].append(name)
        self._words[CHARACTERS + bare] = None
        if latin.is_latin(text):
            self._ask_latin(name, text)
            return
        for spoken in sounds_of(forms):
            first, run = spoken.partition(" ")[0], spoken.replace(" ", "")
            self._spoken[spoken].append(name)
            self._run[run].append(name)
            self._by_sign[text[0]][spoken] = None
            self._by_sound[_block(first)][spoken] = None
            self._words |= dict.fromkeys((run, *_blocked(first)))

    def _ask_latin(self, name: SubjectName, text: str) -> None:
        for run in latin.joined(text, compound_surnames()):
            self._latin[run].append(name)
            self._words[run] = None
            for length in range(1, LONGEST + 1):
                start = run[:length]
                self._by_start[_block(start)][run] = None
                # Not every beginning is a syllable, and those that are none find nobody.
                self._words |= dict.fromkeys(_blocked(start))

    @property
    def all(self) -> bool:
        """Whether there are so many names that nearly every listed party is compared, and a selection saves nothing."""
        return len(self.names) > MANY_NAMES

    @property
    def signs(self) -> list[str]:
        """First characters that listed parties are looked for by."""
        return sorted(self._by_sign)

    @property
    def words(self) -> list[str]:
        """Forms of names, and syllables of them, that listed parties are looked for by: in any place of what is stored.

        So each reading of a surname counts, and what sounds the same is found whatever it begins with.
        """
        return sorted(self._words)

    def compare(self, parties: Sequence[Listed]) -> None:
        """Lay listed parties beside the names."""
        blocks: Blocks = defaultdict(lambda: defaultdict(list))
        for party in parties:
            for place, (text, forms) in enumerate(party.names):
                if text:
                    self._match_exactly(_ListedName(party, text, forms or name_forms(text), place > 0), blocks)
                    for each in writings(text)[:-1]:
                        self._match_exactly(_ListedName(party, each, name_forms(each), place > 0), blocks)
        for (sign, begins), others in blocks.items():
            near = dict.fromkeys((*self._by_sign.get(sign, ()), *_names_in_blocks(self._by_sound, begins)))
            self._similar([each for each in near if _has_many_syllables(each)], others, self._spoken, apart=True)
            self._similar(
                list(dict.fromkeys(_names_in_blocks(self._by_start, begins))), others, self._latin, apart=False
            )

    def _match_exactly(self, said: _ListedName, blocks: Blocks) -> None:
        """Look up what is the same, and put aside what may be similar."""
        for name in self._same.get(characters_of(said.text, said.forms), ()):
            self._note(name, said, "SAME_CHARACTERS")
        if CHARACTERS not in said.forms and latin.is_latin(said.text):
            for run in latin.joined(said.text, compound_surnames()):
                for name in (*self._latin.get(run, ()), *self._run.get(run, ())):
                    self._note(name, said, "SAME_PINYIN")
        known = readings(said.forms)
        if self._latin:
            for each in known:
                for name in self._latin.get("".join(each), ()):
                    self._note(name, said, "SAME_PINYIN")
        spoken = _shortest(known)
        for sound in spoken:
            for name in self._spoken.get(sound, ()):
                self._note(name, said, "SAME_PINYIN")
        long = [sound for sound in spoken if _has_many_syllables(sound)]
        if long:
            begins = frozenset([_block(sound.partition(" ")[0]) for sound in spoken])
            for sound in long:
                blocks[said.text[0], begins][sound].append(said)

    def _similar(
        self,
        asked: list[str],
        others: dict[str, list[_ListedName]],
        whose: dict[str, list[SubjectName]],
        *,
        apart: bool,
    ) -> None:
        """Compare sounds: with the syllables apart, or, of names that do not tell them, in one word."""
        pairs = len(asked) * len(others)
        if pairs == 0:
            return
        if pairs > self._left:
            for spoken in asked:
                for name in whose[spoken]:
                    self.names[name].compared = False
            return
        self._left -= pairs
        listed = list(others)
        sounds = listed if apart else [each.replace(" ", "") for each in listed]
        across = max(1, TILE // len(asked))
        for start in range(0, len(listed), across):
            part = sounds[start : start + across]
            letters = cdist(
                asked,
                part,
                scorer=Levenshtein.distance,
                score_cutoff=LETTERS,
                dtype=np.uint8,
                workers=2 if len(asked) * len(part) > THREADED else 1,
            )
            # What sounds the same was looked up.
            for row, column in np.argwhere((letters > 0) & (letters <= LETTERS)).tolist():
                for name in whose[asked[row]]:
                    for said in others[listed[start + column]]:
                        self._note(name, said, "SIMILAR")

    def _note(self, name: SubjectName, said: _ListedName, why: str) -> None:
        party = said.party
        if name.born is not None and (party.company or (party.born is not None and party.born != name.born)):
            # Somebody else: born on another day, or not born at all.
            return
        worth = SAME_BIRTH if name.born is not None and party.born is not None else NO_BIRTH
        self.names[name].add(Likeness(party, why, round(ALIKE[why] * worth, 2), said.former))


class _ListedName(NamedTuple):
    """One name of a listed party."""

    party: Listed
    text: str
    forms: str
    former: bool


#: Names of listed parties by their sound, by the first character and first syllables that they have.
Blocks: TypeAlias = dict[tuple[str, frozenset[str]], dict[str, list[_ListedName]]]


def characters_of(name: str, forms: str) -> str:
    """The letters and digits of a name alone, which stand last among its forms where it has Chinese characters."""
    _, found, bare = forms.rpartition(CHARACTERS)
    return bare if found else characters(name)


def _names_in_blocks(blocks: dict[str, dict[str, None]], begins: frozenset[str]) -> Iterator[str]:
    for sound in sorted(begins):
        yield from blocks.get(sound, ())


def _block(syllable: str) -> str:
    """What stands for a first syllable: banks leave the dots of ü out."""
    return syllable.replace("v", "u")


def _blocked(syllable: str) -> tuple[str, ...]:
    """The first syllables that are in one block."""
    return tuple({syllable, _block(syllable), re.sub("^([ln])u(?=e?$)", r"\1v", syllable)})


def _has_many_syllables(spoken: str) -> bool:
    return spoken.count(" ") >= SYLLABLES - 1


def sounds_of(forms: str) -> list[str]:
    """How a name sounds, from its stored forms: 'chen li cheng'; of a company without its legal form."""
    return _shortest(readings(forms))


def _shortest(known: Sequence[Sequence[str]]) -> list[str]:
    # The legal form is what the shorter readings leave out.
    if len(known) == 1:
        return [" ".join(known[0])]
    fewest = min((len(each) for each in known), default=0)
    return [" ".join(each) for each in known if len(each) == fewest]
