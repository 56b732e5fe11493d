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
from hub.commands.audit_verbs import audit
from hub.commands.documents_verbs import documents
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
        "hub serve --workers 4",
    )
)
def serve(
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for the database at start.")] = 30,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer; default: HUB_WORKERS, or 1.")
    ] = None,
) -> None:
    """Serve the API over a graph that is there; settings come from the environment (docs/for-operators.md)."""
    import gc

    # Almost nothing that a start makes is garbage; looking for it takes a tenth of the time. On again once it serves.
    gc.disable()
    from hub.commands.serve import serve

    serve(wait, workers)


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
        "hub load --city /data/first-fill --as-import /data/import   (files for an empty graph)",
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
    as_import: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write the files of 'neo4j-admin database import' there, for an empty graph; see import.",
        ),
    ] = None,
) -> None:
    """Load files of an agency. Every row lands or is quarantined with its reason; the counts add up."""
    from hub.commands.load import Wish, load

    given = tuple(files or ())
    load(Wish(source, given, city, quarantine, complete, dry_run, again, as_of, retire_anyway, json, as_import))


@app.command(
    name="import",
    epilog=examples(
        "hub import /data/import", "HUB_MODE=demo HUB_DATA=/tmp/city hub import /tmp/files   (then hub demo)"
    ),
)
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What 'hub load --as-import DIR' wrote.")],
) -> None:
    """Import files of 'hub load --as-import' into an embedded database that is not there yet."""
    from hub.commands.importing import import_folder

    import_folder(folder)


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


@app.command(epilog=examples("hub doctor", "hub doctor --json", "PORT=8001 hub doctor"))
def doctor(json: Annotated[bool, typer.Option(help="Print the findings as JSON.")] = False) -> None:
    """Check the machine, the settings and the database; say what is wrong and how to mend it."""
    from hub.commands.doctor import doctor

    doctor(as_json=json)


for name, verbs in (
    ("documents", documents),
    ("audit", audit),
    ("agency", agency),
    ("officer", officer),
    ("purpose", purpose),
):
    app.add_typer(verbs, name=name)


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
