"""Who signs the log after whom: no key takes another one's place in silence, and a rotation can be followed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.audit_ledger import START, Ledger, run, signer, verified
from support.command_line import hub

from hub.audit.key_succession import identifiers_for, replace_lost, rotate, signer_for
from hub.audit.keys import Keys
from hub.audit.segments import homes, last_head
from hub.audit.self_check import check_all
from hub.audit.signing import ED25519, SM2, fingerprint, verify
from hub.audit.verify_standalone import Chain, Check
from schema.errors import SetupError

REASON = "the disk of the keys broke"


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    """A log whose key is in a file, as a hub has it, with one question."""
    directory = tmp_path / "audit"
    ledger = Ledger(directory, signer=Keys(directory / "keys").signer(ED25519))
    asked(ledger)
    return ledger


def asked(ledger: Ledger) -> None:
    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)

    run(work)


def opened(ledger: Ledger, algorithm: str = ED25519) -> None:
    ledger.signer = signer_for(ledger.directory, ledger.keys, algorithm, lambda: ledger.at)


def wrong(ledger: Ledger, *pinned: str) -> list[str]:
    return check_all(ledger.directory, ledger.keys, Check(ledger.keys.public(), pinned, signed=verify)).wrong


def without_key(keys: Path) -> None:
    (keys / f"signing-{ED25519}.key").unlink()


def without_keys(keys: Path) -> None:
    shutil.rmtree(keys)


def with_another(keys: Path) -> None:
    (keys / f"signing-{ED25519}.key").write_text("7" * 64)


def with_another_set(keys: Path) -> None:
    shutil.rmtree(keys)
    Keys(keys).signer(ED25519)


@pytest.mark.parametrize("loss", [without_key, without_keys, with_another, with_another_set])
def test_a_lost_or_swapped_key_is_not_replaced(kept: Ledger, loss: Callable[[Path], None]) -> None:
    keys = kept.directory / "keys"
    loss(keys)

    with pytest.raises(
        SetupError, match=r"The (audit log was signed with the key|key that signed the audit log)"
    ) as caught:
        signer_for(kept.directory, Keys(keys), ED25519, lambda: kept.at)

    assert "backup" in caught.value.hint
    # Nor for another algorithm, which would hide the loss.
    with pytest.raises(SetupError):
        signer_for(kept.directory, Keys(keys), SM2, lambda: kept.at)


def test_a_key_is_made_where_nothing_was_signed(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")

    made = signer_for(tmp_path / "audit", keys, ED25519, lambda: START)

    assert signer_for(tmp_path / "audit", keys, ED25519, lambda: START).public == made.public


@pytest.mark.parametrize("algorithm", [ED25519, SM2])
def test_a_rotated_key_is_vouched_for_by_the_one_before(tmp_path: Path, algorithm: str) -> None:
    directory = tmp_path / "audit"
    ledger = Ledger(directory, signer=Keys(directory / "keys").signer(algorithm))
    first = fingerprint(ledger.signer)
    for _ in range(2):
        asked(ledger)
        rotate(directory, Keys(directory / "keys"), algorithm, lambda: ledger.at)
        opened(ledger, algorithm)
    asked(ledger)
    last = fingerprint(ledger.signer)

    assert first != last
    assert last_head(*homes(directory))["key"] == last  # type: ignore[index]  # there is one
    assert wrong(ledger, first) == []
    if algorithm == SM2:
        # Its signatures take long to check.
        return
    assert wrong(ledger) == wrong(ledger, last) == []
    export = ledger.export()
    assert verified([str(export), "--key", first]) == (0, [])
    assert verified([str(export), "--key", last]) == (0, [])
    assert verified([str(export), "--key", fingerprint(signer(seed=9))])[0] == 1


def test_a_change_of_algorithm_is_vouched_for(kept: Ledger) -> None:
    opened(kept, SM2)
    asked(kept)
    opened(kept, ED25519)
    asked(kept)

    assert len(homes(kept.directory)) == 2
    assert wrong(kept) == []


def test_a_key_that_nobody_vouches_for_is_told(kept: Ledger) -> None:
    before = fingerprint(kept.signer)
    kept.signer = signer(seed=9)
    asked(kept)
    after = fingerprint(kept.signer)

    (told,) = wrong(kept)
    assert f"the signing key was replaced: {after} signs since" in told
    assert f"{before} does not vouch for it" in told
    export = kept.export()
    assert verified([str(export)]) == (1, [told])
    assert any("does not bear a signature" in each for each in verified([str(export), "--key", before])[1])
    assert wrong(kept, before, after) == []


def test_a_key_cannot_be_vouched_for_by_one_side_alone(kept: Ledger) -> None:
    """Anybody can sign somebody else's key, so that it would seem to follow their own."""
    stranger = Ledger(kept.directory.parent / "other", signer=signer(seed=9))
    stranger.succeed(kept.signer)
    entry = stranger.keys.public()[fingerprint(kept.signer)]
    entry["after"]["accepted"] = entry["after"]["signature"]
    keys = {**stranger.keys.public(), fingerprint(kept.signer): entry}

    assert Chain(keys, verify).before == {}


def test_the_old_key_signs_no_more(kept: Ledger) -> None:
    old = kept.signer
    rotate(kept.directory, kept.keys, ED25519, lambda: kept.at)
    opened(kept)
    asked(kept)
    kept.signer = old
    asked(kept)

    assert any(f"is signed with {fingerprint(old)}, which was replaced before" in each for each in wrong(kept))


def test_a_running_hub_keeps_its_key(kept: Ledger) -> None:
    with kept.log(), pytest.raises(SetupError, match="running hub writes the log"):
        rotate(kept.directory, kept.keys, ED25519, lambda: kept.at)


def test_a_lost_key_is_replaced_when_somebody_says_so_and_told_ever_after(kept: Ledger) -> None:
    before, keys = fingerprint(kept.signer), Keys(kept.directory / "keys")
    with pytest.raises(SetupError, match="not lost"):
        replace_lost(kept.directory, keys, ED25519, lambda: kept.at, REASON)
    without_key(keys.home)

    replace_lost(kept.directory, keys, ED25519, lambda: kept.at, REASON)
    opened(kept)
    asked(kept)

    (told,) = wrong(kept)
    assert f"{before} was said to be lost" in told
    assert REASON in told
    assert wrong(kept, before, fingerprint(kept.signer)) == []


def test_the_key_of_identifiers_is_not_replaced_either(kept: Ledger) -> None:
    key = kept.keys.identifiers()
    file = kept.directory / "keys" / "identifiers.key"

    assert identifiers_for(kept.directory, kept.keys) == key
    file.write_text("7" * 64)
    with pytest.raises(SetupError, match="is not the one in"):
        identifiers_for(kept.directory, kept.keys)
    file.unlink()
    with pytest.raises(SetupError, match="hashes identifiers is not in"):
        identifiers_for(kept.directory, kept.keys)


@pytest.mark.slow
def test_an_operator_rotates(kept: Ledger) -> None:
    audit = partial(hub, "audit", HUB_AUDIT=str(kept.directory))
    done = audit("rotate", "--reason", "yearly change")

    assert done.returncode == 0, done.stderr
    after = done.stdout.strip()
    assert f"{fingerprint(kept.signer)} vouches for it" in done.stderr
    checked = audit("verify", "--key", after)
    assert checked.returncode == 0, checked.stderr
    heads = [json.loads(line) for line in audit("head").stdout.splitlines()]
    assert after in {head["key"] for head in heads}
    without_key(kept.directory / "keys")
    refused = audit("expire", "--before", "2020-01-01")
    assert refused.returncode == 1
    assert "The key that signed the audit log" in refused.stderr
