"""Who was screened and who was found is in the audit log: any writing finds it, and no answer shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from support.officer_operations import CARD, Desk
from support.screening_lists import QUERY
from support.world import COURT, NOW, World, citizen_id, wipe_entities

from hub.access.callers import Bearer
from hub.access.catalogue import PURPOSES
from hub.audit.hashing import keyed_hash
from hub.audit.keys import Keys
from hub.audit.log import AuditLog
from hub.audit.records import OUTCOME
from hub.audit.search import RecordQuery
from hub.operations.recording import Recorder
from hub.operations.request import OperationRequest
from schema.values import Realm

LISTED, NAMESAKE, FREE = citizen_id("19820709", 5), citizen_id("19900101", 7), citizen_id("19910101", 9)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """A recorder with a log of its own."""
    keys, numbers = Keys(tmp_path / "keys"), iter(range(10**6))
    log = AuditLog.open(
        tmp_path / "audit",
        signer=keys.signer("ed25519"),
        hub="test",
        now=lambda: NOW,
        new_id=lambda: f"Q{next(numbers):06}",
    )
    yield Recorder(log, keys.identifiers(), Realm.FICTIONAL, lambda: NOW)
    log.close()


async def test_who_was_found_is_recorded_and_nobody_is_named(desk: Desk, recorder: Recorder) -> None:
    await wipe_entities(desk.graph)
    world = World()
    found, namesake = (
        world.node("Person", citizenId=number, name=name) for number, name in ((LISTED, "吴明远"), (NAMESAKE, "张伟明"))
    )
    free = world.node("Person", citizenId=FREE, name="张伟明")
    for number, party in enumerate((found, namesake)):
        entry = world.node("DishonestyEntry", entryNo=f"SX-{number}", status="LISTED", ground="G1")
        world.tie("LISTED_AS", party, entry)
    await world.write(desk.graph)
    # More than are read on the loop, so that both ways are walked.
    others = [{"ref": f"O-{n}", "citizenId": citizen_id(f"19{50 + n // 900}0101", n % 900)} for n in range(1_100)]
    written = f"{LISTED[:6]} {LISTED[6:14]} {LISTED[14:].lower()}"
    subjects = [{"ref": "1", "citizenId": written}, {"ref": "2", "name": "章伟明"}, {"ref": "3", "citizenId": FREE}]

    for asked in (subjects, [*subjects, *others]):
        operations = replace(desk.operations(PURPOSES["LISTING_CHECK"]), recorder=recorder)
        request = OperationRequest(QUERY, {"subjects": asked}, basis={"purpose": "LISTING_CHECK"})
        answer = await operations.answer(request, Bearer(COURT, CARD, "孙法官"))

        assert answer.errors == []
        assert answer.extensions["receipt"]
        for number in (LISTED, FREE):
            about = keyed_hash(number, recorder.key)
            records = (await recorder.log.find(RecordQuery(kinds=frozenset({OUTCOME}), about=about))).records
            record: Any = records[0].record
            assert record["entities"].split() == [found.id, namesake.id]
            assert free.id not in record["entities"]
            text = orjson.dumps(record).decode()
            assert LISTED not in text
            assert "吴明远" not in text
            assert "张伟明" not in text
