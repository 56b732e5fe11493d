"""`auditRecords`: who asked what on which basis, for auditors; reading it is recorded like every other question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET, Parent, argument, field

from hub.access.catalogue import PURPOSES
from hub.audit.hashing import keyed_hash
from hub.audit.keys import PublicKeys
from hub.audit.log import AuditLog
from hub.audit.proofs import inclusions
from hub.audit.search import Effort, FoundRecord, RecordQuery, viewer
from hub.errors import AuditUnavailable, NotAllowed
from hub.graph import deadlines
from hub.questions.canonical_texts import canonical
from hub.questions.context import ServiceContext
from hub.questions.kinds import api_type
from hub.questions.resolver import from_row, resolver
from hub.questions.root_costs import KnownCost, Start
from hub.questions.selection import enum_name
from schema.errors import InvalidArgument
from schema.values import DATE_TIME, Realm, choice

#: The group of these root fields: what a purpose opens.
AUDIT = "audit"

ENDING = choice(
    "AuditOutcome",
    {
        "ANSWERED": ("已答复", "The answer was given to be sent.", "Answered"),
        "REFUSED": ("已拒绝", "The operation was not let in.", "Refused"),
        "FAILED": ("失败", "The database could not be asked.", "Failed"),
        "CANCELLED": ("已取消", "Nobody waited for the answer any more.", "Cancelled"),
        "INTERRUPTED": ("中断", "The hub ended before the operation did.", "Interrupted"),
    },
    zh="结果",
)
#: Bytes of the audit log that one page reads at most, and for one unit; a record of a page, and its proof.
SCANNED_BYTES, SCANNED, RECORDED, PROVEN = 64 << 20, 4_096.0, 5.0, 30.0
#: What is left of the deadline for proofs and the answer.
ANSWER_SECONDS = 1.0


@strawberry.type(description="How an operation was asked and how it ended. (审计记录)")
class AuditRecord:
    log: str = field(description="The log that holds it, as in receipts.")
    index: int = field(description="Its place in that log.")
    at: str = field(description="When it ended, UTC.")
    asked: str = field(description="When it was asked, UTC.")
    agency: str = field(description="Code of the agency that asked.")
    card: str = field(description="Duty card of the officer who asked.")
    role: str | None = field(description="The role that gave the purpose.")
    purpose: str | None = field(description="The purpose; a keyed hash where there is none of that name.")
    case: str | None = field(description="The basis case.")
    document: str | None = field(description="The basis document.")
    operation: str = field(
        description="'query' or 'mutation', the operation's name, and the fields that it asks of the register."
    )
    changes: list[AuditChange] = field(description="What was asked of the register, and of whom, one by one.")
    documentSha256: str = field(description="SHA-256 of the GraphQL document.")
    outcome: str = field(description="How it ended.", graphql_type=api_type(ENDING))
    errors: list[str] = field(description="Codes of its errors.")
    entityCount: int = field(description="How many entities the answer held.")
    entities: list[str] = field(description="Their global ids.")
    masked: list[str] = field(description="The fields that were masked.")
    sources: list[str] = field(description="The feeds whose data the answer held.")
    cost: float = field(description="What it cost.")
    ms: float = field(description="How long it took, in milliseconds.")
    answerSha256: str | None = field(description="SHA-256 of the answer without its extensions.")
    proof: AuditProof | None = field(description="Proof of the record, where the page was asked for with proofs.")


@strawberry.type(description="What an operation asked of the register, and of whom. (登记操作)")
class AuditChange:
    field: str = strawberry.field(description="The root field, such as suspendOfficer.")
    agency: str | None = strawberry.field(description="Code of the agency that it names.", default=None)
    card: str | None = strawberry.field(description="Number of the duty card that it names.", default=None)
    proposal: str | None = strawberry.field(
        description="Id of the proposal that it confirms or withdraws.", default=None
    )


@strawberry.type(description="Proof that the record is in its log, under the log's last signed head. (存证证明)")
class AuditProof:
    algorithm: str = field(description="How heads are signed and records hashed: 'ed25519' or 'sm2'.")
    size: int = field(description="How many records the head covers.")
    rootHash: str = field(description="The root over all of them, Base64 as all hashes here.")
    at: str = field(description="When the head was signed, UTC.")
    key: str = field(description="The fingerprint of the key that signed it.")
    signature: str = field(description="The signature, Base64.")
    publicKey: str | None = field(description="That key, Base64; null where the hub does not know it any more.")
    record: str = field(description="The record as the log holds it; the leaf is the hash of a zero byte and this.")
    leafHash: str = field(description="The hash of the record.")
    path: list[str] = field(description="The hashes on the way from the record to the root.")


@strawberry.type(description="A purpose that records may name. (用途)")
class AuditPurpose:
    name: str = field(description="Name, as records have it.")
    en: str = field(description="Label in English.")
    zh: str = field(description="Label in Chinese.")


@strawberry.type(description="A page of audit records, newest first.")
class AuditPage:
    records: list[AuditRecord] = field(description="The records.")
    more: bool = field(
        description="Whether there are more, or may be: a page also ends, perhaps empty, where it has read much."
    )
    endCursor: str | None = field(description="Where the page ends; give it as after.")


@dataclass(frozen=True, slots=True)
class RecordReader:
    """The log as questions read it: `key` hashes what is searched for, `published` gives the keys that sign."""

    log: AuditLog
    key: bytes
    realm: Realm
    published: Callable[[], PublicKeys]

    async def page(
        self, context: ServiceContext, query: RecordQuery, case: str | None, about: str | None, *, proofs: bool
    ) -> AuditPage:
        """A page of the records that the caller may see; `case` and `about` are as they were asked."""
        if not 1 <= query.first <= 100:
            raise InvalidArgument(
                "'first' is not between 1 and 100.", hint="Ask for a page of 1 to 100.", argument="first"
            )
        every = "AUDIT_ADMINISTRATOR" in context.caller.roles
        query = replace(
            query,
            case=None if case is None else canonical(case, self.realm),
            about=None if about is None else keyed_hash(canonical(about, self.realm), self.key),
            visible_to=None if every else viewer(context.caller.agency),
        )
        # A thread cannot be ended from outside: it ends by itself, and the page says that there is more.
        ends = deadlines.ends()
        effort = Effort(SCANNED_BYTES, float("inf") if ends is None else ends - ANSWER_SECONDS)
        found = await self.log.find(query, effort)
        proven: list[AuditProof | None] = [None] * len(found.records)
        if proofs:
            proven = list(await asyncio.to_thread(self._proofs, found.records))
        records = [_record(each, proof) for each, proof in zip(found.records, proven, strict=True)]
        return AuditPage(records=records, more=found.more, endCursor=found.cursor)

    def _proofs(self, records: Sequence[FoundRecord]) -> list[AuditProof]:
        """The proof of each record; reads files."""
        keys = self.published()
        proofs: dict[tuple[str, int], AuditProof] = {}
        for log in {each.log for each in records}:
            written = {each.index: each.written for each in records if each.log == log}
            for receipt in inclusions(self.log.directory / "logs" / log, list(written)):
                key = keys.get(receipt.head.key, {}).get("publicKey")
                said = {**receipt.as_json(), "publicKey": key, "record": written[receipt.index]}
                proofs[log, receipt.index] = from_row(AuditProof, said)
        return [proofs[each.log, each.index] for each in records]


def _record(found: FoundRecord, proof: AuditProof | None) -> AuditRecord:
    record, question = found.record, found.record["question"]
    name, changes = question["operationName"], question.get("changes", ())
    fields = ", ".join(str(each["field"]) for each in changes)
    words = [question["operationKind"], *([name] if name else []), *([fields] if fields else [])]
    return from_row(
        AuditRecord,
        {
            **question,
            **record,
            "log": found.log,
            "index": found.index,
            "operation": " ".join(words),
            "changes": [from_row(AuditChange, each) for each in changes],
            "entities": record["entities"].split(),
            "proof": proof,
        },
    )


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _cost(start: Start) -> KnownCost:
    first = start.number("first", 100)
    proofs = PROVEN * first if start.arguments.get("proofs") else 0.0
    return min(start.logged, SCANNED_BYTES) / SCANNED + RECORDED * first + proofs, {"records": first}


@resolver(
    "Who asked what, on which basis, and what was shown: of the own agency, and about its data. (审计记录)",
    cost=_cost,
    group=AUDIT,
)
async def audit_records(
    context: Parent[ServiceContext],
    agency: Annotated[str | None, argument("Only questions of this agency.")] = UNSET,
    card: Annotated[str | None, argument("Only questions of the officer with this duty card.")] = UNSET,
    purpose: Annotated[str | None, argument("Only questions for this purpose.")] = UNSET,
    case: Annotated[str | None, argument("Only questions on this basis case.")] = UNSET,
    outcome: Annotated[
        Enum | None, argument("Only those that ended so.", graphql_type=api_type(ENDING) | None)
    ] = UNSET,
    since: Annotated[
        datetime | None, argument("Only those from this moment on.", graphql_type=api_type(DATE_TIME) | None)
    ] = UNSET,
    until: Annotated[
        datetime | None, argument("Only those before this moment.", graphql_type=api_type(DATE_TIME) | None)
    ] = UNSET,
    about: Annotated[
        str | None, argument("Only those that asked by this identifier or text, in any common writing.")
    ] = UNSET,
    entity: Annotated[str | None, argument("Only those whose answer held the entity with this global id.")] = UNSET,
    first: Annotated[int, argument("How many records, at most 100.")] = 20,
    after: Annotated[str | None, argument("Only records behind this cursor.")] = UNSET,
    proofs: Annotated[bool, argument("Whether each record comes with the proof that it is in the log.")] = False,
) -> AuditPage | None:
    if context.records is None:
        raise AuditUnavailable("This hub does not keep an audit log.", hint="Ask a hub that keeps one.")
    _auditor(context)
    query = RecordQuery(
        first=first,
        after=after,
        agency=agency,
        card=card,
        purpose=purpose,
        outcome=enum_name(outcome),
        since=_utc(since),
        until=_utc(until),
        entity=entity,
    )
    page: AuditPage = await context.records.page(context, query, case, about, proofs=proofs)
    return page


@resolver("All purposes that records may name, to choose from and to read them. (用途名录)", group=AUDIT)
async def audit_purposes(context: Parent[ServiceContext]) -> list[AuditPurpose] | None:
    _auditor(context)
    return [AuditPurpose(name=each.name, en=each.en, zh=each.zh) for each in PURPOSES.values()]


def _auditor(context: ServiceContext) -> None:
    """Let auditors in alone; raises NotAllowed."""
    if not context.caller.roles & {"AUDITOR", "AUDIT_ADMINISTRATOR"}:
        raise NotAllowed("Only auditors may read audit records.", hint="Ask your agency's auditor.")


ROOTS = (audit_records, audit_purposes)
