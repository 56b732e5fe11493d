"""The demo's officers, as its page and its terminal offer them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from hub.access.demo import OFFICERS, DemoOfficer, demo_key, demo_token
from loaders.city.register import AGENCIES
from schema.errors import SetupError


class Officers:
    """The demo's officers and their tokens."""

    def __init__(self, data: Path) -> None:
        try:
            self.key = demo_key(data)
        except OSError as problem:
            raise SetupError(
                f"The data directory cannot be used: {problem.strerror}.",
                hint="Choose a writable directory through HUB_DATA.",
            ) from None

    def token(self, officer: DemoOfficer) -> str:
        """A fresh token."""
        return demo_token(self.key, officer, int(time.time()))

    def cards(self) -> list[dict[str, str]]:
        """All officers, each with a fresh token."""
        names = {agency.code: agency.name for agency in AGENCIES}
        return [
            {
                "card": each.card,
                "name": each.name,
                "agency": names[each.agency],
                "roles": " ".join(each.roles),
                "token": self.token(each),
            }
            for each in OFFICERS
        ]

    def listed(self) -> list[dict[str, Any]]:
        """All officers, without tokens."""
        names = {agency.code: agency.name for agency in AGENCIES}
        return [
            {
                "card": each.card,
                "name": each.name,
                "agency": each.agency,
                "agencyName": names[each.agency],
                "roles": list(each.roles),
            }
            for each in OFFICERS
        ]
