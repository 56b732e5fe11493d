"""A reader of a city's files that shares no code with the generator's writers."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from demo.city import generate

ENCODINGS = {"police": "gb18030", "traffic": "utf-8-sig"}
SEED = 7


@dataclass
class City:
    """A generated city: its folder and what truth.json says."""

    folder: Path
    truth: dict[str, Any]

    _read: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def lines(self, stem: str) -> list[tuple[int, Any]]:
        """Return line number and row of a file: a list of cells, a dict, or the text of broken JSON."""
        if stem not in self._read:
            self._read[stem] = list(self._lines(stem))
        return self._read[stem]

    def _lines(self, stem: str) -> Iterator[tuple[int, Any]]:
        path = next(self.folder.glob(f"{stem}.*"))
        if path.suffix == ".csv":
            with path.open(encoding=ENCODINGS.get(stem.split("_")[0], "utf-8"), newline="") as file:
                yield from enumerate(list(csv.reader(file))[1:], 2)
        elif path.suffix == ".xlsx":
            sheet = load_workbook(path).worksheets[0]
            yield from enumerate((list(row) for row in sheet.iter_rows(min_row=2, values_only=True)), 2)
        else:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
                try:
                    yield number, json.loads(line)
                except ValueError:
                    yield number, line

    def dirty_lines(self, stem: str) -> dict[int, dict[str, Any]]:
        """Return what truth.json says of each dirty line of a file."""
        file = next(self.folder.glob(f"{stem}.*")).name
        return {each["line"]: each for each in self.truth["files"][file]["dirty"]}

    def clean(self, stem: str) -> Iterator[Any]:
        """Yield the clean rows of a file."""
        dirty = self.dirty_lines(stem)
        return (row for line, row in self.lines(stem) if line not in dirty)


def make(folder: Path, seed: int = SEED) -> City:
    """Write a village and read its truth."""
    summary = generate(folder, "village", seed)
    return City(folder, json.loads(summary.truth.read_text(encoding="utf-8")))
