"""Counts the processes of Python that a test starts, so that none starts several without being marked slow.

How long a test takes depends on the machine; how many processes it starts does not.
"""

from __future__ import annotations

import sys
from typing import Any

from support import verb_processes

#: What a quick test may start.
MOST = 1
_started: list[str] = []


def _note(event: str, given: tuple[Any, ...]) -> None:
    # The process from which verbs are forked serves all tests of a run.
    if event == "subprocess.Popen" and given[0] == sys.executable and verb_processes.__file__ not in given[1]:
        _started.append(" ".join(map(str, given[1]))[:120])


sys.addaudithook(_note)


def count() -> int:
    """How many this process has started so far."""
    return len(_started)


def since(before: int) -> list[str]:
    """The commands of those that it has started after the first `before`."""
    return _started[before:]
