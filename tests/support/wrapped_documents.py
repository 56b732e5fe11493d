"""The one rule for lines of documents: prose is wrapped at 120; tables, code and headings stay as they are.

`python -m support.wrapped_documents FILE…` (in tests/) wraps files.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

WIDTH = 120
_ITEM = re.compile(r"^(\s*)(- |\* |\d+\. )")
#: A code span or the text of a link stays on one line: tests and readers look for commands as a whole.
_WHOLE = re.compile(r"`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)")
#: What the examples of a page are asked as stays on a line of its own.
_KEPT = re.compile(r"^(\||#|<|>|As `|\s*$)")


def wrapped(text: str) -> str:
    """The text with all its prose wrapped; wrapping twice changes nothing."""
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    place, code = 0, False
    while place < len(lines):
        line = lines[place]
        fence = line.lstrip().startswith("```")
        if code or fence or _KEPT.match(line):
            code ^= fence
            yield line
            place += 1
            continue
        begin = place
        place += 1
        while place < len(lines) and not _ends(lines[place]):
            place += 1
        yield from _paragraph(lines[begin:place])


def _ends(line: str) -> bool:
    return bool(_KEPT.match(line) or _ITEM.match(line) or line.lstrip().startswith("```"))


def _paragraph(lines: list[str]) -> list[str]:
    if all(len(line) <= WIDTH for line in lines):
        return lines
    item = _ITEM.match(lines[0])
    first = item[0] if item else re.match(r"\s*", lines[0])[0]  # type: ignore[index]  # it matches any line
    text = " ".join(" ".join(lines)[len(first) :].split())
    bound = _WHOLE.sub(lambda part: part[0].replace(" ", "\0"), text)
    made = textwrap.wrap(
        bound,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in made]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(wrapped(Path(name).read_text("utf-8")), encoding="utf-8")
