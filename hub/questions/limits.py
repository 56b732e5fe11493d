"""How much one operation may ask for; said before it runs, never cut off in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.errors import LimitExceeded
from hub.questions.slots import filled
from schema.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one operation.

    `page`: rows of one list. `rows`: rows of all lists together, at worst. `levels`: lists within lists. `lists`: lists
    in one statement, each counted for every kind of entity it is compiled for. `roots`: root fields. `nodes`: entities
    of a neighbourhood. `hits`: of a search. `conditions`: of all filters. `units`: cost (hub.questions.cost).
    """

    page: int = 100
    rows: int = 20_000
    # The database needs longer to plan a statement than to run it, and much longer with every level.
    levels: int = 6
    # Below an interface a list is compiled once for each type that selects differently: nested, that is exponential.
    lists: int = 120
    roots: int = 20
    nodes: int = 200
    hits: int = 50
    # Planned one by one: a thousand take the database ten seconds before it begins.
    conditions: int = 100
    units: int = 1_000_000


@dataclass(slots=True)
class Allowance:
    """Counts the rows and lists that all root fields of an operation may come to at worst, before any of them runs."""

    limits: Limits
    spent: int = 0
    lists: int = 0


@dataclass(slots=True)
class Tally:
    """The pages and lists of one root field, noted while it is compiled and held against a allowance for given values.

    What depends on how the question is built is refused at once, for it is what makes compiling long; what depends on
    values (slots among them) is refused by `spend`.
    """

    limits: Limits
    lists: int = 0
    _steps: list[tuple[str, Any, str]] = field(default_factory=list)
    _level: int = 0

    def page(self, first: Any, at: str) -> Any:
        """Note the size of a page; `spend` raises when it is not positive or above the limit."""
        self._steps.append(("page", first, at))
        return first

    def enter(self, rows: Any, at: str) -> None:
        """Go into a list of up to `rows` rows; what is selected inside counts for each of them."""
        self.lists += 1
        _hold_lists(self.lists, self.limits, at)
        self._level += 1
        if self._level > self.limits.levels:
            raise LimitExceeded(
                f"With '{at}' the lists are nested more than {self.limits.levels} levels deep.",
                hint="Ask for fewer levels, and continue from the ids in the answer.",
                argument=at,
                limit="levels",
                allowed=self.limits.levels,
            )
        self._steps.append(("enter", rows, at))

    def leave(self) -> None:
        """Come out of the list again."""
        self._level -= 1
        self._steps.append(("leave", None, ""))

    def spend(self, allowance: Allowance, values: Mapping[str, Any]) -> None:
        """Take what these values come to from the allowance; raises LimitExceeded or InvalidArgument."""
        factors = [1]
        for step, size, at in self._steps:
            if step == "leave":
                factors.pop()
                continue
            rows = filled(size, values)
            if step == "page":
                _hold_page(rows, allowance.limits, at)
                continue
            allowance.lists += 1
            _hold_lists(allowance.lists, allowance.limits, at)
            factors.append(factors[-1] * rows)
            allowance.spent += factors[-1]
            if allowance.spent > allowance.limits.rows:
                raise LimitExceeded(
                    f"With '{at}' the question could return more than {allowance.limits.rows} rows.",
                    hint="Ask for smaller pages (first) or fewer levels at once.",
                    argument=at,
                    limit="rows",
                    allowed=allowance.limits.rows,
                )


def _hold_page(first: int, limits: Limits, at: str) -> None:
    if first < 1:
        raise InvalidArgument(f"'{at}' is {first}.", hint="Ask for at least one row.", argument=at)
    if first > limits.page:
        raise LimitExceeded(
            f"'{at}' asks for {first} rows; a page has at most {limits.page}.",
            hint=f"Ask for {limits.page} rows, and for the next page with after: pageInfo.endCursor.",
            argument=at,
            limit="page",
            allowed=limits.page,
            asked=first,
        )


def _hold_lists(lists: int, limits: Limits, at: str) -> None:
    if lists > limits.lists:
        raise LimitExceeded(
            f"With '{at}' the question has more than {limits.lists} lists.",
            hint="Ask for fewer lists at once; inline fragments on different types count as lists of their own.",
            argument=at,
            limit="lists",
            allowed=limits.lists,
        )


def hold_cost(units: int, dearest: str, conditions: int, limits: Limits) -> None:
    """Refuse an operation that costs more than one may; raises LimitExceeded, naming the root field to begin with."""
    if conditions > limits.conditions:
        raise LimitExceeded(
            f"The filters of the operation hold {conditions:,} conditions; {limits.conditions} are allowed.",
            hint="Write in: […] instead of many eq; split the rest into several operations.",
            limit="conditions",
            allowed=limits.conditions,
            asked=conditions,
        )
    if units > limits.units:
        raise LimitExceeded(
            f"The operation costs {units:,} units, most of them for '{dearest}'; {limits.units:,} are allowed.",
            hint="Ask for smaller pages (first), fewer levels or fewer fields at once.",
            argument=dearest,
            limit="units",
            allowed=limits.units,
            asked=units,
        )
