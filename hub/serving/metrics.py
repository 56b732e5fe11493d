"""What a running hub counts about itself, in the text format that Prometheus reads; nothing in it is about anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from hub.capabilities.screening.watch import Watch
from hub.operations.answering import Operations

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(
    operations: Operations, watch: Watch, answered: Mapping[int, int], turned_away: Mapping[str, int]
) -> bytes:
    """All counters and gauges, one sample a line; `answered`: responses to questions by HTTP status, `turned_away`:
    requests that nobody was let in for, by what they were turned away for.

    Each worker counts for itself and a scrape reaches one of them, so that every sample names its process.
    """
    # A registry for this text alone: the library's own one is global, and counts things that are not the hub's.
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Counted(operations, watch, answered, turned_away))
    return generate_latest(registry)


class _Counted:
    """The hub's own counts, read when they are asked for."""

    def __init__(
        self, operations: Operations, watch: Watch, answered: Mapping[int, int], turned_away: Mapping[str, int]
    ) -> None:
        self._operations, self._watch = operations, watch
        self._answered, self._turned_away = answered, turned_away

    def collect(self) -> Iterator[Metric]:
        """All families, with their samples."""
        preparer = self._operations.preparer
        plans, rights, graph = preparer.plans, self._operations.admission.rights, preparer.graph
        yield _counters("hub_responses", "Responses to questions, by HTTP status.", "status", self._answered)
        yield _counters(
            "hub_turned_away", "Requests that nobody was let in for, by what for.", "way", self._turned_away
        )
        yield _counter("hub_statements", "Cypher statements sent.", graph.statements)
        yield _gauge("hub_plans", "Ways of building operations whose plans are kept.", len(plans.kept))
        yield _gauge("hub_plans_bytes", "What kept plans weigh.", plans.kept.weight)
        yield _counter("hub_plan_hits", "Operations that found their plan.", plans.kept.hits)
        yield _counter("hub_plan_misses", "Operations that were compiled.", plans.kept.misses)
        yield _counters("hub_plans_alone", "Operations whose plan serves one request only.", "reason", plans.alone)
        computed = preparer.computed
        yield _counters("hub_roots_computed", "Root fields answered without a statement.", "root", computed)
        yield _gauge("hub_rights", "Callers and bases whose rights are kept.", rights.kept)
        yield _counter("hub_rights_fetched", "Rights fetched from the graph.", rights.fetched)
        yield _counter("hub_revision_log_reads", "Readings of the revision log.", rights.log.reads)
        outcomes = self._watch.outcomes
        yield _counters("hub_screened", "Subjects held against the list, by outcome.", "outcome", outcomes)
        alarms = "Agencies and days on which hardly anybody was found."
        yield _counter("hub_screening_alarms", alarms, self._watch.alarms)
        yield _gauge("hub_connections_used", "Connections to the database in use.", graph.queue.used)
        yield _gauge("hub_waiting", "Questions that wait for a connection.", graph.queue.waiting)
        yield _counter("hub_refused_busy", "Questions refused for a full line.", graph.queue.refused)


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
