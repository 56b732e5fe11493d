"""How much one operation may ask for; said before it runs, never cut off in silence."""

from __future__ import annotations

from dataclasses import dataclass

from schema.errors import InvalidArgument, LimitExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one operation.

    `page`: rows of one list. `rows`: rows of all lists together, at worst. `roots`: root fields. `nodes`: entities of a
    neighbourhood. `hits`: of a search.
    """

    page: int = 100
    rows: int = 20_000
    roots: int = 20
    nodes: int = 200
    hits: int = 50


@dataclass(slots=True)
class Budget:
    """Counts the rows an operation may return at worst, while it is compiled."""

    limits: Limits
    spent: int = 0
    _factor: int = 1

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
        self._factor //= rows
