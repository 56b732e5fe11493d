"""The revision log as a process knows it, beside a model of a database that shows each step of each writer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.access.revision_log import RevisionLog, remove
from hub.graph.client import Graph
from hub.graph.revisions import ALL, LOOK, PADDING, TAIL, Look
from schema.touched import NOTHING, Marks, Touched

#: Entries without a time.
OLD = 3


@dataclass
class Database:
    """Entries by identity, and a plan of what others do between two statements of a reader.

    A commit is not one step: the database counts its entry first, and only then is it found. Its time may lie behind
    that of entries that were committed before it.
    """

    dice: Random
    now: int = 1_000_000
    epoch: int = 0
    counted: int = OLD
    #: Time and marks of all entries, and of those that a reader finds.
    entries: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    found: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    #: Marks of all that was ever found.
    seen: set[bytes] = field(default_factory=set)
    #: Marks of all that is committed, in order.
    committed: list[bytes] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    removing: int = 0
    gone: int = 0
    reads: int = 0

    async def ask_in_turn(self, asked: Sequence[tuple[str, Any]], *, operation: str) -> list[list[Any]]:
        """The records of each statement; others go on between them."""
        self.reads += 1
        answers: list[list[Any]] = []
        for text, parameters in asked:
            self.meanwhile()
            if text == LOOK:
                answers.append([[self.counted, self.epoch, self.now]])
            elif text == ALL:
                answers.append([[OLD + len(self.found)]])
            else:
                assert text == TAIL
                since = parameters["since"]
                answers.append([[i, at, marks] for i, (at, marks) in self.found.items() if at >= since])
        await asyncio.sleep(0)
        return answers

    def look(self) -> tuple[Look, int]:
        """What a question reads of the log, and how many transactions were committed by then."""
        acknowledged = len(self.committed)
        look = self.counted
        self.meanwhile()
        return Look(look, self.epoch), acknowledged

    def meanwhile(self) -> None:
        """What others do until the next statement."""
        if self.dice.random() < 0.3:
            step = self.dice.choices(["begin", "finish", "wait", "remove"], [3, 6, 2, 1])[0]
            getattr(self, step)()

    def begin(self) -> None:
        """One half of a commit."""
        number = f"e{len(self.entries)}"
        touched = Touched()
        touched.values(number)
        late = self.dice.choice([0] * 6 + [1_500, 1_500, 20_000, 90_000])
        self.entries[number] = (self.now - late, touched.packed())
        self.counted += 1
        self.half.append(number)

    def finish(self) -> None:
        """The other half, and the writer learns that it is done."""
        if self.half:
            number = self.half.pop(0)
            self.found[number] = self.entries[number]
            self.seen.add(self.entries[number][1])
            self.committed.append(self.entries[number][1])

    def wait(self) -> None:
        """Time goes by."""
        self.now += self.dice.choice([10, 5_000, 40_000])

    def remove(self) -> None:
        """One step of a removal: the epoch turns odd, old entries go, they are not counted, the epoch turns even."""
        if self.removing == 1:
            old = [i for i, (at, _) in self.found.items() if at < self.now - 35_000]
            self.gone = len(old)
            for each in old:
                del self.found[each]
        elif self.removing == 2:
            self.counted -= self.gone
        else:
            self.epoch += 1
        self.removing = (self.removing + 1) % 4


def test_rights_never_miss_what_was_committed_before_a_look() -> None:
    stood = sum(rights_miss_nothing(Random(walk)) for walk in range(settings().max_examples * 10))  # noqa: S311
    # Where nothing may ever be used, nothing is missed either.
    assert stood > settings().max_examples * 5


def rights_miss_nothing(dice: Random) -> int:
    """Walk: others write and remove, and rights that are kept are held to all that was committed before a look.

    Returns how often they could be used.
    """
    stood = 0
    database = Database(dice)
    log = RevisionLog(cast("Graph", database), clock=lambda: 0.0)

    def fetched() -> tuple[int, int, set[bytes]] | None:
        """Rights that are fetched now: a transaction is seen whole by the time that its entry is found."""
        return (log.generation, log.position, set(database.seen)) if log.begun else None

    async def walk() -> None:
        nonlocal stood
        await log.read()
        known = fetched()
        for _ in range(dice.randint(1, 8)):
            database.meanwhile()
            look, acknowledged = database.look()
            if not await log.reach(look) or known is None or known[0] != log.generation:
                # Nothing that is kept may be used; it is fetched again from here on.
                known = None
                await log.read()
                known = fetched()
                continue
            seen = [set(marks) for marks in log.since(known[1]) or () if marks is not None]
            for marks in set(database.committed[:acknowledged]) - known[2]:
                assert set(Marks(marks)) in seen
            stood += 1

    asyncio.run(walk())
    return stood


@given(st.integers(0, 2**32))
def test_what_is_quiet_is_read_once(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's choice
    database = Database(dice)
    database.meanwhile = lambda: None  # type: ignore[method-assign]
    log = RevisionLog(cast("Graph", database), clock=lambda: 0.0)

    async def walk() -> None:
        await log.read()
        reads = database.reads
        for _ in range(5):
            assert await log.reach(Look(database.counted, database.epoch))
        assert database.reads == reads
        for _ in range(dice.randint(1, 5)):
            database.begin()
            database.finish()
        generation = log.generation
        assert await log.reach(Look(database.counted, database.epoch))
        # A commit that took longer than half a minute makes the process start again; others do not.
        late = any(at < database.now - 30_000 for at, _ in database.found.values())
        assert late or log.generation == generation

    asyncio.run(walk())


async def test_old_entries_are_removed_and_nothing_is_missed(blank: Graph) -> None:
    log = RevisionLog(blank)
    await log.read()
    generation = log.generation
    touched = Touched()
    touched.values("someone")
    for _ in range(3):
        await blank.write([("RETURN 1", {})], operation="test", touched=touched.packed())
    await blank.write([("RETURN 1", {})], operation="test", touched=NOTHING)
    before = await count(blank)
    assert await log.reach(before)
    assert log.generation == generation

    assert await remove(blank, age=-60_000, pause=0) >= 3
    assert await remove(blank, age=-60_000, pause=60_000) == 0
    after = await count(blank)
    assert (after.entries >= PADDING, after.epoch) == (True, before.epoch + 2)
    # As many entries as before would mean the same ones, were it not for the epoch.
    assert not log.covers(Look(before.entries, after.epoch))
    assert await log.reach(after)
    assert log.generation > generation


async def test_a_removal_that_was_never_ended_is_taken_over(blank: Graph) -> None:
    text = "MATCH (m:HubMeta) SET m.revisionEpoch = coalesce(m.revisionEpoch, 0) / 2 * 2 + 1"
    await blank.write([(text, {})], operation="test", touched=NOTHING)
    seconds = [0.0]
    log = RevisionLog(blank, clock=lambda: seconds[0])
    await log.read()
    assert not log.begun
    seconds[0] = 10.0
    await log.read()
    # It runs beside the reading, and may have ended before it.
    while log._removing is not None:
        await log._removing
    await log.read()
    assert log.begun
    assert await log.reach(await count(blank))


async def count(graph: Graph) -> Look:
    """What the log looks like."""
    ((entries, epoch, _),) = (await graph.ask_in_turn([(LOOK, {})], operation="test"))[0]
    return Look(entries, epoch)
