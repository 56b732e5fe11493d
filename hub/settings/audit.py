"""The audit log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.settings.kinds import one_of, whole
from hub.settings.variable import setting


@dataclass(frozen=True, kw_only=True)
class AuditSettings:
    """The audit log."""

    # A disk of its own: neither may a full database stop the audit, nor the other way round.
    audit: Path | None = setting(
        "HUB_AUDIT", None, "Directory of the audit log; unset means `audit` under HUB_DATA.", Path
    )
    # A user who can write the log should not also hold the key that vouches for it.
    audit_keys: Path | None = setting(
        "HUB_AUDIT_KEYS", None, "Directory of the audit log's keys; unset means `keys` under it.", Path
    )
    # The national algorithms where they are required; everybody's tools know the other ones.
    audit_signature: str = setting(
        "HUB_AUDIT_SIGNATURE",
        "ed25519",
        "Who signs the audit log: `ed25519` with SHA-256, or `sm2` with SM3.",
        one_of("ed25519", "sm2"),
    )
    # Three years; the law wants half a year at least.
    audit_retention: int = setting(
        "HUB_AUDIT_RETENTION", "1096", "Days for which audit records are kept.", whole(183, 36500)
    )
