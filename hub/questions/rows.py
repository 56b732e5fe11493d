"""The rows of one page: a subquery that fetches one more than asked, so that it knows whether there are more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.questions.block import Block, Expr, collect, each, obj
from hub.questions.compiler import Compiler
from hub.questions.ordering import Order
from hub.questions.selection import Selected


@dataclass
class Rows:
    """A page under construction. What is selected of it adds parts to its rows; in the end it is bound to `name`.

    `match` is the MATCH clause with its conditions, `scope` the variables of a row, `size` the parameter of the page.
    """

    compiler: Compiler
    match: str
    scope: Sequence[str]
    order: Order
    size: str
    later: bool
    name: str = ""
    parts: dict[str, Expr] = field(default_factory=dict)
    needed: bool = False

    def __post_init__(self) -> None:
        self.name = self.compiler.names.variable("x")
        self.block = Block(self.compiler.names, tuple(self.scope))

    def part(self, prefix: str, expr: Expr) -> Expr:
        """Carry an expression in each row; the result is the list of its values over the page."""
        self.needed = True
        name = f"{prefix}{len(self.parts)}"
        self.parts[name] = expr
        return Expr(f"[x IN {self.name}[0..{self.size}] | x.{name}]", each(expr.finish))

    def page_info(self, info: Selected) -> Expr:
        """The PageInfo of the page."""
        self.needed = True
        fields = self.compiler.flat(info.sets, "PageInfo")
        if any(f.name in ("startCursor", "endCursor") for f in fields):
            self.parts["cursor"] = Expr(self.order.cursor())
        texts = {
            "__typename": "'PageInfo'",
            "hasNextPage": f"size({self.name}) > {self.size}",
            "hasPreviousPage": "true" if self.later else "false",
            "startCursor": f"{self.name}[0].cursor",
            "endCursor": f"{self.name}[0..{self.size}][-1].cursor",
        }
        return obj((f.key, Expr(texts[f.name])) for f in fields)

    def bind(self, block: Block) -> None:
        """Bind the rows in the block that asked for them, if anything selected needs them."""
        if self.needed:
            block.bound.append((self.name, self._text()))

    def _text(self) -> str:
        returned = ", ".join(f"{name}: {expr.text}" for name, expr in self.parts.items())
        returned = f"{{{returned}}}" if returned else "1"
        return collect(
            [
                self.match,
                f"WITH {', '.join(self.scope)} ORDER BY {self.order.by()} LIMIT {self.size} + 1",
                *self.block.lines(),
                f"RETURN {returned}",
            ]
        )
