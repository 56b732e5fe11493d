"""How far a piece of work has come on its way through the stages."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.access.admission import Admitted
from hub.access.callers import Basis, Bearer
from hub.audit.journal import OpenRecord
from hub.operations.work import Work


@dataclass
class WorkProgress:
    """A piece of work on its way: whose rights it uses, on which basis, what it has paid, and its record in the log."""

    work: Work
    bearer: Bearer
    basis: Basis | None = None
    admitted: Admitted | None = None
    #: Cost units and subjects of screening that are charged already.
    units: int = 0
    subjects: int = 0
    #: What the answer says of the cost.
    charged: Mapping[str, Any] = field(default_factory=dict)
    record: OpenRecord | None = None
    #: Bytes that the log has of it and that are not yet taken from its agency's share.
    unweighed: int = 0
    started: float = field(default_factory=time.perf_counter)

    def summary(self) -> dict[str, Any]:
        """What the answer says of the rights it was given under."""
        if self.admitted is None:
            return {}
        traces = self.admitted.traces
        found: dict[str, Any] = {"purpose": self.admitted.profile.purpose.name}
        if traces.masked:
            found["masked"] = sorted(traces.masked)
        if traces.closed:
            found["closed"] = sorted(traces.closed)
        return found
