"""How much one operation may ask for; said before it runs, never cut off in silence."""

from __future__ import annotations

from dataclasses import dataclass

from schema.errors import InvalidArgument, LimitExceeded


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
class Budget:
    """Counts the rows an operation may return at worst, while it is compiled."""

    limits: Limits
    spent: int = 0
    lists: int = 0
    _factor: int = 1
    _level: int = 0

    def page(self, first: int, at: str) -> int:
        """Check the size of a page; raises when it is not positive or above the limit."""
        if first < 1:
            raise InvalidArgument(f"'{at}' is {first}.", hint="Ask for at least one row.", argument=at)
        if first > self.limits.page:
            raise LimitExceeded(
                f"'{at}' asks for {first} rows; a page has at most {self.limits.page}.",
                hint=f"Ask for {self.limits.page} and read on with after: pageInfo.endCursor.",
                argument=at,
                limit="page",
                allowed=self.limits.page,
                asked=first,
            )
        return first

    def enter(self, rows: int, at: str) -> None:
        """Go into a list of up to `rows` rows; what is selected inside counts for each of them."""
        self.lists += 1
        if self.lists > self.limits.lists:
            raise LimitExceeded(
                f"With '{at}' the question has more than {self.limits.lists} lists.",
                hint="Ask for fewer lists at once; below an interface each type that selects differently has its own.",
                argument=at,
                limit="lists",
                allowed=self.limits.lists,
            )
        self._level += 1
        if self._level > self.limits.levels:
            raise LimitExceeded(
                f"With '{at}' more than {self.limits.levels} lists stand within one another.",
                hint="Ask for fewer levels at once, and go on from the ids you get.",
                argument=at,
                limit="levels",
                allowed=self.limits.levels,
            )
        self._factor *= rows
        self.spent += self._factor
        if self.spent > self.limits.rows:
            raise LimitExceeded(
                f"With '{at}' the question could return more than {self.limits.rows} rows.",
                hint="Ask for smaller pages (first) or fewer levels at once.",
                argument=at,
                limit="rows",
                allowed=self.limits.rows,
            )

    def leave(self, rows: int) -> None:
        """Come out of the list again."""
        self._level -= 1
        self._factor //= rows


def hold_cost(units: int, dearest: str, conditions: int, limits: Limits) -> None:
    """Refuse an operation that costs more than one may; raises LimitExceeded, naming the root field to begin with."""
    if conditions > limits.conditions:
        raise LimitExceeded(
            f"The filters of the operation set {conditions:,} conditions; {limits.conditions} are allowed.",
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
