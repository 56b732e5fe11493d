"""The verbs `hub audit …` as typer reads them; what they do is in `audit`, loaded when used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hub.commands.shell import examples

audit = typer.Typer(
    no_args_is_help=True,
    help="The audit log: check it, prove what is in it, hand it over. Auditors begin at docs/for-auditors.md.",
    epilog=examples("hub audit verify", "hub audit head", "hub audit export for-police --agency 9901GA"),
)


@audit.command("verify", epilog=examples("hub audit verify", "hub audit verify --head head-2026-11.json"))
def audit_verify(
    head: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A signed head kept from earlier.")] = None,
    receipt: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="The receipt of an answer.")] = None,
) -> None:
    """Check every record of every log against the signed heads; exit code 1 where something is wrong."""
    from hub.commands.audit import verify

    verify(tuple(head or ()), tuple(receipt or ()))


@audit.command(
    "prove",
    epilog=examples("hub audit prove --receipt receipt.json", "hub audit prove --log hub-3fa9c2d1 --index 4711"),
)
def audit_prove(
    receipt: Annotated[Path | None, typer.Option(metavar="FILE", help="The receipt of an answer.")] = None,
    head: Annotated[Path | None, typer.Option(metavar="FILE", help="A signed head kept from earlier.")] = None,
    log: Annotated[str | None, typer.Option(help="Name of a log, with --index.")] = None,
    index: Annotated[int | None, typer.Option(help="Number of a record in it.")] = None,
) -> None:
    """Print a proof under the last signed head: of a receipt's record, of a record, or that a head still holds."""
    from hub.commands.audit import prove

    prove(receipt, head, log, index)


@audit.command("head", epilog=examples("hub audit head > head-2026-11.json", "hub audit head --log hub-3fa9c2d1"))
def audit_head(
    log: Annotated[str | None, typer.Option(help="One log only; default: a line for each.")] = None,
) -> None:
    """Print the last signed head of each log as JSON. Whoever keeps it can later prove a removal or a change."""
    from hub.commands.audit import head

    head(log)


@audit.command(
    "export",
    epilog=examples(
        "hub audit export everything",
        "hub audit export for-police --agency 9901GA",
        "python3 for-police/verify.py for-police",
    ),
)
def audit_export(
    out: Annotated[Path, typer.Argument(help="Directory to make.")],
    agency: Annotated[
        str | None, typer.Option(help="Code of an agency: its records in clear, all others as hashes.")
    ] = None,
    about_data: Annotated[
        bool, typer.Option("--about-data", help="With --agency: also records of others that returned its data.")
    ] = False,
) -> None:
    """Write the log for an auditor, with a verifier that needs nothing but Python. The export itself is audited."""
    from hub.commands.audit import export

    export(out, agency, about_data=about_data)


@audit.command("expire", epilog=examples('hub audit expire --before 2023-11-01 --reason "retention of three years"'))
def audit_expire(
    before: Annotated[str, typer.Option(metavar="DATE", help="Records written before this day go.")],
    reason: Annotated[str, typer.Option(help="Why; it is written into the log.")] = "the retention has ended",
) -> None:
    """Remove old records for good. Their hashes stay, so that everything else can still be proven."""
    from hub.commands.audit import expire

    expire(before, reason)
