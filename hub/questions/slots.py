"""Values that come with each request, as places in a statement that is compiled once for all of them.

What is compiled may depend on how a request's variables are built (which conditions a filter names, whether a flag is
set), never on the values themselves: these are slots, which can be handed on to a parameter and to nothing else.
Code that must know a value to choose a text calls `pin`; the statement is then cached for that choice alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NoReturn, TypeAlias

#: Where a value stands in the coerced variables.
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """What a text was chosen by: the value at a path, or something worked out of it, known by its name."""

    path: Path
    name: str
    of: Callable[[Any], Hashable] = field(compare=False)

    def read(self, values: Mapping[str, Any]) -> Hashable:
        """What it is for these values."""
        return self.of(at(values, self.path))


@dataclass(slots=True)
class CompiledVariables:
    """The variables of one compilation: the values, and what of them the text came to depend on.

    `alone` says why the statement is for these values and no others; None where it is for all that are built alike.
    """

    values: Mapping[str, Any]
    pins: dict[Pin, Hashable] = field(default_factory=dict)
    alone: str | None = None


class Slot:
    """The place of one value. Using it as if it were the value is a mistake, and raises TypeError."""

    __slots__ = ("_asked", "_path", "_steps")

    def __init__(self, asked: CompiledVariables, path: Path, steps: tuple[Callable[[Any], Any], ...] = ()) -> None:
        self._asked, self._path, self._steps = asked, path, steps

    def map(self, step: Callable[[Any], Any]) -> Slot:
        """The place of what a step makes of the value; the step may refuse it with one of our errors."""
        return Slot(self._asked, self._path, (*self._steps, step))

    def fill(self, values: Mapping[str, Any]) -> Any:
        """What belongs here, for these values."""
        value = at(values, self._path)
        for step in self._steps:
            value = step(value)
        return value

    def pin(self, name: str, of: Callable[[Any], Hashable]) -> Any:
        """The value that selects the statement text. One plan is compiled per distinct value; keep them few."""
        pin = Pin(self._path, name, of)
        if pin not in self._asked.pins:
            self._asked.pins[pin] = pin.read(self._asked.values)
        return self._asked.pins[pin]

    def alone(self, why: str) -> Any:
        """The value itself; the statement is not kept."""
        self._asked.alone = why
        return self.fill(self._asked.values)

    def __repr__(self) -> str:
        return f"<slot {'.'.join(map(str, self._path))}>"

    def _refuse_misuse(self, *_: object) -> NoReturn:
        raise TypeError(f"{self!r} is used as a value where a text is chosen; pin it, or make a parameter of it")

    __bool__ = __str__ = __format__ = __len__ = __iter__ = __int__ = __index__ = __contains__ = _refuse_misuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse_misuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __getitem__ = _refuse_misuse


def slotted(value: Any, asked: CompiledVariables, path: Path = ()) -> Any:
    """The value with slots for what may differ without changing how the value is built."""
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, Mapping):
        return {name: slotted(each, asked, (*path, name)) for name, each in value.items()}
    if isinstance(value, list) and not _plain_list(value):
        return [slotted(each, asked, (*path, place)) for place, each in enumerate(value)]
    return Slot(asked, path)


def built(value: Any) -> Hashable:
    """How a value is built: two that are built alike differ in their slots only."""
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, Mapping):
        return ("{", *((name, built(each)) for name, each in value.items()))
    if isinstance(value, list):
        return "[.]" if _plain_list(value) else ("[", *(built(each) for each in value))
    return "."


def _plain_list(value: list[Any]) -> bool:
    # An empty list is a case of its own: it is refused where it means nothing.
    return bool(value) and not any(each is None or isinstance(each, bool | Enum | Mapping | list) for each in value)


def at(values: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        values = values[step]
    return values


def derived(value: Any, step: Callable[[Any], Any]) -> Any:
    """What a step makes of a value, now or, for a slot, when the value is there."""
    return value.map(step) if isinstance(value, Slot) else step(value)


def pinned(value: Any, name: str, of: Callable[[Any], Hashable]) -> Any:
    """What a text is chosen by, of a value or of a slot."""
    return value.pin(name, of) if isinstance(value, Slot) else of(value)


def itself(value: Any, why: str) -> Any:
    """The value itself, whatever it costs; see `Slot.alone`."""
    return value.alone(why) if isinstance(value, Slot) else value


def holds_slots(value: Any) -> bool:
    """Whether a value is a slot, or holds one."""
    if isinstance(value, Slot):
        return True
    if isinstance(value, Mapping):
        return any(map(holds_slots, value.values()))
    return isinstance(value, list) and any(map(holds_slots, value))


def filled(value: Any, values: Mapping[str, Any]) -> Any:
    """The value with its slots filled."""
    if isinstance(value, Slot):
        return value.fill(values)
    if isinstance(value, Mapping):
        return {name: filled(each, values) for name, each in value.items()}
    return [filled(each, values) for each in value] if isinstance(value, list) else value
