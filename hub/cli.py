"""The command line: `hub --help`.

Verbs live in `hub.commands`, one module each. They are loaded when used, so that asking for help stays quick.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hub.commands import shell
from hub.commands.purpose_verbs import purpose
from hub.commands.register_verbs import agency, officer
from hub.commands.shell import examples
from schema.errors import GraphUnavailable, LinkageError


class Verbs(TyperGroup):
    """Runs a verb and turns what it raises into a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            return super().invoke(ctx)
        except LinkageError as problem:
            shell.explain(problem)
            code = shell.NO_DATABASE if isinstance(problem, GraphUnavailable) else shell.FAILED
            raise typer.Exit(code) from None
        except KeyboardInterrupt:
            shell.say("stopped; run again to resume")
            raise typer.Exit(shell.STOP.code) from None
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as problem:
            if type(problem).__module__.startswith("typer"):
                raise
            # A mistake of ours: where it happened helps us, a screen of frames helps nobody else.
            shell.say(f"✗ A mistake in the hub: {type(problem).__name__} at {_place(problem)}")
            shell.say("  → Report it with this line and the command.")
            raise typer.Exit(shell.FAILED) from None


app = typer.Typer(
    cls=Verbs,
    name="hub",
    help="The Linkage Hub: one GraphQL API over one graph for coordinated court enforcement (执行联动).",
    epilog=examples("hub demo", "hub token 示0102-A-017", "PORT=8001 HUB_DATA=/tmp/other hub demo", "hub doctor"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command(
    epilog=examples(
        "hub demo", "hub demo --size village", "PORT=8001 HUB_DATA=/tmp/other hub demo   (a second one beside it)"
    )
)
def demo(
    size: Annotated[
        str | None, typer.Option(help="village, town, city or province; default: what is there, or town.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another city; default: what is there, or 7.")] = None,
    fast_start: Annotated[bool, typer.Option(hidden=True)] = False,
    while_stdin: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Start a hub over an invented city: database, data, API, tokens and sample questions."""
    from hub.commands.demo import demo

    demo(size, seed, fast_start=fast_start, while_stdin=while_stdin)


@app.command(
    epilog=examples(
        "NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=… hub serve",
        "hub serve --wait 120",
    )
)
def serve(
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for the database at start.")] = 30,
) -> None:
    """Serve the API over a graph that is there; settings come from the environment (docs/for-operators.md)."""
    from hub.commands.serve import serve

    serve(wait)


@app.command(epilog=examples("hub init", "NEO4J_URI=bolt://db:7687 NEO4J_PASSWORD=… hub init"))
def init() -> None:
    """Bring the graph to this hub's schema version; safe to run any number of times."""
    from hub.commands.init import init

    init()


@app.command(
    epilog=examples(
        "hub load police police_residents.csv",
        "hub load bank.accounts 2026-11.jsonl --complete --as-of 2026-11-01",
        "hub load --city .hub/city/town-7 --dry-run",
        "hub load --quarantine 3f2a9c1d8e7b6a50",
    )
)
def load(
    source: Annotated[
        str | None, typer.Argument(help="Agency ('police'), one feed of it ('police.residents'), or an agency's file.")
    ] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Files of that agency.")] = None,
    city: Annotated[Path | None, typer.Option(help="Load every file of this folder that belongs to a feed.")] = None,
    quarantine: Annotated[str | None, typer.Option(metavar="BATCH", help="Show the rows that did not land.")] = None,
    complete: Annotated[bool, typer.Option(help="The files hold everything: what they lack has ended.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Check everything, write nothing; needs no database.")] = False,
    again: Annotated[bool, typer.Option(help="Load files once more that were loaded already.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Day the files speak for; default: today.")] = None,
    retire_anyway: Annotated[bool, typer.Option(help="With --complete: end things even where it looks doubtful.")] = (
        False
    ),
    json: Annotated[bool, typer.Option(help="Print JSON lines instead of tables.")] = False,
) -> None:
    """Load files of an agency. Every row lands or is quarantined with its reason; the counts add up."""
    from hub.commands.load import Wish, load

    load(Wish(source, tuple(files or ()), city, quarantine, complete, dry_run, again, as_of, retire_anyway, json))


@app.command(epilog=examples("hub generate village /tmp/village", "hub generate town /tmp/town --seed 11"))
def generate(
    size: Annotated[str, typer.Argument(help="village, town, city or province.")],
    out: Annotated[Path, typer.Argument(help="Folder for the files.")],
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = 7,
) -> None:
    """Write an invented city as the agencies' own files, with truth.json that says what is hidden in it."""
    from hub.commands.generate import generate

    generate(size, out, seed)


@app.command(epilog=examples("hub token 示0102-A-017", 'curl -H "Authorization: Bearer $(hub token GJJ-0007)" …'))
def token(card: Annotated[str, typer.Argument(help="Card number of a demo officer.")]) -> None:
    """Print the token of a demo officer, and nothing else; it is good for a day."""
    from hub.commands.token import token

    token(card)


@app.command(epilog=examples("hub sdl", "hub sdl > schema/schema.graphql"))
def sdl() -> None:
    """Print the GraphQL schema."""
    from hub.commands.sdl import sdl

    sdl()


documents = typer.Typer(
    help="Trusted documents: the operations that run where HUB_TRUSTED_DOCUMENTS=required.",
    epilog=examples(
        "hub documents add debtor.graphql --name debtor",
        "hub documents list",
        "hub documents remove debtor",
    ),
    no_args_is_help=True,
)
app.add_typer(documents, name="documents")


@documents.command("add")
def documents_add(
    file: Annotated[Path, typer.Argument(help="File with one GraphQL document.")],
    name: Annotated[str | None, typer.Option(help="Name to know it by; default: the file's.")] = None,
) -> None:
    """Register a document, and print the identifier that clients send as documentId."""
    from hub.commands.documents import add

    add(file, name)


@documents.command("list")
def documents_list(json: Annotated[bool, typer.Option(help="Print JSON lines, with the texts.")] = False) -> None:
    """Print the registered documents."""
    from hub.commands.documents import listing

    listing(json)


@documents.command("remove")
def documents_remove(which: Annotated[str, typer.Argument(help="Name or identifier.")]) -> None:
    """Withdraw a document; running hubs refuse it from the next request on."""
    from hub.commands.documents import remove

    remove(which)


@app.command(epilog=examples("hub doctor", "hub doctor --json", "PORT=8001 hub doctor"))
def doctor(json: Annotated[bool, typer.Option(help="Print the findings as JSON.")] = False) -> None:
    """Check the machine, the settings and the database; say what is wrong and how to mend it."""
    from hub.commands.doctor import doctor

    doctor(as_json=json)


audit = typer.Typer(
    no_args_is_help=True,
    help="The audit log: check it, prove what is in it, hand it over. Auditors begin at docs/for-auditors.md.",
    epilog=examples("hub audit verify", "hub audit head", "hub audit export for-police --agency 9901GA"),
)
app.add_typer(agency, name="agency")
app.add_typer(officer, name="officer")
app.add_typer(purpose, name="purpose")
app.add_typer(audit, name="audit")


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


def _place(problem: BaseException) -> str:
    from hub.logs import place

    return place(problem)


def main() -> None:
    """The entry point of the console script."""
    from hub import logs

    shell.STOP.listen()
    # Before anything else: what Python itself would print of an exception may hold an identifier.
    logs.set_up(logging.WARNING)
    app()


if __name__ == "__main__":
    main()
