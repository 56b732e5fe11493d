"""Reads the hub's settings from the environment, once, and refuses what cannot work, saying how to mend it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from hub.setting_kinds import Misfit, heap, number, one_of, origin, secret, uri, whole
from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.embedded import Endpoint
    from schema.values import Realm

DEMO = "demo"
PRODUCTION = "production"
LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True)
class Setting:
    """One variable of the environment: what it is called, what it is without being set, and what it means."""

    name: str
    attribute: str
    default: str | None
    description: str
    read: Callable[[str], object] = str


SETTINGS: tuple[Setting, ...] = (
    # Everything the hub keeps on disk itself is under one directory, so that removing it removes all of it.
    Setting("HUB_DATA", "data", ".hub", "Directory of the embedded Neo4j's store, log and password.", Path),
    # Loopback unless someone decides otherwise: the hub holds personal data.
    Setting("HOST", "host", "127.0.0.1", "Address to listen on."),
    # 0 lets the system choose, which tests use.
    Setting("PORT", "port", "8000", "Port to listen on; 0 lets the system choose.", whole(0, 65535)),
    # Unset means embedded, so that a laptop needs no settings at all.
    Setting("NEO4J_URI", "neo4j_uri", None, "Address of a Neo4j server; unset starts the embedded one.", uri),
    # Neo4j's own first user; a production server should have one for the hub.
    Setting("NEO4J_USER", "neo4j_user", "neo4j", "User of the Neo4j server."),
    # Without default: a password that everybody knows is worse than a refusal.
    Setting("NEO4J_PASSWORD", "neo4j_password", None, "Password of the Neo4j server; required with NEO4J_URI."),
    # Always named to the driver, which saves a round trip per statement.
    Setting("NEO4J_DATABASE", "neo4j_database", "neo4j", "Database on the Neo4j server."),
    # Production unless `hub demo` says otherwise: nobody should come to invented officers by forgetting a variable.
    Setting(
        "HUB_MODE",
        "mode",
        PRODUCTION,
        "`production`, or `demo` with invented people and a token issuer of the hub's own.",
        one_of(DEMO, PRODUCTION),
    ),
    # A city fits in 1g; more serves a larger demo or bench.
    Setting("HUB_JAVA_HEAP", "java_heap", "1g", "Heap of the embedded Neo4j, such as 512m or 2g.", heap),
    # Debug never logs values either, so it is safe in production.
    Setting("HUB_LOG_LEVEL", "log_level", "info", "`debug`, `info`, `warning` or `error`.", one_of(*LEVELS)),
    # The deadline reaches the transaction: a runaway search ends on the server too.
    Setting(
        "HUB_QUERY_TIMEOUT",
        "query_timeout",
        "10",
        "Seconds after which the database ends a transaction.",
        number(0.1, 3600),
    ),
    # One process uses one core; what a laptop needs is one.
    Setting("HUB_WORKERS", "workers", "1", "Processes that `hub serve` answers with.", whole(1, 64)),
    # One pool per process; Neo4j itself serves 400 connections at once.
    Setting("HUB_POOL_SIZE", "pool_size", "50", "Most connections to Neo4j at once, of each worker.", whole(1, 1000)),
    # The faster way uses names that the driver keeps to itself; should it ever misbehave, this is the way out.
    Setting(
        "HUB_DRIVER_READS",
        "driver_reads",
        "direct",
        "How questions are read: `direct` on a connection of the driver, `plain` through its sessions.",
        one_of("direct", "plain"),
    ),
    # Ten thousand subjects of a screening with names; far above any other question, far below what hurts.
    Setting("HUB_MAX_BODY", "max_body", "2097152", "Largest request body in bytes.", whole(1024, 64 * 1024 * 1024)),
    # A body that trickles in holds a connection, not more; real clients send theirs in one go.
    Setting(
        "HUB_BODY_TIMEOUT", "body_timeout", "10", "Seconds within which a request body must arrive.", number(0.1, 600)
    ),
    # All root fields of an operation share it; what is left of it is each transaction's own timeout.
    Setting("HUB_DEADLINE", "deadline", "10", "Seconds an operation may take in all.", number(0.1, 3600)),
    # The limits of documents bound the time that checking them takes; docs/benchmarks.md has the figures.
    Setting(
        "HUB_MAX_DOCUMENT", "max_document", "50000", "Most characters of a GraphQL document.", whole(1000, 1_000_000)
    ),
    Setting("HUB_MAX_TOKENS", "max_tokens", "3000", "Most tokens of a document.", whole(100, 100_000)),
    # GraphiQL's own introspection needs 15.
    Setting("HUB_MAX_DEPTH", "max_depth", "30", "Deepest nesting of selections.", whole(15, 100)),
    Setting(
        "HUB_MAX_SELECTIONS",
        "max_selections",
        "2000",
        "Most fields and fragments, each counted wherever it is spread.",
        whole(100, 20_000),
    ),
    Setting("HUB_MAX_ALIASES", "max_aliases", "100", "Most aliases.", whole(0, 10_000)),
    Setting("HUB_MAX_DIRECTIVES", "max_directives", "100", "Most directives.", whole(0, 10_000)),
    Setting("HUB_MAX_VARIABLES", "max_variables", "100000", "Most bytes of variables.", whole(1000, 10_000_000)),
    Setting("HUB_MAX_ROOTS", "max_roots", "20", "Most root fields of an operation.", whole(1, 200)),
    Setting("HUB_MAX_LISTS", "max_lists", "120", "Most lists of an operation.", whole(1, 1000)),
    Setting("HUB_MAX_COST", "max_cost", "1000000", "Most cost units of one operation.", whole(100, 10_000_000)),
    # The workers of one `hub serve` share them; hubs behind a balancer count each for itself.
    Setting(
        "HUB_OFFICER_BUDGET", "officer_budget", "3000000", "Cost units of an officer in a minute.", whole(100, 10**9)
    ),
    Setting(
        "HUB_AGENCY_BUDGET", "agency_budget", "30000000", "Cost units of an agency in a minute.", whole(100, 10**10)
    ),
    # Off until the partners' documents are registered; then nothing else should run in production.
    Setting(
        "HUB_TRUSTED_DOCUMENTS",
        "trusted_documents",
        "off",
        "`required`: only documents of `hub documents add` run; `off`: any.",
        one_of("required", "off"),
    ),
    # Without a proxy that writes it, anybody could send the header.
    Setting(
        "HUB_CLIENT_CERT",
        "client_cert",
        "off",
        "Whether a trusted proxy passes the client's certificate: `off`, or `rfc9440` in the header Client-Cert.",
        one_of("off", "rfc9440"),
    ),
    # What a request says of its host anybody can write; unset, sessions are for browsers on this machine.
    Setting("HUB_URL", "url", None, "Address under which browsers reach the hub; sessions need it.", origin),
    # An unattended screen shows what the officer may see.
    Setting(
        "HUB_SESSION_IDLE",
        "session_idle",
        "900",
        "Seconds without a question after which a session ends.",
        whole(60, 28_800),
    ),
    # A working day; whoever works on signs in again.
    Setting("HUB_SESSION_AGE", "session_age", "28800", "Seconds after which a session ends.", whole(300, 86_400)),
    # In files, as container platforms mount secrets; neither the graph nor its backups hold one.
    Setting(
        "HUB_CLIENT_SECRETS",
        "client_secrets",
        None,
        "Directory of the hub's secrets at agencies' sign-in providers, a file each, named by agency code.",
        Path,
    ),
    # A disk of its own: neither may a full database stop the audit, nor the other way round.
    Setting("HUB_AUDIT", "audit", None, "Directory of the audit log; unset means `audit` under HUB_DATA.", Path),
    # Whoever can write the log should not also hold the key that vouches for it.
    Setting(
        "HUB_AUDIT_KEYS", "audit_keys", None, "Directory of the audit log's keys; unset means `keys` under it.", Path
    ),
    # The national algorithms where they are required; everybody's tools know the other ones.
    Setting(
        "HUB_AUDIT_SIGNATURE",
        "audit_signature",
        "ed25519",
        "Who signs the audit log: `ed25519` with SHA-256, or `sm2` with SM3.",
        one_of("ed25519", "sm2"),
    ),
    # Unset, nobody reads them: how much is asked, and when, is nobody's business but the operator's.
    Setting(
        "HUB_METRICS_TOKEN", "metrics_token", None, "Bearer token for `/metrics`; unset, there are no metrics.", secret
    ),
    # Three years; the law wants half a year at least.
    Setting(
        "HUB_AUDIT_RETENTION", "audit_retention", "1096", "Days for which audit records are kept.", whole(183, 36500)
    ),
)

# What the operators' page tells, for the test that holds the page against it.
DOCS: list[tuple[str, str | None, str]] = [(each.name, each.default, each.description) for each in SETTINGS]


@dataclass(frozen=True)
class Settings:
    """All settings, read and checked."""

    data: Path
    host: str
    port: int
    neo4j_uri: str | None
    neo4j_user: str
    neo4j_password: str | None = field(repr=False)
    neo4j_database: str
    mode: str
    java_heap: str
    log_level: str
    query_timeout: float
    workers: int
    pool_size: int
    driver_reads: str
    max_body: int
    client_cert: str
    audit: Path | None
    audit_keys: Path | None
    audit_signature: str
    audit_retention: int
    body_timeout: float
    deadline: float
    max_document: int
    max_tokens: int
    max_depth: int
    max_selections: int
    max_aliases: int
    max_directives: int
    max_variables: int
    max_roots: int
    max_lists: int
    max_cost: int
    officer_budget: int
    agency_budget: int
    trusted_documents: str
    url: str | None
    session_idle: int
    session_age: int
    client_secrets: Path | None
    metrics_token: str | None = field(repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read every variable; one that is empty counts as not set, as compose files pass them."""
        values = {each.attribute: _read(each, environ.get(each.name) or each.default) for each in SETTINGS}
        settings = cls(**values)  # type: ignore[arg-type]  # each reader answers its field's type; a test holds that
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
        from hub.embedded import Endpoint

        if self.neo4j_uri is None or self.neo4j_password is None:
            return None
        return Endpoint(self.neo4j_uri, self.neo4j_user, self.neo4j_password, self.neo4j_database)

    @property
    def logging_level(self) -> int:
        """The level as the standard library counts it."""
        return logging.getLevelNamesMapping()[self.log_level.upper()]


def _read(setting: Setting, text: str | None) -> object:
    if text is None:
        return None
    try:
        return setting.read(text.strip())
    except Misfit as problem:
        # The value is not repeated: it may be a password that slipped into the wrong variable.
        raise SetupError(
            f"{setting.name} has a value that cannot be used.", hint=str(problem), variable=setting.name
        ) from None
