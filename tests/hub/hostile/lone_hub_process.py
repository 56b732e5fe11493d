"""A hub in a process of its own, without a database behind it: what it refuses must not get that far.

Prints its address and a token, then serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from support.memory_recorder import memory_recorder

from demo.officers import DemoOfficer, demo_issuer, demo_key, demo_token
from hub.access.quotas import UNLIMITED
from hub.access.tokens import Tokens
from hub.api.schema import build_api
from hub.app import Hub, create_app
from hub.errors import GraphUnavailable
from hub.graph.revisions import ALL, LOOK, TAIL
from hub.operations.protection import Protection
from hub.process.server import serve
from hub.process.sockets import listen, url_of
from schema.values import Realm

OFFICER = DemoOfficer("card", "name", "agency", ("POLICE",))
_VALID = {"state": "ACTIVE", "validFrom": None, "validUntil": None}
#: What would be found of who asks, and on which basis. Nothing else is asked of the graph before a refusal.
FACTS = {
    "access.issuers": None,
    "access.admission": {
        "agency": {"kind": "POLICE", "division": "9901", "keyVersion": None, **_VALID},
        "officer": {"agency": OFFICER.agency, "name": OFFICER.name, "roles": list(OFFICER.roles), **_VALID},
        "case": None,
        "document": None,
    },
}


#: What a hub asks beside the questions of callers.
BESIDE = frozenset({"audit.remembered", "register.mirror"})


class NoGraph:
    """Stands where the database would, and knows one officer."""

    async def ask_one(self, _: str, __: Any, *, operation: str, **___: Any) -> Any:
        """What is known; raises KeyError for every question."""
        return FACTS[operation]

    async def ask_in_turn(self, asked: Any, *, operation: str) -> Any:
        """An empty revision log."""
        answers = {LOOK: [[0, 0, 0]], ALL: [[0]], TAIL: []}
        return [answers[text] for text, _ in asked]

    reads_together = False

    async def ask_all(self, _: str, __: Any, *, operation: str) -> Any:
        """As `ask_one`: raises KeyError for every question."""
        if operation in BESIDE:
            raise GraphUnavailable("There is no graph.")
        raise KeyError(operation)

    ask = ask_all

    async def close(self) -> None:
        """Nothing is open."""


def main(data: Path) -> None:
    """Serve."""
    key = demo_key(data)
    graph = cast("Any", NoGraph())
    tokens = Tokens(graph, lambda: int(time.time()), demo_issuer(key))
    recorder = memory_recorder(lambda: datetime.now(UTC))
    hub = Hub(build_api(Realm.FICTIONAL), graph, tokens, b"", recorder, protection=Protection(quotas=UNLIMITED))
    token = demo_token(key, OFFICER, int(time.time()))
    with listen("127.0.0.1", 0) as taken:
        threading.Thread(target=_end_with_input, daemon=True).start()
        asyncio.run(serve(create_app(hub), taken, lambda: print(url_of(taken), token, flush=True)))  # noqa: T201


def _end_with_input() -> None:
    import os
    import signal

    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
