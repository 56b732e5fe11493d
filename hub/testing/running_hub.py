"""A running hub over an invented city, as tests see it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hub.embedded.process import Endpoint


@dataclass(frozen=True, kw_only=True)
class SeededGraph:
    """A running hub over an invented city."""

    url: str
    size: str
    seed: int
    data: Path = field(repr=False)
    #: The process of the hub.
    pid: int = field(repr=False, default=0)

    @property
    def truth(self) -> dict[str, Any]:
        """What is hidden in the city: its planted truths, and how many of everything there are."""
        path = self.data / "city" / f"{self.size}-{self.seed}" / "truth.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @property
    def endpoint(self) -> Endpoint:
        """The Neo4j behind it, for tests that look into the graph itself."""
        from hub.embedded.process import running

        return running(self.data, patience=0)

    def token(self, card: str) -> str:
        """A token of the demo officer with this card; raises LookupError."""
        from hub.process.showcase import showcase

        return showcase(self.data).token(card)
