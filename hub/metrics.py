"""What a running hub counts about itself, in the text format that Prometheus reads; nothing in it is about anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.app import Hub

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(hub: Hub, answered: Mapping[int, int]) -> str:
    """All counters and gauges, one sample a line; `answered`: responses to questions by HTTP status.

    Each worker counts for itself and a scrape reaches one of them, so that every sample names its process.
    """
    return "\n".join([*_lines(hub, answered), ""])


def _lines(hub: Hub, answered: Mapping[int, int]) -> Iterator[str]:
    plans, rights, gate = hub.operations.answerer.plans, hub.admission.rights, hub.graph.gate
    computed = {f'root="{name}"': count for name, count in sorted(hub.operations.answerer.computed.items())}
    by_status = {f'status="{status}"': count for status, count in sorted(answered.items())}
    by_reason = {f'reason="{reason}"': count for reason, count in sorted(plans.alone.items())}
    yield from _samples("hub_responses_total", "counter", "Responses to questions, by HTTP status.", by_status)
    yield from _one("hub_statements_total", "counter", "Cypher statements sent.", hub.graph.statements)
    yield from _one("hub_plans", "gauge", "Ways of building operations whose plans are kept.", len(plans.kept))
    yield from _one("hub_plans_bytes", "gauge", "What kept plans weigh.", plans.kept.weight)
    yield from _one("hub_plan_hits_total", "counter", "Operations that found their plan.", plans.kept.hits)
    yield from _one("hub_plan_misses_total", "counter", "Operations that were compiled.", plans.kept.misses)
    yield from _samples("hub_plans_alone_total", "counter", "Operations whose plan serves one request only.", by_reason)
    yield from _samples("hub_roots_computed_total", "counter", "Root fields answered without a statement.", computed)
    yield from _one("hub_rights", "gauge", "Callers and bases whose rights are kept.", rights.kept)
    yield from _one("hub_rights_fetched_total", "counter", "Rights fetched from the graph.", rights.fetched)
    yield from _one("hub_connections_used", "gauge", "Connections to the database in use.", gate.used)
    yield from _one("hub_waiting", "gauge", "Questions that wait for a connection.", gate.waiting)
    yield from _one("hub_refused_busy_total", "counter", "Questions refused for a full line.", gate.refused)


def _one(name: str, kind: str, words: str, value: int) -> Iterator[str]:
    return _samples(name, kind, words, {"": value})


def _samples(name: str, kind: str, words: str, values: Mapping[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    for label, value in values.items():
        labels = ",".join(each for each in (f'process="{os.getpid()}"', label) if each)
        yield f"{name}{{{labels}}} {value}"
