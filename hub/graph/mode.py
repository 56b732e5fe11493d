"""The mode that a graph was made for, production or demo; the graph itself stores it, and nothing else decides.

A demo lets every officer see everything, so no graph is served as one that was not made as one.
"""

from __future__ import annotations

from hub.graph.client import Graph
from schema.errors import SetupError
from schema.statements.own import SetOwn
from schema.statements.write import At, Read, writing

DEMO, PRODUCTION = "demo", "production"
#: `demo` and `demoBegun` are those of `hub demo`, `mode` that of `hub init`.
STATE = """\
OPTIONAL MATCH (m:HubMeta {name: 'hub'})
RETURN {
  demo: m.demo IS NOT NULL OR m.demoBegun IS NOT NULL OR coalesce(m.mode = 'demo', false),
  filled: EXISTS { (:Entity) } OR EXISTS { (:RegisteredAgency) }
} AS state"""
_META = "MATCH (m:HubMeta {name: 'hub'})"
_UNMARKED = (
    f"{_META} WHERE m.demo IS NULL AND m.demoBegun IS NULL"
    " AND NOT EXISTS { (:Entity) } AND NOT EXISTS { (:RegisteredAgency) }"
)


async def takes_invented(graph: Graph, *, demo: bool) -> bool:
    """Whether records for this graph are of invented people; raises SetupError where `demo` says so and it does not.

    The first records decide what a graph is made for where nothing said so before.
    """
    state = await _state(graph)
    if not state["filled"]:
        await mark(graph, demo=demo or state["demo"])
    if demo and not state["demo"] and state["filled"]:
        raise SetupError(
            "The graph holds records and is not a demo, so it takes no invented people.",
            hint="Leave HUB_MODE=demo out, or give the demo a database of its own.",
        )
    return demo or state["demo"]


async def mark(graph: Graph, *, demo: bool) -> None:
    """Note what an initialised graph is made for, where nothing is in it yet."""
    await _set(graph, _UNMARKED, demo=demo)


async def note(graph: Graph, *, demo: bool) -> None:
    """Note what a graph was made for that an import has filled just now."""
    await _set(graph, _META, demo=demo)


async def check(graph: Graph, *, demo: bool) -> None:
    """Raise SetupError where the graph was not made for this mode."""
    state = await _state(graph)
    if state["demo"] and not demo:
        raise SetupError(
            "The graph holds the invented people of a demo.",
            hint="Serve it with HUB_MODE=demo, or give production a database of its own.",
        )
    if demo and not state["demo"]:
        held = "holds records" if state["filled"] else "was made for production"
        raise SetupError(
            f"The graph {held} and is not a demo. In demo mode every officer would see everything in it.",
            hint="Serve it without HUB_MODE=demo. A demo has a database of its own, made by hub demo or, with"
            " HUB_MODE=demo, by hub init while it is empty.",
        )


async def _state(graph: Graph) -> dict[str, bool]:
    return dict(await graph.ask_one(STATE, {}, operation="hub.made_for") or {})


async def _set(graph: Graph, found: str, *, demo: bool) -> None:
    write = writing(Read(found), SetOwn(At("m", "HubMeta"), {"mode": DEMO if demo else PRODUCTION}))
    await graph.write([write], operation="hub.mark")
