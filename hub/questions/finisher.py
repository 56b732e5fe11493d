"""From what the database returned to what the caller gets: keys put to values, entities noted, masks put on.

A statement returns lists instead of maps (`block.obj`), so each plan knows how its answer is put together. That is
written down as a shape while the plan is made, and then as a Python function made for it: looking the shape up again
for every row took a fifth of the hub's time for two hundred rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hub.access.answer_summary import AnswerSummary

#: Puts a value that the database returned into its final form, and notes what it holds. The mapping holds the
#: parameters of the statement.
Finisher: TypeAlias = Callable[[Any, AnswerSummary, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """A list of values that becomes an object of these keys; `deeper` are the places whose values have a shape.

    `noted`: the entity's id and its feed stand behind the values.
    """

    keys: tuple[str, ...]
    deeper: tuple[tuple[int, Finish], ...]
    noted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """A list, each of whose members has the shape."""

    of: Finish


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """A pair: which of the shapes it is, and the value."""

    of: tuple[Finish, ...]


@dataclass(frozen=True, slots=True, eq=False)
class By:
    """A value that is worked out."""

    of: Callable[[Any, AnswerSummary], Any]


@dataclass(frozen=True, slots=True, eq=False)
class PageColumn:
    """A list with one part of each row of a page; `place` is None where a row has no other part."""

    place: int | None
    of: Finish


@dataclass(frozen=True, slots=True, eq=False)
class Info:
    """The PageInfo of a page; `names` are its fields by their keys, `cursor` is the place of the cursor in a row."""

    names: tuple[tuple[str, str], ...]
    cursor: int | None
    alone: bool
    later: bool


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A value that stands beside the rows, at this place behind them."""

    place: int
    of: Finish


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """A text that is known beforehand."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page that becomes an object of these fields: rows, one more than asked for if there are more, and values.

    `size` is the parameter that holds how many rows the statement returns at most. `bare`: the value is the rows alone;
    else it is a list of the rows and the values beside them.
    """

    size: str
    fields: tuple[tuple[str, PageColumn | Info | Beside | Fixed], ...]
    bare: bool


#: None where the value has its final form already.
Finish: TypeAlias = Keyed | Each | OneOf | By | Page | None


def finisher(finish: Finish) -> Finisher | None:
    """The function that finishes a value of the shape."""
    if finish is None:
        return None
    made = _Made()
    name = made.function(finish)
    source = "\n".join(line for lines in made.functions for line in lines)
    # Made of places and of keys, which are GraphQL names; values are never in it.
    exec(source, made.names)  # noqa: S102
    found: Finisher = made.names[name]
    return found


@dataclass(slots=True)
class _Made:
    """The functions written so far: one for the answer, and one for each list in it, so that nothing nests deep."""

    functions: list[list[str]] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    _next: int = 0

    def function(self, finish: Finish) -> str:
        """The name of the function that finishes a value."""
        name = self._name("f")
        listed = finish.of if isinstance(finish, Each) else None
        lines = [f"def {name}(v, traces, given):", " entities, sources = traces.entities, traces.sources"]
        if listed is None:
            lines += [f" {line}" for line in self._finish(finish, "v")] + [" return v"]
        else:
            lines += [" if v is None:", "  return None", " found = []", " for x in v:"]
            lines += [f"  {line}" for line in self._finish(listed, "x")] + ["  found.append(x)", " return found"]
        self.functions.append(lines)
        return name

    def _finish(self, finish: Finish, v: str) -> Iterator[str]:
        """Statements that put the finished value in the place of the variable's."""
        match finish:
            case Keyed():
                yield f"if {v} is not None:"
                yield from self._entity_lines(finish, v)
            case Each():
                yield f"{v} = {self.function(finish)}({v}, traces, given)"
            case OneOf():
                yield f"if {v} is not None:"
                yield from self._one_of(finish.of, v)
            case By():
                name = self._name("by")
                self.names[name] = finish.of
                yield f"{v} = {name}({v}, traces)"
            case Page():
                yield f"if {v} is not None:"
                yield from self._page(finish, v)

    def _entity_lines(self, finish: Keyed, v: str) -> Iterator[str]:
        if finish.noted:
            yield f" entities[{v}[-2]] = None"
            yield f" if {v}[-1] is not None:"
            yield f"  sources.add({v}[-1])"
        values = {place: f"{v}[{place}]" for place in range(len(finish.keys))}
        for place, deeper in finish.deeper:
            name = self._name("v")
            yield f" {name} = {values[place]}"
            yield from (f" {line}" for line in self._finish(deeper, name))
            values[place] = name
        pairs = ", ".join(f"{key!r}: {values[place]}" for place, key in enumerate(finish.keys))
        yield f" {v} = {{{pairs}}}"

    def _page(self, finish: Page, v: str) -> Iterator[str]:
        rows, most = self._name("rows"), self._name("most")
        yield f" {rows} = {v}" if finish.bare else f" {rows} = {v}[0]"
        # The row behind the page says that there is more. Nobody is shown it, so that it is not noted either.
        yield f" {most} = given[{finish.size!r}] - 1"
        pairs: list[str] = []
        for key, field_ in finish.fields:
            match field_:
                case PageColumn():
                    value = f"{rows}[:{most}]"
                    if field_.place is not None:
                        value = f"[x[{field_.place}] for x in {value}]"
                    if field_.of is not None:
                        value = f"{self.function(Each(field_.of))}({value}, traces, given)"
                case Info():
                    value = _info(field_, rows, most)
                case Beside():
                    value = self._name("v")
                    yield f" {value} = {v}[{field_.place + 1}]"
                    yield from (f" {line}" for line in self._finish(field_.of, value))
                case Fixed():
                    value = repr(field_.text)
            pairs.append(f"{key!r}: {value}")
        yield f" {v} = {{{', '.join(pairs)}}}"

    def _one_of(self, cases: Sequence[Finish], v: str) -> Iterator[str]:
        which = self._name("w")
        yield f" {which}, {v} = {v}"
        for place, case in enumerate(cases):
            if case is not None:
                yield f" if {which} == {place}:"
                yield from (f"  {line}" for line in self._finish(case, v))

    def _name(self, prefix: str) -> str:
        self._next += 1
        return f"{prefix}{self._next}"


def _info(info: Info, rows: str, most: str) -> str:
    """The expression of a PageInfo."""
    cursor = "" if info.alone else f"[{info.cursor}]"
    texts = {
        "__typename": "'PageInfo'",
        "hasNextPage": f"len({rows}) > {most}",
        "hasPreviousPage": repr(info.later),
        "startCursor": f"({rows}[0]{cursor} if {rows} else None)",
        "endCursor": f"({rows}[:{most}][-1]{cursor} if {rows} else None)",
    }
    return "{" + ", ".join(f"{key!r}: {texts[name]}" for key, name in info.names) + "}"
