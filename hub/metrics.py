"""What a running hub counts about itself, in the text format that Prometheus reads; nothing in it is about anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.app import Hub

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(hub: Hub) -> str:
    """All counters and gauges, one sample a line."""
    return "\n".join([*_lines(hub), ""])


def _lines(hub: Hub) -> Iterator[str]:
    plans, rights = hub.operations.answerer.plans, hub.admission.rights
    yield from _one("hub_statements_total", "counter", "Cypher statements sent.", hub.graph.statements)
    yield from _one("hub_plans", "gauge", "Ways of building operations whose plans are kept.", len(plans.kept))
    yield from _one("hub_plans_bytes", "gauge", "What kept plans weigh.", plans.kept.weight)
    yield from _one("hub_plan_hits_total", "counter", "Operations that found their plan.", plans.kept.hits)
    yield from _one("hub_plan_misses_total", "counter", "Operations that were compiled.", plans.kept.misses)
    yield "# HELP hub_plans_alone_total Operations whose plan serves one request only, by the reason."
    yield "# TYPE hub_plans_alone_total counter"
    for reason, count in sorted(plans.alone.items()):
        yield f'hub_plans_alone_total{{reason="{reason}"}} {count}'
    yield from _one("hub_rights", "gauge", "Callers and bases whose rights are kept.", rights.kept)
    yield from _one("hub_rights_fetched_total", "counter", "Rights fetched from the graph.", rights.fetched)
    yield from _one("hub_connections_used", "gauge", "Connections to the database in use.", hub.graph.gate.used)
    yield from _one("hub_waiting", "gauge", "Questions that wait for a connection.", hub.graph.gate.waiting)
    yield from _one("hub_refused_busy_total", "counter", "Questions refused for a full line.", hub.graph.gate.refused)


def _one(name: str, kind: str, words: str, value: int) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    yield f"{name} {value}"
