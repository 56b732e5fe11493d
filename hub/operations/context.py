"""What the services of one operation are given: the caller's rights, and what all operations share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from hub.access.admission import Admitted
from hub.access.callers import Caller
from hub.access.declare import Purpose
from hub.graph.client import Graph
from hub.questions.context import AuditReader, ServiceContext
from schema.identity import IdKeys
from schema.values import Realm


@dataclass(frozen=True)
class Services:
    """What the services of all operations share.

    `offered`: the purposes that a caller could name. `records`: the audit log, for auditors. `screened` takes the
    agency, how many subjects were held against the list by outcome, and the day.
    """

    graph: Graph
    ids: IdKeys
    realm: Realm
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    offered: Callable[[Caller], Sequence[Purpose]]
    records: AuditReader
    screened: Callable[[str, Mapping[str, int], date], None]

    def context(self, admitted: Admitted) -> ServiceContext:
        """What the services of one operation are given."""
        caller = admitted.caller
        return ServiceContext(
            caller=caller,
            profile=admitted.profile,
            basis=admitted.basis,
            traces=admitted.traces,
            kept=admitted.kept,
            graph=self.graph,
            ids=self.ids,
            realm=self.realm,
            now=self.now,
            new_id=self.new_id,
            offered=partial(self.offered, caller),
            records=self.records,
            screened=lambda counts: self.screened(caller.agency, counts, self.now().date()),
        )
