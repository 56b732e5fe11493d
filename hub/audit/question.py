"""`auditRecords`: who asked what on which basis, for auditors; reading it is recorded like every other question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hub.access.declare import AUDIT
from hub.audit.hashing import keyed_hash
from hub.audit.log import AuditLog
from hub.audit.reading import Found, RecordQuery, viewer
from hub.changes import ChangeContext
from hub.questions.shape import Arg, ObjectShape, Root, ShapeField, listed, optional
from hub.questions.texts import canonical
from schema.errors import AuditUnavailable, InvalidArgument, NotAllowed
from schema.values import DATE_TIME, Realm, choice

ENDING = choice(
    "AuditOutcome",
    {
        "ANSWERED": ("已答复", "The answer was given to be sent."),
        "REFUSED": ("已拒绝", "The operation was not let in."),
        "FAILED": ("失败", "The database could not be asked."),
        "CANCELLED": ("已取消", "Nobody waited for the answer any more."),
        "INTERRUPTED": ("中断", "The hub ended before the operation did."),
    },
    zh="结果",
)
CHOICES = (ENDING,)

RECORD = ObjectShape(
    "AuditRecord",
    "How an operation was asked and how it ended. (审计记录)",
    {
        "log": ShapeField(lambda _: str, "The log that holds it, as in receipts."),
        "index": ShapeField(lambda _: int, "Its place in that log."),
        "at": ShapeField(lambda _: str, "When it ended, UTC."),
        "asked": ShapeField(lambda _: str, "When it was asked, UTC."),
        "agency": ShapeField(lambda _: str, "Code of the agency that asked."),
        "card": ShapeField(lambda _: str, "Duty card of the officer who asked."),
        "role": ShapeField(lambda _: optional(str), "The role that gave the purpose."),
        "purpose": ShapeField(lambda _: optional(str), "The purpose; a keyed hash where there is none of that name."),
        "case": ShapeField(lambda _: optional(str), "The basis case."),
        "document": ShapeField(lambda _: optional(str), "The basis document."),
        "operation": ShapeField(lambda _: str, "'query' or 'mutation', and the operation's name."),
        "documentSha256": ShapeField(lambda _: str, "SHA-256 of the GraphQL document."),
        "outcome": ShapeField(lambda types: types.scalar(ENDING), "How it ended."),
        "errors": ShapeField(lambda _: list[str], "Codes of its errors."),
        "entityCount": ShapeField(lambda _: int, "How many entities the answer held."),
        "entities": ShapeField(lambda _: list[str], "Their global ids."),
        "masked": ShapeField(lambda _: list[str], "The fields that were masked."),
        "sources": ShapeField(lambda _: list[str], "The feeds whose data the answer held."),
        "cost": ShapeField(lambda _: float, "What it cost."),
        "ms": ShapeField(lambda _: float, "How long it took, in milliseconds."),
        "answerSha256": ShapeField(lambda _: optional(str), "SHA-256 of the answer without its extensions."),
    },
)
PAGE = ObjectShape(
    "AuditPage",
    "A page of audit records, newest first.",
    {
        "records": ShapeField(lambda types: listed(types["AuditRecord"]), "The records."),
        "more": ShapeField(lambda _: bool, "Whether there are more."),
        "endCursor": ShapeField(lambda _: optional(str), "Where the page ends; give it as after."),
    },
)
SHAPES = (RECORD, PAGE)


@dataclass(frozen=True, slots=True)
class Records:
    """The log as questions read it: `key` hashes what is searched for."""

    log: AuditLog
    key: bytes
    realm: Realm

    async def page(self, context: ChangeContext, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """A page of the records that the caller may see."""
        first = arguments["first"]
        if not 1 <= first <= 100:
            raise InvalidArgument("'first' is not from 1 to 100.", hint="Ask for a page of 1 to 100.", argument="first")
        every = "AUDIT_ADMINISTRATOR" in context.caller.roles
        about = arguments.get("about")
        query = RecordQuery(
            first=first,
            after=arguments.get("after"),
            agency=arguments.get("agency"),
            card=arguments.get("card"),
            purpose=arguments.get("purpose"),
            case=None if arguments.get("case") is None else canonical(arguments["case"], self.realm),
            outcome=_plain(arguments.get("outcome")),
            since=_utc(arguments.get("since")),
            until=_utc(arguments.get("until")),
            about=None if about is None else keyed_hash(canonical(about, self.realm), self.key),
            entity=arguments.get("entity"),
            visible_to=None if every else viewer(context.caller.agency),
        )
        found = await self.log.find(query)
        return {
            "records": [_told(each) for each in found.records],
            "more": found.more,
            "endCursor": found.cursor,
        }


def _told(found: Found) -> dict[str, Any]:
    record, question = found.record, found.record["question"]
    name = question["operationName"]
    return {
        "log": found.log,
        "index": found.index,
        "at": record["at"],
        "asked": question["asked"],
        **{part: question[part] for part in ("agency", "card", "role", "purpose", "case", "document")},
        "operation": question["operationKind"] + (f" {name}" if name else ""),
        "documentSha256": question["documentSha256"],
        **{part: record[part] for part in ("outcome", "errors", "entityCount", "masked", "sources", "cost", "ms")},
        "entities": record["entities"].split(),
        "answerSha256": record["answerSha256"],
    }


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


async def _records(context: ChangeContext, arguments: dict[str, Any]) -> dict[str, Any]:
    if context.records is None:
        raise AuditUnavailable("This hub keeps no audit log.", hint="Ask a hub that was started with one.")
    if not context.caller.roles & {"AUDITOR", "AUDIT_ADMINISTRATOR"}:
        raise NotAllowed("Audit records are for auditors.", hint="Ask your agency's auditor.")
    return await context.records.page(context, arguments)


ROOTS = (
    Root(
        "auditRecords",
        "Who asked what, on which basis, and what was shown: of the own agency, and about its data. (审计记录)",
        lambda types: optional(types["AuditPage"]),
        lambda types: [
            Arg("agency", optional(str), "Only questions of this agency."),
            Arg("card", optional(str), "Only questions of the officer with this duty card."),
            Arg("purpose", optional(str), "Only questions for this purpose."),
            Arg("case", optional(str), "Only questions on this basis case."),
            Arg("outcome", optional(types.scalar(ENDING)), "Only those that ended so."),
            Arg("since", optional(types.scalar(DATE_TIME)), "Only those from this moment on."),
            Arg("until", optional(types.scalar(DATE_TIME)), "Only those before this moment."),
            Arg("about", optional(str), "Only those that asked by this identifier or text, in any common writing."),
            Arg("entity", optional(str), "Only those whose answer held the entity with this global id."),
            Arg("first", int, "How many records, at most 100.", 20),
            Arg("after", optional(str), "Only records behind this cursor."),
        ],
        compute=_records,
        group=AUDIT,
    ),
)
