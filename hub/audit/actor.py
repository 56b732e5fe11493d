"""Who acts, as records of the audit log name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

#: Where no agency and no card is known.
NOBODY = "-"
#: The hub itself, and the person who has its shell.
HUB, OPERATOR = "hub", "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer, an operator at the shell, a job of the hub, a feed, a service of an agency, or a stranger.

    `card` is an officer's duty card; for all others it is their name. `role` is the role that gave an officer the
    purpose; for all others it says what they are. Roles of officers are written in capitals, so that no officer looks
    like one of the others.
    """

    agency: str
    card: str
    role: str | None = None

    @classmethod
    def officer(cls, agency: str, card: str, role: str | None = None) -> Self:
        """An officer of an agency; without a role where none gave a purpose."""
        return cls(agency, card, role)

    @classmethod
    def operator(cls, agency: str = OPERATOR) -> Self:
        """The person at the hub's shell, for an agency where the work is about that agency alone."""
        return cls(agency, OPERATOR, OPERATOR)

    @classmethod
    def job(cls, name: str) -> Self:
        """A job that the hub does by itself, such as one of the clock."""
        return cls(HUB, name, "job")

    @classmethod
    def feed(cls, agency: str, name: str) -> Self:
        """A feed of an agency."""
        return cls(agency, name, "feed")

    @classmethod
    def service(cls, agency: str, name: str) -> Self:
        """A program of an agency that acts without an officer."""
        return cls(agency, name, "service")

    @classmethod
    def stranger(cls) -> Self:
        """Nobody that the hub knows."""
        return cls(NOBODY, NOBODY)
