"""What the audit log holds of a question: the intent before it runs, the outcome before its answer leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

from hub.audit.actor import Actor
from hub.audit.verify_standalone import HEAD

#: JSON as the log keeps it.
Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
#: How a question ended. INTERRUPTED is written by the log itself: the hub ended before the question did.
Ending = Literal["ANSWERED", "REFUSED", "FAILED", "CANCELLED", "INTERRUPTED"]

INTENT = "intent"
OUTCOME = "outcome"
#: Records of the log about itself. They hold nothing of any question, so every agency gets them in clear.
SEGMENT = "segment"
RECOVERED = "recovered"
WITNESS = "witness"
EXPIRY = "expiry"
ROTATION = "rotation"
OWN = frozenset({SEGMENT, RECOVERED, WITNESS, EXPIRY, ROTATION})

#: Hashes of variables that are longer than this, in bytes of JSON, stand in the intent alone.
MOST_REPEATED = 2_000
#: Stands for them in the outcome, with the SHA-256 of their JSON as the intent has it.
IN_INTENT = "inIntent"


def moment(at: datetime) -> str:
    """A time as records write it: UTC, to the microsecond, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """Who is about to ask what, on which basis.

    `changes` name in clear which change of the register is asked for, and its subject (`hub.operations.administering`).
    `variables` hold no text as it was given, only keyed hashes (`hub.audit.hashing`). With an empty `id` the log
    chooses one.
    """

    at: datetime
    actor: Actor
    purpose: str | None = None
    case: str | None = None
    document: str | None = None
    operation_kind: str
    operation_name: str | None = None
    document_sha256: str
    variables: Json = None
    changes: Sequence[Mapping[str, Json]] = ()
    id: str = ""

    def question(self) -> dict[str, Json]:
        """What both records of a question say."""
        return {
            "id": self.id,
            "asked": moment(self.at),
            "agency": self.actor.agency,
            "card": self.actor.card,
            "role": self.actor.role,
            "purpose": self.purpose,
            "case": self.case,
            "document": self.document,
            "operationKind": self.operation_kind,
            "operationName": self.operation_name,
            "documentSha256": self.document_sha256,
            "variables": self.variables,
            **({"changes": list(self.changes)} if self.changes else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a question ended: what was returned, what was masked, what it cost.

    `entities` are global ids, `masked` coordinates such as `Person.citizenId`, `sources` the feeds whose data was
    returned (`police.residents`); `ms` are milliseconds, `bytes` and `answer_sha256` speak of the answer as sent.
    """

    at: datetime
    outcome: Ending
    errors: Sequence[str] = ()
    entities: Sequence[str] = ()
    masked: Sequence[str] = ()
    cost: float = 0
    ms: float = 0
    bytes: int = 0
    answer_sha256: str | None = None
    sources: Sequence[str] = ()

    def result(self) -> dict[str, Json]:
        """What the outcome record says beside its question."""
        return {
            "at": moment(self.at),
            "outcome": self.outcome,
            "errors": list(self.errors),
            "entityCount": len(self.entities),
            # One text instead of a list: thousands of ids are read back only when somebody looks for one.
            "entities": " ".join(self.entities),
            "masked": list(self.masked),
            "cost": self.cost,
            "ms": self.ms,
            "bytes": self.bytes,
            "answerSha256": self.answer_sha256,
            "sources": list(self.sources),
        }


def intent_body(question: Mapping[str, Json]) -> dict[str, Json]:
    """The record of the intent of a question, without its index."""
    return {"kind": INTENT, "at": question["asked"], "question": question}


def outcome_body(question: Mapping[str, Json], result: Mapping[str, Json]) -> dict[str, Json]:
    """The record of an outcome, without its index; it repeats its question, so that it can be read and proven alone.

    The hashes of thousands of texts are not repeated: the outcome names their intent, and holds the hash of them all.
    """
    return {"kind": OUTCOME, **result, "question": _repeated(question)}


def _repeated(question: Mapping[str, Json]) -> Mapping[str, Json]:
    written = orjson.dumps(question["variables"], option=orjson.OPT_SORT_KEYS)
    if len(written) <= MOST_REPEATED:
        return question
    return {**question, "variables": {IN_INTENT: hashlib.sha256(written).hexdigest()}}


@dataclass(frozen=True, slots=True)
class Ticket:
    """That an intent is on disk: it may run, and owes an outcome."""

    log: str
    index: int
    question: Mapping[str, Json]
    #: What it takes on the disk.
    bytes: int = 0

    @property
    def id(self) -> str:
        """The id of the question."""
        return str(self.question["id"])


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head: all that a log holds, in one root. Hashes and the signature are Base64."""

    log: str
    algorithm: str
    size: int
    root_hash: str
    at: str
    key: str
    signature: str

    def as_json(self) -> dict[str, Json]:
        """As it stands in files and receipts."""
        return {
            "log": self.log,
            "algorithm": self.algorithm,
            "size": self.size,
            "rootHash": self.root_hash,
            "at": self.at,
            "key": self.key,
            "signature": self.signature,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Head:
        """Read one back; KeyError where something is missing."""
        return cls(*(data[name] for name in HEAD))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where an outcome is in the log, and the signed head over all records up to it.

    That binds the hub to the record: no other one can be shown at that place under that head. A full receipt also
    proves it by itself, with the hash of the record and the path from it to the head's root.
    """

    head: Head
    index: int
    intent: str
    leaf_hash: str = ""
    path: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, Json]:
        """What an answer carries in `extensions.receipt`."""
        found = {**self.head.as_json(), "index": self.index}
        if self.path is not None:
            found |= {"leafHash": self.leaf_hash, "path": list(self.path), "intent": self.intent}
        return found
