"""Which keys the hub signs and hashes with: those that did so before, or successors that they vouch for.

A key that is lost or swapped is never replaced in silence: the hub does not start, and says what is missing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.audit.keys import Keys
from hub.audit.records import moment
from hub.audit.segments import LOCK, homes, last_head
from hub.audit.signing import ALGORITHMS, Signer, fingerprint, verify
from hub.audit.verify_standalone import Chain, vouched_text
from hub.errors import KeyElsewhere
from hub.support.base64_text import to_text
from hub.support.disk import Disk, FileLock
from schema.errors import SetupError

#: Tells, without telling the key, with which one identifiers are hashed; it lies beside the logs.
_CHECK = "identifiers.check"
_RESTORE = "Restore the keys from the backup (HUB_AUDIT_KEYS). "


def signer_for(directory: Path, keys: Keys, algorithm: str, now: Callable[[], datetime]) -> Signer:
    """The hub's signer; raises SetupError where the logs were signed by a key that it does not follow.

    A key is made where nothing was signed yet, or for another algorithm; the key of the one before then vouches for it.
    One that is not where the settings want it does not sign: nobody shall take a key of a file for one of a module.
    """
    found = _followed(directory, keys, algorithm, now)
    if not keys.placed(algorithm):
        raise SetupError(
            "The key that signs the audit log is in a file, not in the hardware module.",
            hint="Stop the hubs and give: hub audit rotate. It makes a key in the module, for which this one vouches.",
            variable="HUB_AUDIT_KEY_PROVIDER",
        )
    return found


def _followed(directory: Path, keys: Keys, algorithm: str, now: Callable[[], datetime]) -> Signer:
    signed = last_keys(directory)
    found = keys.there(algorithm)
    if found is not None:
        keys.publish(found)
        strangers = _strangers(keys, found, signed)
        if strangers:
            raise SetupError(
                f"The audit log was signed with the key {strangers[0]}, which is not the one in {keys.home}.",
                hint=f"{_RESTORE}If the key is lost for good, run: hub audit rotate --lost --reason …",
            )
        return found
    before = _other(keys, algorithm)
    if signed and (before is None or _strangers(keys, before, signed) or algorithm in signed.values()):
        raise SetupError(
            f"The key that signed the audit log ({next(iter(signed))}) is not in {keys.home}.",
            hint=f"{_RESTORE}If the key is lost for good, run: hub audit rotate --lost --reason …",
        )
    made = keys.new(algorithm)
    entry = vouched(made, before, moment(now())) if before is not None else None
    return keys.keep(made, entry, replace=False)


def identifiers_for(directory: Path, keys: Keys) -> bytes:
    """The key under which identifiers are hashed; raises SetupError where the logs were written with another one."""
    check = directory / _CHECK
    # Logs of the operator's commands hold no hashes.
    hashed = check.exists() or any(not home.name.startswith("operator-") for home in homes(directory))
    if hashed and not keys.has_identifiers:
        raise SetupError(
            f"The key under which the audit log hashes identifiers is not in {keys.home}.",
            hint=f"{_RESTORE}With another key, a search of the log finds nobody whom officers asked about before.",
        )
    key = keys.identifiers()
    told = hmac.new(key, b"linkage-hub identifiers", hashlib.sha256).hexdigest()[:32].encode()
    try:
        if not check.exists():
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            Disk().publish(check, told)
        known = check.read_bytes()
    except OSError as problem:
        raise SetupError(
            f"The audit log cannot be opened: {problem.strerror}.",
            hint="Make the directory HUB_AUDIT writable for the hub's user, on a disk with free space.",
            variable="HUB_AUDIT",
        ) from None
    if known != told:
        raise SetupError(
            f"The key under which the audit log hashes identifiers is not the one in {keys.home}.",
            hint=f"{_RESTORE}With another key, a search of the log finds nobody whom officers asked about before.",
        )
    return key


def rotate(directory: Path, keys: Keys, algorithm: str, now: Callable[[], datetime]) -> tuple[Signer, Signer]:
    """Make a key for which the one before vouches; both of them. Raises SetupError while a hub writes."""
    nobody_writes(directory)
    old = _followed(directory, keys, algorithm, now)
    new = keys.new(algorithm)
    return old, keys.keep(new, vouched(new, old, moment(now())), replace=True)


def replace_lost(
    directory: Path, keys: Keys, algorithm: str, now: Callable[[], datetime], reason: str
) -> tuple[str, Signer]:
    """Make a key in place of one that is lost; nobody vouches for it, and every check says so.

    Raises SetupError while a hub writes, and where nothing is lost.
    """
    nobody_writes(directory)
    signed = last_keys(directory)
    try:
        there = keys.there(algorithm)
    except KeyElsewhere:
        there = None
    lost = [name for name in signed if there is None or name in _strangers(keys, there, signed)]
    if not lost:
        raise SetupError(
            "The key that signs the audit log is there, so it is not lost.",
            hint="Change it without --lost: hub audit rotate",
        )
    new = keys.new(algorithm)
    said = {"lost": {"key": lost[0], "at": moment(now()), "reason": reason}}
    return lost[0], keys.keep(new, said, replace=True)


def vouched(new: Signer, old: Signer, at: str) -> dict[str, Any]:
    """What stands beside a new key: that the old one vouches for it, and that it follows the old one."""
    after = {"key": fingerprint(old), "at": at}
    entry = {"algorithm": new.algorithm, "publicKey": to_text(new.public), "after": after}
    text = vouched_text(entry)
    return {"after": {**after, "signature": to_text(old.sign(text)), "accepted": to_text(new.sign(text))}}


def last_keys(directory: Path) -> dict[str, str]:
    """The keys that signed the last head of each log, with their algorithm."""
    heads = (last_head(home) for home in homes(directory))
    return {str(head["key"]): str(head["algorithm"]) for head in heads if head is not None}


def _strangers(keys: Keys, signer: Signer, signed: dict[str, str]) -> list[str]:
    """Those keys that are of another chain than the signer's, and were not said to be lost."""
    public = keys.public()
    chain = Chain(public, verify)
    first, own = chain.first(fingerprint(signer)), set[str]()
    while first not in own:
        own.add(first)
        lost = public.get(first, {}).get("lost")
        first = chain.first(lost["key"]) if lost else first
    return sorted(name for name in signed if chain.first(name) not in own)


def _other(keys: Keys, algorithm: str) -> Signer | None:
    found = (keys.there(other) for other in ALGORITHMS if other != algorithm)
    return next((each for each in found if each is not None), None)


def nobody_writes(directory: Path) -> None:
    """Raise SetupError while a hub writes one of the logs."""
    for home in homes(directory):
        lock = FileLock.take(home / LOCK)
        if lock is None:
            raise SetupError(
                f"A running hub writes the log {home.name}, and would keep the key that it read when it started.",
                hint="Stop all hubs that write this audit log, then run the command again.",
            )
        lock.release()
