"""Plans of operations: compiled once, kept for every request that is built alike under the same purpose."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import GraphQLError, VariableValues

from hub.access.profile import Profile
from hub.questions.root import RootPlan
from hub.questions.slots import CompiledVariables, Pin, built, slotted
from hub.support.caching import SegmentedCache
from schema.errors import LinkageError

#: Bytes of all plans, as far as they are counted.
MOST_BYTES = 64_000_000
#: What a plan weighs beside its text: parameters, and what puts its answer together.
OVERHEAD, FACTOR = 4_000, 6
#: Values in the variables above which asking what they are built like would take longer than compiling.
MOST_VALUES = 500

#: A root field as it is to be run: its plan, why it cannot be asked, or None where it is answered without a statement.
Planned: TypeAlias = RootPlan | LinkageError | GraphQLError | None
#: Compiles the root fields of an operation for given variables.
CompileAll: TypeAlias = "Callable[[VariableValues], list[Planned]]"


@dataclass(slots=True)
class _PlanShelf:
    """The plans of one operation built in one way, by what their texts were chosen by."""

    pins: tuple[Pin, ...] = ()
    plans: dict[tuple[Hashable, ...], list[Planned]] = field(default_factory=dict)
    weight: int = 0


@dataclass
class Plans:
    """Keeps plans. `alone` counts those that were for one request only, by the reason."""

    kept: SegmentedCache[Hashable, _PlanShelf] = field(default_factory=lambda: SegmentedCache(MOST_BYTES))
    alone: dict[str, int] = field(default_factory=dict)

    def of(
        self, operation: Hashable, variables: VariableValues, profile: Profile, compile_: CompileAll
    ) -> list[Planned]:
        """The root fields of an operation, from cached plans or compiled now."""
        values = variables.coerced
        if _has_many_values(values):
            self._count("many values")
            return compile_(variables)
        # Predicates depend on the purpose, and on whether it has a window in this case.
        key = (operation, profile.purpose, profile.since is None, built(values))
        shelf = self.kept.get(key)
        if shelf is not None:
            found = self._find_plans(shelf, values)
            if found is not None:
                return found
        asked = CompiledVariables(values)
        plans = compile_(VariableValues(variables.sources, slotted(values, asked)))
        reason = asked.alone or next((p.alone for p in plans if isinstance(p, RootPlan) and p.alone), None)
        if reason is not None:
            self._count(reason)
        elif not any(isinstance(p, LinkageError | GraphQLError) for p in plans):
            self._keep_plans(key, shelf or _PlanShelf(), asked, plans)
        return plans

    def _find_plans(self, shelf: _PlanShelf, values: Mapping[str, Any]) -> list[Planned] | None:
        try:
            return shelf.plans.get(tuple(pin.read(values) for pin in shelf.pins))
        except LinkageError:
            # What cannot be read is refused where it is compiled.
            return None

    def _keep_plans(self, key: Hashable, shelf: _PlanShelf, asked: CompiledVariables, plans: list[Planned]) -> None:
        if not set(asked.pins) <= set(shelf.pins):
            # Another value led to a choice that those before did not: all plans are known by it from now on.
            shelf = _PlanShelf(tuple({**dict.fromkeys(shelf.pins), **dict.fromkeys(asked.pins)}))
        shelf.plans[tuple(pin.read(asked.values) for pin in shelf.pins)] = plans
        shelf.weight += OVERHEAD + FACTOR * sum(len(p.text) for p in plans if isinstance(p, RootPlan))
        self.kept.put(key, shelf, shelf.weight)

    def _count(self, reason: str) -> None:
        self.alone[reason] = self.alone.get(reason, 0) + 1


def _has_many_values(values: Mapping[str, Any]) -> bool:
    """Whether variables hold more values than are worth looking through."""
    count = 0
    level: list[Any] = [values]
    while level:
        deeper: list[Any] = []
        for value in level:
            found = value.values() if isinstance(value, Mapping) else value
            # A long list of plain values is one slot.
            if isinstance(found, list) and found and not isinstance(found[0], Mapping | list):
                continue
            deeper += [each for each in found if isinstance(each, Mapping | list)]
            count += len(found)
        if count > MOST_VALUES:
            return True
        level = deeper
    return False
