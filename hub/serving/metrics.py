"""What a running hub counts about itself, in the text format that Prometheus reads; nothing in it is about anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

if TYPE_CHECKING:
    from hub.app import Hub

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(hub: Hub, answered: Mapping[int, int], turned_away: Mapping[str, int]) -> bytes:
    """All counters and gauges, one sample a line; `answered`: responses to questions by HTTP status, `turned_away`:
    requests that nobody was let in for, by what they were turned away for.

    Each worker counts for itself and a scrape reaches one of them, so that every sample names its process.
    """
    # A registry for this text alone: the library's own one is global, and counts things that are not the hub's.
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counted(hub, answered, turned_away))
    return generate_latest(registry)


class _Counted:
    """The hub's own counts, read when they are asked for."""

    def __init__(self, hub: Hub, answered: Mapping[int, int], turned_away: Mapping[str, int]) -> None:
        self._hub, self._answered, self._turned_away = hub, answered, turned_away

    def collect(self) -> Iterator[Metric]:
        """All families, with their samples."""
        hub = self._hub
        plans, rights, queue = hub.operations.preparer.plans, hub.admission.rights, hub.graph.queue
        yield _counters("hub_responses", "Responses to questions, by HTTP status.", "status", self._answered)
        yield _counters(
            "hub_turned_away", "Requests that nobody was let in for, by what for.", "way", self._turned_away
        )
        yield _counter("hub_statements", "Cypher statements sent.", hub.graph.statements)
        yield _gauge("hub_plans", "Ways of building operations whose plans are kept.", len(plans.kept))
        yield _gauge("hub_plans_bytes", "What kept plans weigh.", plans.kept.weight)
        yield _counter("hub_plan_hits", "Operations that found their plan.", plans.kept.hits)
        yield _counter("hub_plan_misses", "Operations that were compiled.", plans.kept.misses)
        yield _counters("hub_plans_alone", "Operations whose plan serves one request only.", "reason", plans.alone)
        computed = hub.operations.preparer.computed
        yield _counters("hub_roots_computed", "Root fields answered without a statement.", "root", computed)
        yield _gauge("hub_rights", "Callers and bases whose rights are kept.", rights.kept)
        yield _counter("hub_rights_fetched", "Rights fetched from the graph.", rights.fetched)
        yield _counter("hub_revision_log_reads", "Readings of the revision log.", rights.log.reads)
        outcomes = hub.watch.outcomes
        yield _counters("hub_screened", "Subjects held against the list, by outcome.", "outcome", outcomes)
        alarms = "Agencies and days on which hardly anybody was found."
        yield _counter("hub_screening_alarms", alarms, hub.watch.alarms)
        yield _gauge("hub_connections_used", "Connections to the database in use.", queue.used)
        yield _gauge("hub_waiting", "Questions that wait for a connection.", queue.waiting)
        yield _counter("hub_refused_busy", "Questions refused for a full line.", queue.refused)


def _counter(name: str, words: str, value: int) -> Metric:
    """One counter; its samples end in `_total`."""
    family = CounterMetricFamily(name, words, labels=["process"])
    family.add_metric([str(os.getpid())], value)
    return family


def _counters(name: str, words: str, label: str, values: Mapping[int, int] | Mapping[str, int]) -> Metric:
    """A counter for each value of a label."""
    family = CounterMetricFamily(name, words, labels=["process", label])
    for value, count in sorted(values.items()):
        family.add_metric([str(os.getpid()), str(value)], count)
    return family


def _gauge(name: str, words: str, value: int) -> Metric:
    family = GaugeMetricFamily(name, words, labels=["process"])
    family.add_metric([str(os.getpid())], value)
    return family
