"""`hub part`: what one feed says of a thing goes to a node of its own, where two were taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from hub.audit.actor import Actor
from hub.commands._register import BY
from hub.graph import mode
from hub.graph.client import Graph
from hub.serving import logs
from hub.settings import Settings
from hub.shell import database, terminal
from hub.shell.recording import opened
from loaders.landing.parting import Parting, survey
from loaders.landing.parting import part as part_it
from schema.errors import InvalidArgument
from schema.model import MODEL
from schema.values import Realm
from schema.values.date import SHANGHAI

EXAMPLES = (
    "hub part 5Q7s… --feed ftm.entities   (says what would move)",
    'hub part 5Q7s… --feed ftm.entities --apply --reason "a foreigner with the same digits"',
    'hub part 5Q7s… --feed mybank.customers --with 8Xz2… --apply --reason "two customers, one id"',
)


def part(
    given: Annotated[str, typer.Argument(metavar="ID", help="Id or number of the entity that holds two.")],
    feed: Annotated[str, typer.Option(help="Feed whose statements move, such as 'ftm.entities'.")],
    ends: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="ID", help="Move only the feed's links to this entity; repeat it for several."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; it is kept with the split.")] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Make the change; without it, only print what would move.")
    ] = False,
) -> None:
    """Split an entity that holds two: what one feed says of it moves to a node of its own, with its provenance."""
    if apply and not (reason or "").strip():
        raise InvalidArgument("Parting needs a reason.", hint='Give --reason "two people, one number".')
    settings = Settings.from_env()
    logs.set_up(settings.logging_level)
    with database.opened(settings) as endpoint:

        async def work() -> Parting:
            async with await Graph.open(endpoint) as graph:
                await database.check_version(graph)
                invented = await mode.takes_invented(graph, demo=settings.demo)
                realm = Realm.FICTIONAL if invented else Realm.REAL
                plan = await survey(graph, MODEL, realm, given, feed, tuple(ends) if ends else None)
                if apply:
                    await _apply(graph, settings, plan, reason or "")
                return plan

        plan = terminal.run(work())
    _print_plan(plan, applied=apply)


async def _apply(graph: Graph, settings: Settings, plan: Parting, reason: str) -> None:
    what = f"hub part --feed {plan.feed} --reason {reason}"
    about = {"id": plan.id, "feed": plan.feed, "ends": list(plan.ends or ())}
    async with opened(settings) as journal:
        intent = journal.intent(Actor.operator(), "part", "part", what, variables=about)
        today = intent.at.astimezone(SHANGHAI).date()
        await journal.record(
            intent,
            lambda: part_it(graph, MODEL, plan, at=intent.at, today=today, by=BY, reason=reason),
            lambda _: {"entities": (plan.id, plan.to_id), "sources": (plan.feed,)},
        )


def _print_plan(plan: Parting, *, applied: bool) -> None:
    will = "" if applied else "would "
    typer.echo(f"{plan.entity} {plan.id}, known from {_list((plan.feed, *plan.others))}")
    typer.echo(f"  {plan.feed} {will}{'speaks' if applied else 'speak'} of {plan.to_id} instead:")
    for kind, count in plan.links.items():
        typer.echo(f"  {kind}: {count}")
    if plan.shared:
        typer.echo(f"  {plan.shared} of these links stand at both, because other feeds assert them too")
    if plan.props:
        typer.echo(f"  values: {', '.join(plan.props)}")
    if not applied:
        terminal.say("  Nothing was changed. Give --apply and --reason to do it.")
    elif plan.whole:
        terminal.say(
            f"  → Load the last files of {_list((plan.feed, *plan.others))} with --again: both get their values."
        )
    else:
        terminal.say(f"  → Mend the file of {plan.feed} before it is loaded again: one number of it names two.")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
