"""Reads the hub's settings from the environment, once, and refuses what cannot work, saying how to mend it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hub.settings.audit import AuditSettings
from hub.settings.database import DatabaseSettings
from hub.settings.protection import ProtectionSettings
from hub.settings.service import DEMO, ServiceSettings
from hub.settings.sign_in import SignInSettings
from hub.settings.variable import Setting, read, settings_of
from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.embedded.process import Endpoint
    from schema.values import Realm


@dataclass(frozen=True, kw_only=True)
class Settings(DatabaseSettings, ServiceSettings, ProtectionSettings, SignInSettings, AuditSettings):
    """All settings, read and checked."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read every variable; one that is empty counts as not set, as compose files pass them."""
        settings = read(cls, environ)
        settings._check()
        return settings

    def _check(self) -> None:
        if self.neo4j_uri and not self.neo4j_password:
            raise SetupError(
                "NEO4J_URI is set, but NEO4J_PASSWORD is not.", hint="Set NEO4J_PASSWORD.", variable="NEO4J_PASSWORD"
            )
        # Otherwise there would be operations that are allowed and yet can never run.
        for name, larger, smaller, value in (
            ("HUB_OFFICER_BUDGET", self.officer_budget, "HUB_MAX_COST", self.max_cost),
            ("HUB_AGENCY_BUDGET", self.agency_budget, "HUB_OFFICER_BUDGET", self.officer_budget),
            ("HUB_AGENCY_SUBJECTS", self.agency_subjects, "HUB_OFFICER_SUBJECTS", self.officer_subjects),
        ):
            if larger < value:
                raise SetupError(
                    f"{name} is less than {smaller}.", hint=f"Set {name} to {value} or more.", variable=name
                )

    @property
    def audit_home(self) -> Path:
        """Where the audit log is."""
        return self.audit or self.data / "audit"

    @property
    def audit_keys_home(self) -> Path:
        """Where its keys are."""
        return self.audit_keys or self.audit_home / "keys"

    @property
    def session_keys_file(self) -> Path:
        """Where the keys that seal sessions are."""
        return self.session_keys or self.data / "session-keys.json"

    @property
    def demo(self) -> bool:
        """Whether this hub shows invented people."""
        return self.mode == DEMO

    @property
    def realm(self) -> Realm:
        """Whether identifiers belong to real or to invented people; neither is taken for the other."""
        # Imported here: the settings of the embedded server alone should not load the whole vocabulary.
        from schema.values import Realm

        return Realm.FICTIONAL if self.demo else Realm.REAL

    @property
    def endpoint(self) -> Endpoint | None:
        """The Neo4j server that the settings name, or None for the embedded one."""
        from hub.embedded.process import Endpoint

        if self.neo4j_uri is None or self.neo4j_password is None:
            return None
        return Endpoint(self.neo4j_uri, self.neo4j_user, self.neo4j_password, self.neo4j_database)

    @property
    def logging_level(self) -> int:
        """The level as the standard library counts it."""
        return logging.getLevelNamesMapping()[self.log_level.upper()]


SETTINGS: tuple[Setting, ...] = settings_of(Settings)
# What the operators' page tells, for the test that holds the page against it.
DOCS: list[tuple[str, str | None, str]] = [(each.name, each.default, each.description) for each in SETTINGS]
