"""What the register says of who may ask, kept outside the graph too, so that a restored graph does not undo it.

The file lies beside the audit log. It holds states, roles, validity and public keys, and no names.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.access.rights_dependence import AGENCY, OFFICER
from hub.audit.records import moment
from hub.backup import property_json
from hub.graph.client import Graph
from hub.support.disk import Disk
from schema.errors import LinkageError
from schema.own_nodes import OWN
from schema.statements.own import SetOwn
from schema.statements.write import At, Found, Increased, Read, writing

_LOG = logging.getLogger("hub.register")
#: One for each graph that the hub ever had: another graph's register is not taken for it.
FILE = "register-{}.jsonl"
#: How long a change made through the API may be in the graph alone.
SECONDS = 20.0
#: Who changed the register where a restore did.
BY = "hub restore"
SHARED = ("state", "suspensions", "suspendedAt", "validFrom", "validUntil")
SAID = {
    AGENCY: (
        *SHARED,
        *("issuer", "jwks", "certificateBound", "keyVersion"),
        *("signIn", "signInClient", "signInClaim", "signInScope"),
    ),
    OFFICER: (*SHARED, "roles"),
}
KINDS = {"agency": AGENCY, "officer": OFFICER}


def _said(kind: str) -> str:
    label = KINDS[kind]
    said = ", ".join(f".{name}" for name in SAID[label])
    return f"  MATCH (x:{label}) RETURN '{kind}' AS kind, x.{OWN[label].key[0]} AS key, x {{{said}}} AS said"


READ = f"""\
CALL () {{
{_said("agency")}
  UNION ALL
{_said("officer")}
}}
RETURN kind, key, said ORDER BY kind, key"""
GRAPH = "MATCH (m:HubMeta {name: 'hub'}) RETURN m.idSecret AS secret"


@dataclass(frozen=True)
class Mirror:
    """What a file says: since when the register says so, and what."""

    at: str
    rows: list[list[Any]]


async def of_graph(graph: Graph) -> str:
    """What tells a graph from others, and survives a restore."""
    secret = await graph.ask_one(GRAPH, {}, operation="register.graph")
    return hashlib.sha256(f"linkage-hub register {secret}".encode()).hexdigest()[:16]


async def mirror(graph: Graph, directory: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Have the graph's file say what the register says now; it is written where that has changed."""
    rows = [list(row) for row in await graph.ask_all(READ, {}, operation="register.mirror")]
    name = await of_graph(graph)
    lines = b"".join(property_json.line(row) for row in rows)
    await asyncio.to_thread(_write, directory, name, lines, moment(now()))


def _write(directory: Path, graph: str, lines: bytes, at: str) -> None:
    known = read(directory, graph)
    if known is not None and b"".join(map(property_json.line, known.rows)) == lines:
        return
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    Disk().create(directory / FILE.format(graph), json.dumps({"at": at}).encode() + b"\n" + lines)


def read(directory: Path, graph: str) -> Mirror | None:
    """What the file of a graph says; None where there is none, or none that can be read."""
    try:
        head, *lines = (directory / FILE.format(graph)).read_bytes().splitlines()
        return Mirror(json.loads(head)["at"], [property_json.row(line) for line in lines])
    except (OSError, ValueError, KeyError, TypeError):
        return None


async def keep_mirroring(graph: Graph, directory: Path) -> None:
    """Mirror again and again."""
    while True:
        try:
            await mirror(graph, directory)
        except LinkageError as problem:
            _LOG.warning("the register was not mirrored", extra={"code": problem.code})
        except OSError as problem:
            _LOG.warning("the register was not mirrored", extra={"reason": problem.strerror})
        await asyncio.sleep(SECONDS)


async def overlay(graph: Graph, known: Mirror) -> list[str]:
    """Have the register say what the mirror says; answers the codes and cards that the graph does not have."""
    found: set[str] = set()
    for kind, label in KINDS.items():
        rows = [{"key": key, "said": said} for each, key, said in known.rows if each == kind]
        # A file of an earlier version may not say all of it.
        names = [name for name in SAID[label] if all(name in row["said"] for row in rows)]
        write = writing(
            Read(f"UNWIND $rows AS row\nMATCH (x:{label} {{{OWN[label].key[0]}: row.key}})"),
            # What is null in the row is taken away.
            SetOwn(At("x", label), {name: Found(f"row.said.{name}") for name in names}),
            returns="RETURN row.key AS key",
            parameters={"rows": rows},
        )
        if rows:
            (written,) = await graph.write([write], operation="register.overlay")
            found.update(row["key"] for row in written)
    return sorted({key for _, key, _ in known.rows} - found)


async def withdraw(graph: Graph, now: datetime) -> None:
    """Have nothing wait for a second administrator any more."""
    # A proposal of that time may have been withdrawn since by its second administrator.
    decided = {"state": "WITHDRAWN", "decidedBy": BY, "decidedAt": now, "reason": "restored from a backup"}
    write = writing(
        Read("MATCH (p:RegistrationProposal {state: 'PENDING'})"), SetOwn(At("p", "RegistrationProposal"), decided)
    )
    await graph.write([write], operation="register.withdraw")


async def hold(graph: Graph, made: str, now: datetime) -> list[str]:
    """Suspend every agency until somebody restores it; answers their codes."""
    values = {
        "state": "SUSPENDED",
        "stateReason": f"restored from the backup of {made}: what was suspended since is not known",
        "suspensions": Increased(),
        "suspendedAt": int(now.timestamp()),
        "changedAt": now,
        "changedBy": BY,
    }
    write = writing(
        Read("MATCH (a:RegisteredAgency {state: 'ACTIVE'})"),
        SetOwn(At("a", AGENCY), values),
        returns="RETURN a.code AS code ORDER BY code",
    )
    (rows,) = await graph.write([write], operation="register.hold")
    return [row["code"] for row in rows]
