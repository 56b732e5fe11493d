"""`hub audit …`: the log checked, proven, handed over, expired."""

from __future__ import annotations

import asyncio
import hashlib
import json
import uuid
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import typer

from hub.audit import proofs
from hub.audit.checking import check_all
from hub.audit.expiry import Expired
from hub.audit.expiry import expire as expire_records
from hub.audit.export import export as export_logs
from hub.audit.log import AuditLog
from hub.audit.reading import viewer
from hub.audit.records import Head, Intent, Outcome
from hub.audit.segments import homes, last_head
from hub.audit.signing import Keys
from hub.audit.signing import verify as good
from hub.audit.verify_standalone import Check
from hub.commands import shell
from hub.settings import Settings
from schema.errors import InvalidArgument, LinkageError, NotFound, SetupError

#: Whose questions the log says these are: the operator's at the machine, not an agency's.
OPERATOR = "operator"

Answer = TypeVar("Answer")


def verify(heads: Sequence[Path], receipts: Sequence[Path]) -> None:
    """Say of each log what it holds, then what is wrong; exit 1 where something is."""
    settings = _there()
    keys = Keys(settings.audit_keys_home)
    check = Check(keys.public(), signed=good)
    for path in heads:
        for each in _read_lines(path):
            check.head(f"the kept head {path.name}", each)
    for path in receipts:
        check.receipt(f"the receipt {path.name}", _read(path))
    found = check_all(settings.audit_home, keys, check)
    for name, (size, at) in found.logs.items():
        typer.echo(f"{name}: {size} records, last signed {at or 'never'}")
    for wrong in found.wrong:
        shell.say(f"✗ {wrong}")
    if found.wrong:
        shell.say("  → Keep a copy of the directory as it is, then restore it from the backup.")
        raise typer.Exit(shell.FAILED)
    typer.echo("✓ Nothing was removed, changed, moved or inserted.")


def prove(receipt: Path | None, head: Path | None, log: str | None, index: int | None) -> None:
    """Print one proof as JSON."""
    settings = _there()
    if (receipt is not None) + (head is not None) + (log is not None and index is not None) != 1:
        shell.say("✗ Give a receipt, a head, or a log and an index.")
        raise typer.Exit(shell.MISUSED)
    if receipt is not None:
        given = _read(receipt)
        home = _home(settings, str(given["log"]))
        if not proofs.proves(given, Keys(settings.audit_keys_home).public()):
            raise InvalidArgument("The receipt is not of this hub, or was changed.", hint="Take it from the answer.")
        proof = proofs.inclusion(home, int(given["index"]), str(given.get("intent", "")))
        proofs.consistency(home, Head.of(given))
        shell.say(f"✓ Record {proof.index} of {proof.head.log} is the one of the receipt, and the log still holds it.")
        _print(dict(proof.as_json()))
    elif head is not None:
        for each in _read_lines(head):
            old = Head.of(each)
            if not proofs.signed(old, Keys(settings.audit_keys_home).public()):
                raise InvalidArgument("The head is not of this hub, or was changed.", hint="Take it as it was printed.")
            _print(proofs.consistency(_home(settings, old.log), old))
            shell.say(f"✓ All {old.size} records under that head are where they were.")
    elif log is not None and index is not None:
        _print(dict(proofs.inclusion(_home(settings, log), index).as_json()))


def head(log: str | None) -> None:
    """Print heads, a line each."""
    settings = _there()
    for home in [_home(settings, log)] if log else homes(settings.audit_home):
        last = last_head(home)
        if last is not None:
            typer.echo(json.dumps(last, ensure_ascii=False))


def export(out: Path, agency: str | None, *, about_data: bool) -> None:
    """Write an export, recording before it that it is made, and after it what was in it."""
    settings = _there()
    keys = Keys(settings.audit_keys_home)
    view = viewer(agency, about_data=about_data) if agency else None

    async def work(log: AuditLog) -> dict[str, int]:
        what = f"hub audit export --agency {agency or 'everything'}{' --about-data' if about_data else ''}"
        began = _now()
        ticket = await log.intent(
            Intent(
                at=began,
                agency=agency or OPERATOR,
                card=OPERATOR,
                role=OPERATOR,
                operation_kind="audit",
                operation_name="export",
                document_sha256=hashlib.sha256(what.encode()).hexdigest(),
            )
        )
        try:
            shown = await asyncio.to_thread(export_logs, settings.audit_home, keys, out, view)
        except LinkageError as problem:
            await log.outcome(ticket, Outcome(at=_now(), outcome="FAILED", errors=(problem.code,)))
            raise
        ms = (_now() - began).total_seconds() * 1000
        await log.outcome(ticket, Outcome(at=_now(), outcome="ANSWERED", cost=sum(shown.values()), ms=ms))
        return shown

    for name, count in _with_log(settings, work).items():
        typer.echo(f"{name}: {count} records in clear")
    typer.echo(f"Check it anywhere, without a hub: python3 {out}/verify.py {out}")


def expire(before: str, reason: str) -> None:
    """Remove what is old enough, and say what went."""
    settings = _there()
    try:
        day = date.fromisoformat(before)
    except ValueError:
        shell.say("✗ --before is not a date. Write it as 2023-11-01.")
        raise typer.Exit(shell.MISUSED) from None

    async def work(log: AuditLog) -> list[Expired]:
        today = _now().date()
        return await expire_records(settings.audit_home, log, day, today, settings.audit_retention, reason)

    gone = _with_log(settings, work)
    for each in gone:
        typer.echo(f"{each.log}: {each.removed} of the records {each.first} to {each.end - 1} removed, hashes kept")
    if not gone:
        typer.echo(f"No segment was written wholly before {day}; nothing was removed.")


def _there() -> Settings:
    settings = Settings.from_env()
    if not homes(settings.audit_home):
        raise SetupError(
            f"There is no audit log in {settings.audit_home}.",
            hint="Name its directory: HUB_AUDIT=… (or HUB_DATA=…). A hub begins one when it is started.",
        )
    if not Keys(settings.audit_keys_home).public():
        raise SetupError(
            f"The keys of the audit log are not in {settings.audit_keys_home}.",
            hint="Name their directory: HUB_AUDIT_KEYS=…",
        )
    return settings


def _with_log(settings: Settings, work: Callable[[AuditLog], Coroutine[Any, Any, Answer]]) -> Answer:
    """Do something that is itself audited, in a log of the operator's own, beside those of running hubs."""
    keys = Keys(settings.audit_keys_home)

    async def run() -> Answer:
        log = AuditLog.open(
            settings.audit_home,
            signer=keys.signer(settings.audit_signature),
            hub=OPERATOR,
            now=_now,
            new_id=lambda: uuid.uuid4().hex,
        )
        try:
            return await work(log)
        finally:
            await log.aclose()

    return shell.run(run())


def _now() -> datetime:
    return datetime.now(UTC)


def _home(settings: Settings, log: str) -> Path:
    for home in homes(settings.audit_home):
        if home.name == log:
            return home
    raise NotFound(f"There is no log {log}.", hint="hub audit head lists the logs there are.")


def _read(path: Path) -> dict[str, Any]:
    found = _read_lines(path)
    if len(found) != 1:
        raise InvalidArgument(f"{path.name} holds {len(found)} objects instead of one.", hint="Give one to a file.")
    return found[0]


def _read_lines(path: Path) -> list[dict[str, Any]]:
    """One JSON object, or one a line, as `hub audit head` prints them."""
    try:
        text = path.read_text("utf-8")
        try:
            found = [json.loads(text)]
        except ValueError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except FileNotFoundError:
        raise InvalidArgument(f"There is no file {path}.", hint="Name a file.") from None
    except ValueError:
        raise InvalidArgument(f"{path.name} is not JSON.", hint="Give it as the hub wrote it.") from None
    if not all(isinstance(each, dict) and {"log", "rootHash", "signature"} <= each.keys() for each in found):
        raise InvalidArgument(f"{path.name} is no head and no receipt.", hint="Give it as the hub wrote it.")
    return found


def _print(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
