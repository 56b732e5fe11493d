"""`hub audit …` as an operator runs it: results on standard output, problems in words, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from support.audit_ledger import HOUSING, POLICE, START, Ledger, run
from support.command_line import hub

from hub.audit.durable_log import LogLimits
from hub.audit.keys import Keys
from hub.audit.search import RecordQuery
from hub.audit.segments import homes, segments
from hub.audit.signing import ED25519
from hub.settings import Settings
from schema.errors import SetupError

VERBS = ("verify", "prove", "head", "export", "expire")


class Machine:
    """A hub's audit directory and its operator."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        signer = Keys(directory / "keys").signer(ED25519)
        self.ledger = Ledger(directory, at=START.replace(year=2020), limits=LogLimits(), signer=signer)
        self.hub = partial(hub, "audit", HUB_AUDIT=str(directory))

        async def work() -> dict[str, object]:
            with self.ledger.log() as log:
                for agency in (POLICE, HOUSING, POLICE):
                    receipt = await self.ledger.ask(log, agency, sources=["police.residents"])
            self.ledger.at = START.replace(year=2021)
            with self.ledger.log() as log:
                await self.ledger.ask(log)
            return dict(receipt.as_json())

        self.receipt = directory / "receipt.json"
        self.receipt.write_text(json.dumps(run(work)))
        (self.home,) = homes(directory)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A hub that answered four questions, three of them in 2020."""
    return Machine(tmp_path / "audit")


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_examples(verb: str) -> None:
    done = hub("audit", verb, "--help")

    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"hub audit {verb}" in done.stdout


@pytest.mark.slow
def test_a_day_at_the_auditors(machine: Machine, tmp_path: Path) -> None:
    head = machine.hub("head")
    assert (head.returncode, json.loads(head.stdout)["log"]) == (0, machine.home.name)
    kept = tmp_path / "head.json"
    kept.write_text(head.stdout)

    whole = machine.hub("verify", "--head", str(kept), "--receipt", str(machine.receipt))
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.endswith("✓ Nothing was removed, changed, moved or inserted.\n")

    proven = machine.hub("prove", "--receipt", str(machine.receipt))
    assert (proven.returncode, json.loads(proven.stdout)["index"]) == (0, 6)
    assert json.loads(machine.hub("prove", "--log", machine.home.name, "--index", "6").stdout)["index"] == 6
    assert json.loads(machine.hub("prove", "--head", str(kept)).stdout)["old"] == json.loads(head.stdout)

    out = tmp_path / "for-police"
    done = machine.hub("export", str(out), "--agency", POLICE)
    assert done.returncode == 0
    text = (out / "logs" / f"{machine.home.name}.log").read_text("utf-8")
    assert HOUSING not in text
    checked = subprocess.run(
        [sys.executable, str(out / "verify.py"), str(out), "--head", str(kept), "--receipt", str(machine.receipt)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")

    both = tmp_path / "with-others"
    machine.hub("export", str(both), "--agency", POLICE, "--about-data")
    assert HOUSING in (both / "logs" / f"{machine.home.name}.log").read_text("utf-8")


def test_an_export_is_itself_on_record(machine: Machine, tmp_path: Path) -> None:
    assert machine.hub("export", str(tmp_path / "out"), "--agency", POLICE).returncode == 0
    assert machine.hub("export", str(tmp_path / "out"), "--agency", POLICE).returncode == 1

    with machine.ledger.log() as log:
        found = log.records(RecordQuery(card="operator")).records
    assert [(each.record["outcome"], each.record["question"]["agency"]) for each in found] == [
        ("FAILED", POLICE),
        ("ANSWERED", POLICE),
    ]


def test_a_changed_record_is_told(machine: Machine) -> None:
    path = segments(machine.home)[0].path
    path.write_bytes(path.read_bytes().replace(b"A-017", b"A-018", 1))

    done = machine.hub("verify")

    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "\n  → " in done.stderr


def test_old_records_expire_beside_a_running_hub(machine: Machine) -> None:
    with machine.ledger.log():
        done = machine.hub("expire", "--before", "2021-06-01", "--reason", "retention")

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"{machine.home.name}: 6 of the records 0 to 6 removed, hashes kept\n"
        assert machine.hub("verify").returncode == 0
        assert "nothing was removed" in machine.hub("expire", "--before", "2021-06-01").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("prove",), 2, "Give a receipt"),
        (("prove", "--log", "nowhere", "--index", "1"), 1, "There is no log nowhere."),
        (("prove", "--receipt", "nowhere.json"), 1, "There is no file"),
        (("verify", "--head", "receipt.txt"), 1, "There is no file"),
        (("expire", "--before", "May"), 2, "not a date"),
        (("expire", "--before", "2999-01-01"), 1, "kept for 1096 days"),
    ],
)
def test_mistakes_are_told_in_words(machine: Machine, arguments: tuple[str, ...], code: int, word: str) -> None:
    done = machine.hub(*arguments)

    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("✗ ")
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_the_log_is_under_the_data_unless_it_has_a_disk_of_its_own() -> None:
    settings = Settings.from_env({"HUB_DATA": "/data"})
    assert (settings.audit_home, settings.audit_keys_home) == (Path("/data/audit"), Path("/data/audit/keys"))
    settings = Settings.from_env({"HUB_AUDIT": "/audit", "HUB_AUDIT_KEYS": "/keys", "HUB_AUDIT_SIGNATURE": "SM2"})
    assert (settings.audit_home, settings.audit_keys_home) == (Path("/audit"), Path("/keys"))
    assert (settings.audit_signature, settings.audit_retention) == ("sm2", 1096)


@pytest.mark.parametrize(("name", "value"), [("HUB_AUDIT_RETENTION", "182"), ("HUB_AUDIT_SIGNATURE", "rsa")])
def test_a_setting_that_the_law_or_the_hub_does_not_know_is_refused(name: str, value: str) -> None:
    with pytest.raises(SetupError, match=name):
        Settings.from_env({name: value})


def test_where_there_is_no_log(tmp_path: Path) -> None:
    done = hub("audit", "verify", HUB_DATA=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.startswith("✗ There is no audit log in ")
    assert "HUB_AUDIT" in done.stderr
    assert not list(tmp_path.iterdir())
