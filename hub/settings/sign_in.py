"""Sessions of browsers, and the providers at which officers sign in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.settings.kinds import Network, networks, origin, whole
from hub.settings.variable import setting


@dataclass(frozen=True, kw_only=True)
class SignInSettings:
    """Sessions of browsers, and the providers at which officers sign in."""

    # What a request says of its host anybody can write; unset, sessions are for browsers on this machine.
    url: str | None = setting(
        "HUB_URL", None, "Address under which browsers reach the hub; sessions need it.", origin, fills="session.url"
    )
    # An unattended screen shows what the officer may see.
    session_idle: int = setting(
        "HUB_SESSION_IDLE",
        "900",
        "Seconds without a question after which a session ends.",
        whole(60, 28_800),
        fills="session.idle",
    )
    # A working day; officers who work longer sign in again.
    session_age: int = setting(
        "HUB_SESSION_AGE", "28800", "Seconds after which a session ends.", whole(300, 86_400), fills="session.age"
    )
    # Apart from the graph: a reader of its backup must not be able to sign in as anybody.
    session_keys: Path | None = setting(
        "HUB_SESSION_KEYS",
        None,
        "File of the keys that seal sessions; unset means `session-keys.json` under HUB_DATA.",
        Path,
    )
    # In files, as container platforms mount secrets; neither the graph nor its backups hold one.
    client_secrets: Path | None = setting(
        "HUB_CLIENT_SECRETS",
        None,
        "Directory of the hub's secrets at agencies' sign-in providers, a file each, named by agency code.",
        Path,
        fills="session.client_secrets",
    )
    # What a provider says of itself comes from elsewhere, and must not lead the hub into its own network.
    provider_networks: tuple[Network, ...] | None = setting(
        "HUB_PROVIDER_NETWORKS",
        None,
        "Networks that agencies' providers may lie in besides public addresses, such as `10.20.0.0/16,10.30.0.0/16`.",
        networks,
        fills="session.provider_networks",
    )
