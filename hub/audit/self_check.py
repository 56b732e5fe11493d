"""The hub's check of its own logs: what the standalone verifier does, on the files themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.audit.export import export_lines, lines_of
from hub.audit.keys import Keys
from hub.audit.proofs import snapshot
from hub.audit.segments import homes
from hub.audit.signing import verify
from hub.audit.verify_standalone import Check, witnessed
from schema.errors import LinkageError


@dataclass(frozen=True)
class Checked:
    """What was found: for each log its records and the time of its last head; what is wrong; clocks that went back."""

    logs: dict[str, tuple[int, str]]
    wrong: list[str]
    clocks: list[str]


def check_all(directory: Path, keys: Keys, check: Check | None = None) -> Checked:
    """Hold every record of every log against every head, and what logs witness of each other against both.

    A `check` that has taken kept heads and receipts holds them against the logs too.
    """
    check = check or Check(keys.public(), signed=verify)
    found = homes(directory)
    for home in found:
        try:
            check.claims.extend(witnessed(home.name, export_lines(home)))
        except LinkageError:
            # Reported below, where the log is read again.
            continue
    for home in found:
        try:
            # Records and hashes of one and the same head: the log's process goes on writing.
            with snapshot(home) as read:
                check.log(home.name, lines_of(read))
                if read.tree.root() != check.roots[home.name] or not read.tree.sound():
                    check.say(f"{home.name}: its file of hashes does not fit its records, so its proofs would be wrong")
        except LinkageError as problem:
            check.say(f"{home.name}: {problem.message}")
            check.logs.setdefault(home.name, None)
    wrong = check.finish()
    heads = {name: (head["size"], head["at"]) if head else (0, "") for name, head in check.logs.items()}
    return Checked(heads, wrong, check.clocks)
