"""The stages carry out work that is no GraphQL request: nothing leaves without an intent and an outcome in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from support.audit_recorder import Full, recording
from support.http_client import CARD
from support.world import NOW, POLICE, World

from hub.access.callers import Bearer
from hub.access.quotas import UNLIMITED, Quotas
from hub.access.registry import Registry
from hub.access.rights import Rights
from hub.access.rights_cache import Freshness
from hub.app import Hub
from hub.audit.actor import Actor
from hub.audit.records import INTENT, OUTCOME
from hub.audit.search import RecordQuery
from hub.operations.answer import Answer
from hub.operations.asking import ask
from hub.operations.compiling import compile_queries
from hub.operations.hashes import Hashes
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.operations.recording import Recorder
from hub.operations.request import OperationRequest
from hub.operations.stages import Stages
from hub.operations.work import Description
from hub.questions.change_and_read import Outdated
from hub.questions.context import ServiceContext
from hub.questions.cost import Price
from hub.questions.limits import Allowance
from hub.questions.root import RootPlan

OFFICER = Bearer(POLICE, CARD, "赵明")
CAMERAS = Actor.service(POLICE, "cameras")
PLATE = "测A12345"
UNITS = 40


@dataclass
class Sighting:
    """A camera saw a plate: the vehicle is looked up with the rights of the officer that runs the cameras."""

    preparer: Preparer
    plate: str = PLATE
    basis: Mapping[str, Any] | None = None
    changes: bool = False
    before: Callable[[], Awaitable[None]] | None = None
    runs: int = 0

    actor = CAMERAS
    freshness = Freshness.UNSURE
    large = False
    proof = True

    def starts(self) -> tuple[str, ...]:
        """It walks nowhere."""
        return ()

    def price(self, rights: Rights) -> Price:
        """It costs the same always."""
        return Price(UNITS, "vehicle", 0)

    def description(self, hashes: Hashes) -> Description:
        """A sighting, and the plate by its hash."""
        return Description(kind="sighting", name="plate", sha256="0" * 64, about=hashes.values([self.plate]))

    async def run(self, context: ServiceContext, units: int) -> Answer:
        """Look the vehicle up by a compiled statement."""
        self.runs += 1
        if self.before is not None:
            await self.before()
        prepared = self.preparer.prepare(OperationRequest(f'{{ vehicle(plate: "{self.plate}") {{ brand }} }}'))
        (plan,) = compile_queries(self.preparer, prepared, context.profile)(prepared.variables)
        if not isinstance(plan, RootPlan):
            assert plan is not None
            raise plan
        statement = plan.bind(context.profile, {}, Allowance(self.preparer.limits), context.traces)
        found = await ask(self.preparer.graph, statement, context, operation="sighting")
        return Answer({"vehicle": found}, [], ran=True)


BASIS = {"purpose": "DEMONSTRATION"}


@pytest.fixture
def disk() -> Full:
    """A disk that can be full."""
    return Full()


@pytest.fixture
def recorder(tmp_path: Path, disk: Full) -> Iterator[Recorder]:
    """A recorder with a log of its own."""
    with recording(tmp_path, disk, lambda: NOW) as recorder:
        yield recorder


@pytest.fixture
def stages(hub: Hub, recorder: Recorder) -> Stages:
    """The stages of a hub that records, with budgets of their own."""
    # Its clock stands still: nothing comes back while a busy machine takes its time.
    protection = Protection(quotas=Quotas(110, 1_000, now=lambda: 0.0))
    return replace(hub, recorder=recorder, protection=protection).operations.stages


@pytest.fixture
def preparer(hub: Hub) -> Preparer:
    """What prepares questions."""
    return hub.operations.preparer


async def carry_out(stages: Stages, job: Sighting, bearer: Bearer = OFFICER) -> Answer:
    """Carry out a job that is prepared already."""

    async def prepare() -> Sighting:
        return job

    return await stages.carry_out(prepare, bearer)


def kinds(recorder: Recorder) -> list[tuple[str, str | None]]:
    """Kind and outcome of each record, the oldest first."""
    found = recorder.log.records(RecordQuery(first=100, kinds=frozenset({INTENT, OUTCOME}))).records
    return [(each.record["kind"], each.record.get("outcome")) for each in reversed(found)]


def outcome(recorder: Recorder) -> dict[str, Any]:
    """The one outcome of the log."""
    (found,) = recorder.log.records(RecordQuery(first=100, kinds=frozenset({OUTCOME}))).records
    return found.record


def written(folder: Path) -> tuple[int, int]:
    """How many intents and outcomes are in the files, so that the hub's end cannot lose them."""
    data = b"".join(path.read_bytes() for path in folder.rglob("*.log"))
    return data.count(b'"kind":"intent"'), data.count(b'"kind":"outcome"')


async def test_a_job_is_admitted_charged_and_recorded(
    stages: Stages, preparer: Preparer, recorder: Recorder, world: World, tmp_path: Path
) -> None:
    at_run: list[tuple[int, int]] = []

    async def look() -> None:
        at_run.append(written(tmp_path))

    answer = await carry_out(stages, Sighting(preparer, basis=BASIS, before=look), OFFICER)

    assert answer.errors == []
    assert answer.data == {"vehicle": {"brand": "示例 S5"}}
    assert at_run == [(1, 0)]
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "ANSWERED")]
    assert answer.extensions["purpose"] == "DEMONSTRATION"
    assert answer.extensions["cost"] == {
        "units": UNITS,
        "budget": {"remaining": 60, "perMinute": 110, "fullInSeconds": 27.3},
    }
    assert {"index", "leafHash", "path"} <= answer.extensions["receipt"].keys()
    record = outcome(recorder)
    asked = record["question"]
    assert {name: asked[name] for name in ("agency", "card", "role", "purpose", "operationKind", "operationName")} == {
        "agency": POLICE,
        "card": "cameras",
        "role": "service",
        "purpose": "DEMONSTRATION",
        "operationKind": "sighting",
        "operationName": "plate",
    }
    assert record["cost"] == UNITS
    assert PLATE not in str(record)
    found = recorder.log.records(RecordQuery(about=recorder.hashes.text(PLATE))).records
    assert len(found) == 1


async def test_without_rights_it_is_refused_and_recorded(
    stages: Stages, preparer: Preparer, recorder: Recorder
) -> None:
    # A refusal costs more than these budgets hold.
    unlimited = replace(stages, protection=Protection(quotas=UNLIMITED))
    for basis, bearer, code in (
        ({"purpose": "AUDIT"}, OFFICER, "BASIS_REFUSED"),
        ({"purpose": ""}, OFFICER, "BASIS_NEEDED"),
        (BASIS, Bearer(POLICE, "stranger", "-"), "UNAUTHENTICATED"),
    ):
        job = Sighting(preparer, basis=basis)
        answer = await carry_out(unlimited, job, bearer)
        assert (answer.data, answer.codes, job.runs) == (None, [code], 0)
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "REFUSED")] * 3


async def test_what_the_budget_does_not_hold_does_not_run(
    stages: Stages, preparer: Preparer, recorder: Recorder
) -> None:
    jobs = [Sighting(preparer, basis=BASIS) for _ in range(3)]
    answers = [await carry_out(stages, job, OFFICER) for job in jobs]
    assert [answer.codes for answer in answers] == [[], [], ["BUDGET_EXHAUSTED"]]
    assert [job.runs for job in jobs] == [1, 1, 0]
    assert [ending for kind, ending in kinds(recorder) if kind == OUTCOME] == ["ANSWERED", "ANSWERED", "REFUSED"]


async def test_a_full_share_of_the_log_stops_the_job(stages: Stages, preparer: Preparer, recorder: Recorder) -> None:
    full = replace(stages, protection=replace(stages.protection, log_bytes=Quotas(400, 400)))
    job = Sighting(preparer, basis=BASIS)
    answer = await carry_out(full, job)
    assert (answer.data, answer.codes, job.runs) == (None, ["BUDGET_EXHAUSTED"], 0)
    assert kinds(recorder) == []


async def test_nothing_runs_without_an_intent(
    stages: Stages, preparer: Preparer, recorder: Recorder, disk: Full
) -> None:
    disk.full = True
    job = Sighting(preparer, basis=BASIS)
    answer = await carry_out(stages, job, OFFICER)
    assert (answer.data, answer.codes, answer.down, job.runs) == (None, ["AUDIT_UNAVAILABLE"], True, 0)


async def test_nothing_leaves_without_an_outcome(
    stages: Stages, preparer: Preparer, recorder: Recorder, disk: Full
) -> None:
    async def fill() -> None:
        disk.full = True

    job = Sighting(preparer, basis=BASIS, before=fill)
    answer = await carry_out(stages, job, OFFICER)
    assert (answer.data, answer.codes, job.runs) == (None, ["AUDIT_UNAVAILABLE"], 1)


async def test_what_breaks_is_recorded_under_an_incident(
    stages: Stages, preparer: Preparer, recorder: Recorder
) -> None:
    async def breaks() -> None:
        raise RuntimeError("a mistake of the job")

    answer = await carry_out(stages, Sighting(preparer, basis=BASIS, before=breaks), OFFICER)
    assert (answer.data, answer.codes) == (None, ["INTERNAL"])
    assert "mistake" not in str(answer.errors)
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "FAILED")]


async def test_what_is_cancelled_is_recorded(stages: Stages, preparer: Preparer, recorder: Recorder) -> None:
    reached = asyncio.Event()

    async def waits() -> None:
        reached.set()
        await asyncio.Event().wait()

    task = asyncio.ensure_future(carry_out(stages, Sighting(preparer, basis=BASIS, before=waits), OFFICER))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "CANCELLED")]


async def test_a_change_goes_on_to_its_end(stages: Stages, preparer: Preparer, recorder: Recorder) -> None:
    reached, free, done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def waits() -> None:
        reached.set()
        await free.wait()
        done.set()

    job = Sighting(preparer, basis=BASIS, changes=True, before=waits)
    task = asyncio.ensure_future(carry_out(stages, job, OFFICER))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    free.set()
    await done.wait()
    await asyncio.gather(*stages._unfinished)
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "ANSWERED")]


async def test_rights_that_do_not_hold_are_fetched_again(
    stages: Stages, preparer: Preparer, recorder: Recorder
) -> None:
    first = iter([True])

    async def outdated() -> None:
        if next(first, False):
            raise Outdated

    job = Sighting(preparer, basis=BASIS, before=outdated)
    answer = await carry_out(stages, job, OFFICER)
    assert (answer.errors, job.runs) == ([], 2)
    # It is charged once.
    assert answer.extensions["cost"]["budget"]["remaining"] == 60
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "ANSWERED")]


async def test_an_officer_who_is_suspended_loses_the_job_too(
    stages: Stages, preparer: Preparer, recorder: Recorder, hub: Hub
) -> None:
    registry = Registry(hub.graph, hub.api.realm, lambda: NOW, "test")
    await registry.state("SUSPENDED", card=CARD, reason="test")
    job = Sighting(preparer, basis=BASIS)
    answer = await carry_out(stages, job, OFFICER)
    await registry.state("ACTIVE", card=CARD, reason="test")
    # It ran with rights that were kept, and its statement found out that they do not hold any more.
    assert (answer.data, answer.codes) == (None, ["UNAUTHENTICATED"])
    assert kinds(recorder) == [(INTENT, None), (OUTCOME, "REFUSED")]
