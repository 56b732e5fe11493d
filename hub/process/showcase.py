"""What a hub in demo mode shows besides itself. A package above the hub brings it; the hub knows its shape alone."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.access.tokens import Issuer

#: The entry point names a class: called with the data directory, it answers a Showcase.
GROUP = "linkage_hub.showcase"


class Showcase(Protocol):
    """Officers whom anybody can act as, and questions worth asking."""

    def issuers(self) -> dict[str, Issuer]:
        """Who issues the officers' tokens, by the name of the issuer."""
        ...

    def samples(self) -> list[dict[str, str]]:
        """Sample questions, as the GraphiQL page reads them."""
        ...

    def cards(self) -> list[dict[str, str]]:
        """All officers, each with a fresh token."""
        ...

    def listed(self) -> list[dict[str, Any]]:
        """All officers, without tokens."""
        ...

    def token(self, card: str) -> str:
        """A fresh token of the officer with this card; raises LookupError."""
        ...


def showcase(data: Path) -> Showcase:
    """The showcase that is installed; raises SetupError where there is none, or the directory cannot be used."""
    found = next(iter(entry_points(group=GROUP)), None)
    if found is None:
        raise SetupError(
            "This installation of the hub does not include the demo.", hint="Install the whole package: make setup"
        )
    return cast("Showcase", found.load()(data))
