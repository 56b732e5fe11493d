"""The rows of one page: a subquery that fetches one more than asked, so that the hub knows whether there are more.

The hub cuts that row off and puts the page together. The same in Cypher cost a fifth of the planning of a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hub.questions.blocks import Block, Expr, collect
from hub.questions.finisher import Beside, Fixed, Info, Page, PageColumn
from hub.questions.ordering import Order
from hub.questions.selection import Selected
from hub.questions.slots import derived

if TYPE_CHECKING:
    from hub.questions.compiler import Compiler


@dataclass
class PageRows:
    """A page under construction. What is selected of it adds parts to its rows, and values beside them.

    `match` is the MATCH clause with its conditions, `scope` the variables of a row, `size` the rows of the page, which
    may be a slot. `later`: the page follows another one.
    """

    compiler: Compiler
    match: str
    scope: Sequence[str]
    order: Order
    size: Any
    later: bool
    parts: list[Expr] = field(default_factory=list)
    values: list[Expr] = field(default_factory=list)
    made: list[tuple[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.block = Block(self.compiler.names, tuple(self.scope))
        self.most = self.compiler.names.parameter(derived(self.size, _one_more))

    def part(self, key: str, expr: Expr) -> None:
        """Have each row carry an expression; the field is the list of its values over the page."""
        self.made.append((key, PageColumn(self._add_part(expr), expr.finish)))

    def value(self, key: str, expr: Expr) -> None:
        """Have a field that stands beside the rows."""
        self.made.append((key, Beside(len(self.values), expr.finish)))
        self.values.append(expr)

    def fixed(self, key: str, text: str) -> None:
        """Have a field whose value is known."""
        self.made.append((key, Fixed(text)))

    def page_info(self, key: str, info: Selected) -> None:
        """Have the PageInfo of the page."""
        names = tuple((f.key, f.name) for f in self.compiler.flat(info.sets, "PageInfo"))
        cursor = None
        if any(name in ("startCursor", "endCursor") for _, name in names):
            cursor = self._add_part(Expr(self.order.cursor()))
        self.made.append((key, Info(names, cursor, alone=False, later=self.later)))

    def expr(self, block: Block) -> Expr:
        """The page, as an expression of the block that asked for it."""
        alone = len(self.parts) == 1
        # If a key repeats, the last value wins but keeps the first position.
        fields = tuple((key, _lone_field(made) if alone else made) for key, made in dict(self.made).items())
        needed = any(isinstance(made, PageColumn | Info) for _, made in fields)
        rows = block.place("x", self._text()) if needed else "[]"
        finish = Page(self.most.removeprefix("$"), fields, bare=not self.values)
        if not self.values:
            return Expr(rows, finish)
        return Expr(f"[{', '.join([rows, *(value.text for value in self.values)])}]", finish)

    def _add_part(self, expr: Expr) -> int:
        self.parts.append(expr)
        return len(self.parts) - 1

    def _text(self) -> str:
        texts = [expr.text for expr in self.parts]
        returned = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]" if texts else "1"
        return collect(
            [
                self.match,
                f"WITH {', '.join(self.scope)} ORDER BY {self.order.by()} LIMIT {self.most}",
                *self.block.lines(),
                f"RETURN {returned}",
            ]
        )


def _one_more(size: int) -> int:
    return size + 1


def _lone_field(made: Any) -> Any:
    """The field of a page whose rows have one part alone, and so are that part."""
    if isinstance(made, PageColumn):
        return PageColumn(None, made.of)
    return Info(made.names, made.cursor, alone=True, later=made.later) if isinstance(made, Info) else made
