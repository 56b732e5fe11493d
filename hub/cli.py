"""The command line: `hub --help`.

The verbs of the hub are the files of `hub/commands`. Packages above the hub add theirs by the entry point group
`linkage_hub.verbs`, whose values name packages of verbs.
"""

from __future__ import annotations

import logging
from importlib.metadata import entry_points
from typing import Any

import typer

from hub.errors import GraphUnavailable
from hub.shell import terminal
from hub.shell.verbs import Verbs, examples
from schema.errors import LinkageError


class HubVerbs(Verbs):
    """All verbs; turns what a verb raises into a message and an exit code."""

    def __init__(self, **more: Any) -> None:
        above = sorted(each.value for each in entry_points(group="linkage_hub.verbs"))
        super().__init__(["hub.commands", *above], **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            return super().invoke(ctx)
        except LinkageError as problem:
            terminal.explain(problem)
            code = terminal.NO_DATABASE if isinstance(problem, GraphUnavailable) else terminal.FAILED
            raise typer.Exit(code) from None
        except KeyboardInterrupt:
            terminal.say("stopped; run again to resume")
            raise typer.Exit(terminal.STOP.code) from None
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as problem:
            if type(problem).__module__.startswith("typer"):
                raise
            # A mistake of ours: where it happened helps us, a screen of frames helps nobody else.
            terminal.say(f"✗ A mistake in the hub: {type(problem).__name__} at {_place_of(problem)}")
            terminal.say("  → Report it with this line and the command.")
            raise typer.Exit(terminal.FAILED) from None


app = typer.Typer(
    cls=HubVerbs,
    name="hub",
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog=examples("hub demo", "hub token 示0102-A-017", "PORT=8001 HUB_DATA=/tmp/other hub demo", "hub doctor"),
)


@app.callback()
def hub() -> None:
    """The Linkage Hub: one GraphQL API over one graph for coordinated court enforcement (执行联动)."""


def _place_of(problem: BaseException) -> str:
    from hub.serving.logs import place

    return place(problem)


def main() -> None:
    """The entry point of the console script."""
    from hub.serving import logs
    from hub.support import private

    terminal.STOP.listen()
    private.only_owner()
    # Before anything else: what Python itself would print of an exception may hold an identifier.
    logs.set_up(logging.WARNING)
    app()


if __name__ == "__main__":
    main()
