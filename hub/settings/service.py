"""How the hub serves: address, mode, log, workers."""

from __future__ import annotations

from dataclasses import dataclass

from hub.settings.kinds import meaning_of, one_of, secret, whole
from hub.settings.variable import setting

DEMO = "demo"
PRODUCTION = "production"
LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """How the hub serves: address, mode, log, workers."""

    # Loopback unless someone decides otherwise: the hub holds personal data.
    host: str = setting("HOST", "127.0.0.1", "Address to listen on.")
    # A demo hands out the tokens of all its officers: said twice, nobody opens one to a network by an old HOST.
    demo_host: str | None = setting(
        "HUB_DEMO_HOST", None, "The same address as HOST, for a demo on other than loopback."
    )
    # 0 lets the system choose, which tests use.
    port: int = setting("PORT", "8000", "Port to listen on; 0 lets the system choose.", whole(0, 65535))
    # Production unless `hub demo` says otherwise: nobody should come to invented officers by forgetting a variable.
    mode: str = setting(
        "HUB_MODE",
        PRODUCTION,
        "`production`, or `demo` with invented people and a token issuer of the hub's own.",
        one_of(DEMO, PRODUCTION),
    )
    # Debug never logs values either, so it is safe in production.
    log_level: str = setting("HUB_LOG_LEVEL", "info", "`debug`, `info`, `warning` or `error`.", one_of(*LEVELS))
    # One process uses one core; what a laptop needs is one.
    workers: int = setting("HUB_WORKERS", "1", "Processes that `hub serve` answers with.", whole(1, 64))
    # Without a proxy that writes it, anybody could send the header.
    client_certificates: bool = setting(
        "HUB_CLIENT_CERT",
        "off",
        "Whether a trusted proxy passes the client's certificate: `off`, or `rfc9440` in the header Client-Cert.",
        meaning_of({"off": False, "rfc9440": True}),
        fills="hub.certificates",
    )
    # Unset, nobody reads them: only the operator may know how much is asked, and when.
    metrics_token: str | None = setting(
        "HUB_METRICS_TOKEN",
        None,
        "Bearer token for `/metrics`; unset, there are no metrics.",
        secret,
        secret=True,
        fills="hub.metrics_token",
    )
    # A backup holds everything: the graph, the log, and the keys that sign.
    backup_key: str | None = setting(
        "HUB_BACKUP_KEY",
        None,
        "Passphrase under which `hub backup` seals its files; needed for it and for `hub restore`.",
        secret,
        secret=True,
    )
