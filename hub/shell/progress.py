"""Shows how far work on files is: bars where somebody watches, a line for each finished file elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hub.shell import terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Tell = Callable[[str, int, int], None]


@contextmanager
def progress(*, one_bar: bool = False) -> Iterator[Tell]:
    """A way to tell progress (file, rows done, rows in all); with `one_bar`, the rows count over all files."""
    if not terminal.is_terminal():
        yield _PlainLines(one_bar)
        return
    # Imported here: a load that nobody watches does without.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=one_bar) as bars:
        yield _ProgressBars(bars, one_bar)


class _PlainLines:
    def __init__(self, one_bar: bool) -> None:
        self._one_bar = one_bar

    def __call__(self, name: str, done: int, total: int) -> None:
        if not self._one_bar and done >= total:
            terminal.say(f"  {name}: {done} rows")


class _ProgressBars:
    def __init__(self, bars: Progress, one_bar: bool) -> None:
        self._bars, self._one_bar = bars, one_bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, done: int, total: int) -> None:
        key = "" if self._one_bar else name
        if key not in self._tasks:
            self._tasks[key] = self._bars.add_task(name)
        self._bars.update(self._tasks[key], description=name, completed=done, total=total)
