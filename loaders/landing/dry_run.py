"""A load without a graph: every row is read, mapped and counted, and nothing is written."""

from __future__ import annotations

import time

from loaders.landing.chunks import Chunk
from loaders.landing.gathering import chunks, mapping_for
from loaders.landing.jobs import report_of
from loaders.landing.link_ends import ends_of, tie_between
from loaders.landing.reports import Job, Options, Report
from loaders.mapping.stated import ALIAS, LinkEnd


class FileNodes:
    """The nodes that a file itself states, by key and alias: the ends that its links may name without a graph."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._aliases: dict[str, str] = {}

    def add(self, chunk: Chunk) -> None:
        """Know the nodes of a chunk."""
        for group, rows in chunk.nodes():
            if group == ALIAS:
                self._aliases.update((key, row["of"]) for key, row in rows.items())
            else:
                self._keys.update(rows)

    def keys_of(self, end: LinkEnd) -> list[str]:
        """The keys of the nodes that an end may be; none where the file does not state it."""
        keys = dict.fromkeys((*end.keys, self._aliases.get(end.alias, "")))
        return [key for key in keys if key in self._keys]


def dry_run(job: Job, options: Options) -> Report:
    """Everything but the graph. A link to what the file does not state counts as landed, and as undecided."""
    began = time.perf_counter()
    report = report_of(job)
    mapping, nodes = mapping_for(job, options), FileNodes()
    for reading in range(1, mapping.readings + 1):
        for chunk in chunks(mapping.mapper(reading), job.reader.rows(), 0, options.chunk):
            if mapping.readings > 1:
                nodes.add(chunk)
            _tie(chunk, nodes, report)
            report.landed += chunk.landed
            report.leave_out(chunk.left_out)
            report.quarantined += len(chunk.rejected)
            report.count(chunk.rejected)
            report.tell(chunk.told)
            if options.progress is not None:
                options.progress(job.name, report.landed + report.quarantined, report.total)
    report.total = report.landed + report.quarantined
    report.seconds = time.perf_counter() - began
    return report


def _tie(chunk: Chunk, nodes: FileNodes, report: Report) -> None:
    """Tie the links of which the file states all ends; what becomes of the others, only the graph knows."""
    keys = {end.id: nodes.keys_of(end) for end in ends_of(chunk)}
    decided = []
    for links in chunk.untied:
        if all(keys[end.id] for end in links.ends()):
            decided.append(links)
        else:
            report.undecided += 1
            report.landed += links.counts
    chunk.untied = decided
    tie_between(chunk, keys)
