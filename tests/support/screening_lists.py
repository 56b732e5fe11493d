"""Invented lists of dishonest debtors, subjects to screen, and a slow, obvious reading of what must come of each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from stdnum.cn import uscc as codes

from schema.errors import InvalidValue
from schema.values import CITIZEN_ID, DATE, NAME, USCC, pinyin_forms
from schema.values.latin import is_latin
from support.world import Node, Tie, World, citizen_id

QUERY = """
query Screen($subjects: [ScreeningSubject!]!) {
  screen(subjects: $subjects) {
    counts { subjects hit noHit uncertain invalid }
    outcomes {
      ref outcome by why score candidates moreCandidates courts { code name } problem { code message hint }
    }
  }
}
"""
#: Homophones, surnames of two readings and of two signs, names that nearly sound alike, rare signs, Latin letters.
SURNAMES = ["张", "章", "翟", "狄", "欧阳", "欧", "王", "汪", "谌", "陈", "𠮷"]
GIVEN = ["伟明", "炜明", "伟民", "维鸣", "伟", "薇", "立诚", "丽", "志远航", "秀英"]
FIRMS = [
    "澜川恒达商贸有限公司",
    "澜川恒达商贸股份有限公司",
    "澜川恒远商贸有限公司",
    "澜川横达商贸有限公司",
    "A1物流公司",
]
OTHERS = ["Smith John", "smith john", "买买提·艾力", "恒达商贸"]
#: As banks and passports write names; only asked about.
ABROAD = [
    "ZHANG WEIMING",
    "Weiming Zhang",
    "OUYANG LICHENG",
    "Zhang Weimin",
    "Di Wei",
    "John Smith",
    "Wang Zhiyuanhang",
]
DAYS = [date(1982, 7, 9), date(1982, 7, 10), date(1990, 1, 1)]
#: What ends on a later day stands today.
UNTIL = [None, None, None, date(2025, 5, 5), date(9999, 12, 31)]
PAST = date(2026, 1, 1)
STATUS = ["LISTED", "LISTED", "LISTED", "DELETED", "REVOKED"]


def name_of(dice: random.Random) -> str:
    """A name, of a person or not."""
    if dice.random() < 0.2:
        return dice.choice([*FIRMS, *OTHERS])
    return dice.choice(SURNAMES) + dice.choice(GIVEN)


def code_of(number: int) -> str:
    """An invented credit code."""
    body = f"91990101{number:09}"
    return body + codes.calc_check_digit(body + "0")


def stands(until: date | None) -> bool:
    """Whether what has this end stands: the worlds of chance have ends long ago, and far away."""
    return until is None or until > PAST


def chance_list(seed: int, parties: int = 40) -> World:
    """Parties, some of them on the list: by entries that stand, were deleted or ended, of several courts and none."""
    dice, world = random.Random(seed), World()  # noqa: S311 - a game, no secret
    courts = [world.node("Agency", code=f"S01{i:02}", name=f"第{i}法院", kind="COURT") for i in range(3)]
    cases = []
    for number in range(8):
        cases.append(world.node("EnforcementCase", caseNumber=f"（2025）示0103执{number + 1}号", status="OPEN"))
        for court in dice.sample(courts, dice.choice([0, 1, 1, 2])):
            world.tie("HEARD_BY", cases[-1], court, until=dice.choice(UNTIL))
    for number in range(parties):
        if dice.random() < 0.8:
            born = dice.choice(DAYS)
            party = world.node(
                "Person",
                citizenId=citizen_id(f"{born:%Y%m%d}", number),
                name=name_of(dice),
                birthDate=dice.choice([None, born]),
            )
        else:
            party = world.node("Company", uscc=code_of(number), name=dice.choice(FIRMS))
        for entry in range(dice.choice([0, 1, 1, 2])):
            listed(world, dice, party, f"SX-{number}-{entry}", dice.choice(cases))
    return world


def listed(world: World, dice: random.Random, party: Node, number: str, case: Node) -> None:
    """Put a party on the list, or where it was once."""
    entry = world.node("DishonestyEntry", entryNo=number, ground="G1", status=dice.choice(STATUS))
    entry.until = dice.choice(UNTIL)
    world.tie("LISTED_AS", party, entry, until=dice.choice(UNTIL))
    if dice.random() < 0.8:
        world.tie("ISSUED_IN", entry, case, until=dice.choice(UNTIL))


def chance_subjects(seed: int, world: World, many: int = 60) -> list[dict[str, Any]]:
    """Subjects: those of the world in many writings, strangers, names like theirs, and what cannot be read."""
    dice = random.Random(seed)  # noqa: S311 - a game, no secret
    ids = [n.props["citizenId"] for n in world.nodes if n.entity == "Person"]
    firms = [n.props["uscc"] for n in world.nodes if n.entity == "Company"] or [code_of(1)]
    made = []
    for number in range(many):
        kind = dice.random()
        subject: dict[str, Any] = {"ref": f"R-{number}"}
        if kind < 0.35:
            subject["citizenId"] = _written(dice, dice.choice([*ids, citizen_id("19700101", number)]))
        elif kind < 0.5:
            subject["uscc"] = _written(dice, dice.choice([*firms, code_of(900 + number)]))
        elif kind < 0.95:
            subject["name"] = dice.choice(ABROAD) if dice.random() < 0.2 else name_of(dice)
            if dice.random() < 0.5:
                day = dice.choice(DAYS)
                subject["birthDate"] = dice.choice(
                    [f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
                )
        if dice.random() < 0.1:
            subject[dice.choice(["citizenId", "uscc", "name", "birthDate"])] = dice.choice(
                ["", " ", "x", "1" * 18, None]
            )
        made.append(subject)
    return made


def _written(dice: random.Random, number: str) -> str:
    if dice.random() < 0.1:
        # One digit wrong.
        return number[:-1] + ("1" if number[-1] != "1" else "2")
    if dice.random() < 0.2 and number[6:8] == "19" and number.startswith("99"):
        return number[:6] + number[8:17]
    writing = dice.choice([str, str.lower, lambda text: f" {text[:6]} {text[6:14]}-{text[14:]} "])
    wide = dice.random() < 0.3
    text: str = writing(number)
    return "".join(chr(ord(s) + 0xFEE0) if wide and "!" <= s <= "~" else s for s in text)


@dataclass
class Reading:
    """The slow reading of a world."""

    world: World

    def ties(self, kind: str, node: Node) -> list[Tie]:
        """The links of a kind from a node that stand."""
        return [t for t in self.world.ties if t.kind == kind and t.source is node and stands(t.until)]

    def entries(self, party: Node) -> list[Node]:
        """The entries by which a party is on the list."""
        found = [t.target for t in self.ties("LISTED_AS", party)]
        return [e for e in found if e.props["status"] == "LISTED" and stands(e.until)]

    def courts(self, party: Node) -> list[dict[str, str]]:
        """The courts to contact about a party."""
        courts = {
            heard.target.props["code"]: heard.target.props["name"]
            for entry in self.entries(party)
            for issued in self.ties("ISSUED_IN", entry)
            for heard in self.ties("HEARD_BY", issued.target)
        }
        return [{"code": code, "name": courts[code]} for code in sorted(courts)]

    def outcome(self, subject: dict[str, Any]) -> dict[str, Any]:
        """What must come of a subject; of a problem only its code."""
        given = {k: v for k, v in subject.items() if isinstance(v, str) and v.strip()}
        told = {"ref": subject["ref"], "outcome": "INVALID", "by": None, "why": None, "score": None}
        told |= {"candidates": None, "moreCandidates": None, "courts": [], "problem": None}
        try:
            if "citizenId" in given and "uscc" in given:
                return told | {"problem": "TWO_IDENTIFIERS"}
            if "citizenId" in given:
                number = CITIZEN_ID.parse(given["citizenId"])
                return told | {"by": "CITIZEN_ID"} | self._by_number("citizenId", number)
            if "uscc" in given:
                return told | {"by": "USCC"} | self._by_number("uscc", USCC.parse(given["uscc"]))
            if "name" not in given:
                return told | {"problem": "NOBODY"}
            name = NAME.parse(given["name"])
            born = DATE.parse(given["birthDate"]) if "birthDate" in given else None
        except InvalidValue as problem:
            return told | {"problem": problem.details["problem"]}
        return told | {"by": "NAME" if born is None else "NAME_AND_BIRTH_DATE"} | self._by_name(name, born)

    def _by_number(self, prop: str, number: str) -> dict[str, Any]:
        for node in self.world.nodes:
            if node.props.get(prop) == number and self.entries(node):
                return {"outcome": "HIT", "courts": self.courts(node)}
        return {"outcome": "NO_HIT"}

    def _by_name(self, name: str, born: date | None) -> dict[str, Any]:
        found = []
        for node in self.world.nodes:
            if node.entity not in ("Person", "Company") or not self.entries(node):
                continue
            alike = likeness(name, node.props["name"])
            number = node.props.get("citizenId")
            theirs = None if number is None else f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            if alike is None or (born is not None and theirs != born.isoformat()):
                continue
            found.append((round(alike[0] * (0.6 if born is None else 0.9), 2), alike[1]))
        if not found:
            return {"outcome": "NO_HIT"}
        score, why = max(found, key=lambda each: each[0])
        return {
            "outcome": "UNCERTAIN",
            "why": why,
            "score": score,
            "candidates": min(20, len(found)),
            "moreCandidates": len(found) > 20,
        }


def likeness(one: str, other: str) -> tuple[float, str] | None:
    """How alike a name asked about and one on the list are, and why; None where they are not."""
    if letters(one) == letters(other):
        return 1.0, "SAME_CHARACTERS"
    asked, listed = spoken(one), spoken(other)
    if not is_latin(one) and set(asked) & set(listed):
        return 0.9, "SAME_PINYIN"
    if (is_latin(one) or is_latin(other)) and set(runs(one)) & set(runs(other)):
        return 0.9, "SAME_PINYIN"
    heard = [each for each in listed if len(each.split()) >= 3]
    if is_latin(one):
        starts = {block(run[:length]) for run in runs(one) for length in range(1, 7)}
        near = starts & {block(b.split()[0]) for b in listed}
        return (
            (0.8, "SIMILAR")
            if near and any(distance(run, b.replace(" ", "")) == 1 for run in runs(one) for b in heard)
            else None
        )
    firsts = {block(a.split()[0]) for a in asked} & {block(b.split()[0]) for b in listed}
    if one[0] != other[0] and not firsts:
        return None
    near = any(len(a.split()) >= 3 and distance(a, b) == 1 for a in asked for b in heard)
    return (0.8, "SIMILAR") if near else None


def letters(name: str) -> str:
    """A name without what is no letter or digit, in small ones."""
    return "".join(each for each in name.lower() if each.isalnum())


def block(syllable: str) -> str:
    """Syllables that banks write alike: they leave the dots of ü out."""
    return syllable.replace("v", "u")


def runs(name: str) -> list[str]:
    """A name in one word: in Latin letters also with either name first."""
    if not is_latin(name):
        return [form.replace(" ", "").lower() for form in pinyin_forms(name) if " " in form]
    words = name.lower().split()
    return ["".join(words), "".join([words[-1], *words[:-1]])]


@cache
def spoken(name: str) -> list[str]:
    """How a name sounds, its legal form left out: the shortest of its spaced forms."""
    spaced = [form.lower() for form in pinyin_forms(name) if " " in form] or [pinyin_forms(name)[0].lower()]
    fewest = min(len(form.split()) for form in spaced)
    return [form for form in spaced if len(form.split()) == fewest]


def distance(one: str, other: str) -> int:
    """Letters to put in, take out or exchange."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]
