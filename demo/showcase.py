"""What a demo shows besides the hub: its officers with their tokens, and sample questions."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from demo.city.register import AGENCIES
from demo.officers import OFFICERS, DemoOfficer, demo_issuer, demo_key, demo_token, officer_of
from demo.samples import SAMPLES
from hub.access.tokens import Issuer
from schema.errors import SetupError

_NAMES = {agency.code: agency.name for agency in AGENCIES}


class DemoShowcase:
    """The showcase of a demo over a data directory; the hub finds it by the entry point `linkage_hub.showcase`."""

    def __init__(self, data: Path) -> None:
        try:
            self._key = demo_key(data)
        except OSError as problem:
            raise SetupError(
                f"The data directory cannot be used: {problem.strerror}.",
                hint="Set HUB_DATA to a writable directory.",
            ) from None

    def issuers(self) -> dict[str, Issuer]:
        """The issuer of the officers' tokens."""
        return demo_issuer(self._key)

    def samples(self) -> list[dict[str, str]]:
        """Sample questions, as the GraphiQL page reads them."""
        return [each.as_page() for each in SAMPLES]

    def cards(self) -> list[dict[str, str]]:
        """All officers, each with a fresh token."""
        return [
            {
                "card": each.card,
                "name": each.name,
                "agency": _NAMES[each.agency],
                "roles": " ".join(each.roles),
                "token": self._token(each),
            }
            for each in OFFICERS
        ]

    def listed(self) -> list[dict[str, Any]]:
        """All officers, without tokens."""
        return [
            {
                "card": each.card,
                "name": each.name,
                "agency": each.agency,
                "agencyName": _NAMES[each.agency],
                "roles": list(each.roles),
            }
            for each in OFFICERS
        ]

    def token(self, card: str) -> str:
        """A fresh token of the officer with this card; raises LookupError."""
        officer = officer_of(card)
        if officer is None:
            cards = ", ".join(each.card for each in OFFICERS)
            raise LookupError(f"There is no demo officer with the card {card!r}. Use one of {cards}.")
        return self._token(officer)

    def _token(self, officer: DemoOfficer) -> str:
        return demo_token(self._key, officer, int(time.time()))
