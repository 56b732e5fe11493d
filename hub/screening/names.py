"""How alike names are: listed parties beside the names asked about, block by block.

A pair is compared at all where both names begin with the same character or with the same sound. What is the same, in
characters or in sound, is looked up; only what is merely similar is compared, and only that is bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from hub.screening.subjects import Name
from schema.values import other_surnames, pinyin_forms, readings

#: Similar names differ in one letter of their pinyin (n and ng, z and zh, a slip). In names of two syllables that is
#: another name, as 王伟 and 王文; and what differs in more than that are the names of different companies.
LETTERS, SYLLABLES = 1, 3
#: What the likeness of two names is worth: never one, for a name is never an identity (R-PD-04).
SAME_BIRTH, NO_BIRTH = 0.9, 0.6
ALIKE = {"SAME_CHARACTERS": 1.0, "SAME_PINYIN": 0.9, "SIMILAR": 0.8}
#: So many listed parties are kept for a name; that there are more is said.
KEPT = 20
#: Pairs of one call: some milliseconds, so that nobody waits for long, and little memory.
TILE = 200_000
#: Below this a second thread costs more than it saves; above, one alone holds the interpreter too long.
THREADED = 20_000
#: Pairs of one request: some seconds.
COMPARISONS = 100_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed party: global id, feed, name, pinyin forms as stored, day of birth, and whether it is a company."""

    id: str
    source: str | None
    name: str
    forms: str | None
    born: str | None
    company: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a listed party may be meant, and how alike the names are."""

    party: Listed
    why: str
    score: float

    @property
    def order(self) -> tuple[float, str]:
        """Where it stands among others: the likelier first, and always in the same order."""
        return -self.score, self.party.id


@dataclass(slots=True)
class Candidates:
    """The listed parties that may be meant by a name, the likeliest first; `more`: not all were kept.

    `compared` is false where similar names were too many to compare.
    """

    likely: list[Likeness] = field(default_factory=list)
    more: bool = False
    compared: bool = True

    def add(self, found: Likeness) -> None:
        """Keep a party, in its place; one that is there already stays as it is the likelier."""
        if self.more and found.order >= self.likely[-1].order:
            # A common name has thousands: most end here.
            return
        for place, known in enumerate(self.likely):
            if known.party.id == found.party.id:
                if found.score <= known.score:
                    return
                del self.likely[place]
                break
        self.likely.append(found)
        self.likely.sort(key=lambda each: each.order)
        if len(self.likely) > KEPT:
            self.more = True
            del self.likely[KEPT:]


class Matching:
    """Names asked about, beside which listed parties are laid as they arrive."""

    def __init__(self, comparisons: int = COMPARISONS) -> None:
        self.names: dict[Name, Candidates] = {}
        self._left = comparisons
        self._same: dict[str, list[Name]] = defaultdict(list)
        self._spoken: dict[str, list[Name]] = defaultdict(list)
        self._by_sign: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_sound: dict[str, dict[str, None]] = defaultdict(dict)

    def ask(self, names: Iterable[Name]) -> None:
        """Add names; two hundred microseconds each, most of it for pinyin."""
        for name in names:
            if name in self.names:
                continue
            self.names[name] = Candidates()
            self._same[name.text].append(name)
            for spoken in sounds_of(" ".join(pinyin_forms(name.text)).lower()):
                self._spoken[spoken].append(name)
                self._by_sign[name.text[0]][spoken] = None
                self._by_sound[spoken.partition(" ")[0]][spoken] = None

    @property
    def signs(self) -> list[str]:
        """First characters that listed parties are looked for by; with surnames that some families read alike."""
        alike = (sign for sound in self._by_sound for sign in other_surnames(sound))
        return sorted({*self._by_sign, *alike})

    @property
    def sounds(self) -> list[str]:
        """First syllables that listed parties are looked for by."""
        return sorted(self._by_sound)

    def compare(self, parties: Sequence[Listed]) -> None:
        """Lay listed parties beside the names."""
        blocks: dict[tuple[str, frozenset[str]], dict[str, list[Listed]]] = defaultdict(lambda: defaultdict(list))
        for party in parties:
            for name in self._same.get(party.name, ()):
                self._note(name, party, "SAME_CHARACTERS")
            spoken = sounds_of(party.forms or " ".join(pinyin_forms(party.name)).lower())
            begins = frozenset(each.partition(" ")[0] for each in spoken)
            for each in spoken:
                for name in self._spoken.get(each, ()):
                    self._note(name, party, "SAME_PINYIN")
                if _long(each):
                    blocks[party.name[0], begins][each].append(party)
        for (sign, begins), others in blocks.items():
            near = dict.fromkeys((*self._by_sign.get(sign, ()), *self._of_sounds(begins)))
            asked = [each for each in near if _long(each)]
            if asked:
                self._similar(asked, others)

    def _of_sounds(self, sounds: frozenset[str]) -> Iterator[str]:
        for sound in sorted(sounds):
            yield from self._by_sound.get(sound, ())

    def _similar(self, asked: list[str], others: dict[str, list[Listed]]) -> None:
        pairs = len(asked) * len(others)
        if pairs > self._left:
            for spoken in asked:
                for name in self._spoken[spoken]:
                    self.names[name].compared = False
            return
        self._left -= pairs
        listed = list(others)
        across = max(1, TILE // len(asked))
        for start in range(0, len(listed), across):
            part = listed[start : start + across]
            apart = cdist(
                asked,
                part,
                scorer=Levenshtein.distance,
                score_cutoff=LETTERS,
                dtype=np.uint8,
                workers=2 if len(asked) * len(part) > THREADED else 1,
            )
            # What sounds the same was looked up.
            for row, column in np.argwhere((apart > 0) & (apart <= LETTERS)).tolist():
                for name in self._spoken[asked[row]]:
                    for party in others[part[column]]:
                        self._note(name, party, "SIMILAR")

    def _note(self, name: Name, party: Listed, why: str) -> None:
        if name.born is not None and (party.company or (party.born is not None and party.born != name.born)):
            # Somebody else: born on another day, or not born at all.
            return
        worth = SAME_BIRTH if name.born is not None and party.born is not None else NO_BIRTH
        self.names[name].add(Likeness(party, why, round(ALIKE[why] * worth, 2)))


def _long(spoken: str) -> bool:
    return spoken.count(" ") >= SYLLABLES - 1


def sounds_of(forms: str) -> list[str]:
    """How a name sounds, from its stored pinyin forms: 'chen li cheng'; of a company without its legal form."""
    known = readings(forms)
    # The legal form is what the shorter readings leave out.
    fewest = min((len(each) for each in known), default=0)
    return [" ".join(each) for each in known if len(each) == fewest]
