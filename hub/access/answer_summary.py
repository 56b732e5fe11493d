"""What an answer came to hold, for the audit record and for the caller: entities, feeds, masked and closed fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schema.values import Choice, Kind


@dataclass(slots=True)
class AnswerSummary:
    """Collects while an answer is put together: global ids in order, feeds, and fields that were masked or closed."""

    entities: dict[str, None] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    masked: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)

    def note(self, global_id: str, source: str | None) -> None:
        """Remember an entity of the answer, and the feed that answers for it."""
        self.entities[global_id] = None
        if source is not None:
            self.sources.add(source)

    def mask(self, kind: Kind, value: Any, coordinate: str) -> Any:
        """A value as the caller sees it: masked where it comes as {m: value}, everything else as it is."""
        if not isinstance(value, dict):
            return value
        hidden = value["m"]
        if hidden is None or hidden is False:
            return None
        self.masked.add(coordinate)
        return kind.mask(hidden) if masks_to_text(kind) else None


def masks_to_text(kind: Kind) -> bool:
    """Whether a masked value is still text; numbers, days, words of a choice and lists have no honest short form."""
    return kind.stored is str and not kind.many and not isinstance(kind, Choice)
