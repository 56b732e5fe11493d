"""The register under a random walk of changes: at every step, exactly those may ask whom a plain model lets in."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import settings
from support.admission import Door
from support.world import NOW

from hub.access.callers import Bearer
from hub.access.register_writes import ACTIVE, SUSPENDED
from hub.access.registry import checked_roles
from hub.access.roles import ADMINISTRATORS, ROLE
from hub.api.schema import Api
from hub.errors import NotAllowed
from hub.graph.client import Graph
from schema.errors import Conflict, InvalidArgument, LinkageError, NotFound

AGENCIES = ("W-1", "W-2", "W-3")
CARDS = ("W-a", "W-b", "W-c", "W-d")
ROLES = ("JUDGE", "AUDITOR", "SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR")
#: A purpose for each role that it gives, and who else may use it.
BASES: dict[str | None, frozenset[str]] = {
    None: frozenset(ROLE.members),
    "AUDIT": frozenset({"AUDITOR", "AUDIT_ADMINISTRATOR"}),
    "REGISTRATION": frozenset({"SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR"}),
}
DAYS = (None, *(NOW.date() + timedelta(days) for days in (-400, -1, 0, 1, 400)))
WALKS = max(2, settings().max_examples // 40)
STEPS = 25


@dataclass
class Entry:
    """What is registered of an agency or an officer."""

    state: str = ACTIVE
    begin: date | None = None
    end: date | None = None
    agency: str = ""
    roles: frozenset[str] = frozenset()

    def counts(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.state == ACTIVE and (self.begin or day) <= day <= (self.end or day)


@dataclass
class Model:
    """The register in plain Python."""

    agencies: dict[str, Entry] = field(default_factory=dict)
    officers: dict[str, Entry] = field(default_factory=dict)

    def admits(self, agency: str, card: str, purpose: str | None, day: date) -> str | None:
        """The code of the refusal, or None where the operation is let in."""
        home, officer = self.agencies.get(agency), self.officers.get(card)
        if home is None or officer is None or officer.agency != agency:
            return "UNAUTHENTICATED"
        if not home.counts(day) or not officer.counts(day):
            return "UNAUTHENTICATED"
        return None if officer.roles & BASES[purpose] else "BASIS_REFUSED"


@dataclass
class Walk:
    """Makes one change after another, in the register and in the model alike."""

    door: Door
    dice: random.Random
    model: Model = field(default_factory=Model)

    async def step(self) -> None:
        """One change of chance; what the register refuses, the model refuses too."""
        name = self.dice.choice(["agency", "officer", "officer", "roles", "roles", "suspend", "restore", "day"])
        change = getattr(self, name)
        await change(self.dice.choice(AGENCIES), self.dice.choice(CARDS))

    async def agency(self, code: str, _: str) -> None:
        begin, end = self.dice.choice(DAYS), self.dice.choice(DAYS)
        known, day = self.model.agencies.get(code), self.door.now.date()
        if await self.tried(
            self.door.registry.agency(code, "单位", "COURT", "990102", valid_from=begin, valid_until=end),
            ended(known, begin, end, day),
        ):
            entry = self.model.agencies.setdefault(code, Entry())
            entry.begin, entry.end = begin, end

    async def officer(self, code: str, card: str) -> None:
        begin, end = self.dice.choice(DAYS), self.dice.choice(DAYS)
        known = self.model.officers.get(card)
        refusal = NotFound if code not in self.model.agencies else Conflict if known and known.agency != code else None
        roles = self.some_roles() if self.dice.random() < 0.5 else None
        refusal = refusal or ended(known, begin, end, self.door.now.date())
        if (begin is not None and end is not None and end < begin) or (roles is not None and bad(roles)):
            refusal = InvalidArgument
        done = await self.tried(
            self.door.registry.officer(card, code, "员", roles, valid_from=begin, valid_until=end), refusal
        )
        if done:
            entry = self.model.officers.setdefault(card, Entry(agency=code))
            entry.begin, entry.end = begin, end
            entry.roles = entry.roles if roles is None else frozenset(roles)

    async def roles(self, _: str, card: str) -> None:
        roles = self.some_roles()
        refusal = InvalidArgument if bad(roles) else NotFound if card not in self.model.officers else None
        if await self.tried(self.door.registry.roles(card, roles), refusal):
            self.model.officers[card].roles = frozenset(roles)

    async def suspend(self, code: str, card: str) -> None:
        await self.state(SUSPENDED, code, card)

    async def restore(self, code: str, card: str) -> None:
        await self.state(ACTIVE, code, card)

    async def state(self, state: str, code: str, card: str) -> None:
        which, entries = self.dice.choice(
            [({"code": code}, self.model.agencies), ({"card": card}, self.model.officers)]
        )
        (name,) = which.values()
        refusal = None if name in entries else NotFound
        if await self.tried(self.door.registry.state(state, reason="walk", **which), refusal):
            entries[name].state = state

    async def day(self, _: str, __: str) -> None:
        self.door.now = NOW + timedelta(self.dice.choice([-500, -400, -1, 0, 1, 2, 400, 401]))

    async def tried(self, change: Any, refusal: type[LinkageError] | None) -> bool:
        if refusal is None:
            await change
            return True
        with pytest.raises(refusal):
            await change
        return False

    def some_roles(self) -> list[str]:
        return self.dice.sample(ROLES, self.dice.choice([0, 1, 1, 1, 2]))

    async def check(self) -> None:
        """Whether everybody is let in to exactly what the model says, on the bearer each has had all along."""
        day = self.door.now.date()
        for agency, card, purpose in self.attempts():
            basis = None if purpose is None else {"purpose": purpose}
            answer = await self.door.answer(Bearer(agency, card, ""), basis=basis)
            expected = self.model.admits(agency, card, purpose, day)
            assert answer.codes == ([] if expected is None else [expected]), (agency, card, purpose)

    def attempts(self) -> Iterator[tuple[str, str, str | None]]:
        for card in CARDS:
            known = self.model.officers.get(card)
            agencies = {known.agency if known else AGENCIES[0], self.dice.choice(AGENCIES)}
            yield from ((agency, card, self.dice.choice(list(BASES))) for agency in sorted(agencies))


def ended(known: Entry | None, begin: date | None, end: date | None, day: date) -> type[LinkageError] | None:
    """What speaks against these days: to end a registration is a suspension, an administrator's in advance too."""
    if begin is not None and end is not None and end < begin:
        return InvalidArgument
    if known is None or not known.counts(day):
        return None
    sooner = end is not None and (known.end is None or end < known.end) and bool(ADMINISTRATORS & known.roles)
    return None if Entry(begin=begin, end=end).counts(day) and not sooner else NotAllowed


def bad(roles: list[str]) -> bool:
    """Whether nobody may hold these together."""
    return len(roles) > 1 and bool(ADMINISTRATORS.intersection(roles))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WALKS))
async def test_who_is_let_in_follows_the_register_step_by_step(blank: Graph, api: Api, seed: int) -> None:
    clear = "MATCH (n) WHERE n:RegisteredAgency OR n:RegisteredOfficer DETACH DELETE n"
    await blank.write([(clear, {})], operation="test.clear")
    walk = Walk(Door(blank, api), random.Random(seed))  # noqa: S311 - a game, no secret
    for _ in range(STEPS):
        await walk.step()
        await walk.check()


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(ROLE.members), 2)))
def test_administrators_are_three_persons(one: str, other: str) -> None:
    if ADMINISTRATORS & {one, other}:
        with pytest.raises(InvalidArgument, match="together with another role"):
            checked_roles([one, other])
    else:
        assert checked_roles([other, one, other]) == [one, other]


def test_each_administrator_stands_alone() -> None:
    assert [checked_roles([role, role]) for role in sorted(ADMINISTRATORS)] == [[r] for r in sorted(ADMINISTRATORS)]


async def test_nobody_changes_the_own_registration(blank: Graph, api: Api) -> None:
    door = Door(blank, api)
    await door.registry.agency("W-9", "单位", "COURT", "9901")
    await door.registry.officer("W-self", "W-9", "员", ["SECURITY_ADMINISTRATOR"])
    own = type(door.registry)(blank, door.realm, lambda: NOW, "W-self")

    for change in (
        own.officer("W-self", "W-9", "员", valid_until=date(2099, 1, 1)),
        own.officer(" W-self ", "W-9", "员"),
        own.roles("W-self", ["JUDGE"]),
        own.state(ACTIVE, card="W-self", reason="I want to"),
    ):
        with pytest.raises(Conflict):
            await change


async def test_two_changes_at_once_are_both_kept(blank: Graph, api: Api) -> None:
    door = Door(blank, api)
    await door.registry.agency("W-8", "单位", "COURT", "9901")
    cards = [f"W-8-{number}" for number in range(8)]

    await asyncio.gather(*(door.registry.officer(card, "W-8", "员", ["JUDGE"]) for card in cards for _ in range(2)))

    assert [each["card"] for each in await door.registry.officers("W-8")] == cards
