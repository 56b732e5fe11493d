"""The audit log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.settings.kinds import one_of, whole
from hub.settings.variable import setting

FILE, OPENSSL, PKCS11 = "file", "openssl", "pkcs11"


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
    # A key in a module cannot be copied by a reader of the hub's disk or memory.
    audit_key_provider: str = setting(
        "HUB_AUDIT_KEY_PROVIDER",
        FILE,
        "Where the key that signs is: `file`, `openssl` (a file; the system's library computes SM2), or `pkcs11`.",
        one_of(FILE, OPENSSL, PKCS11),
    )
    audit_openssl: str | None = setting(
        "HUB_AUDIT_OPENSSL", None, "Path of the libcrypto for `openssl`, such as Tongsuo's; unset means the system's."
    )
    audit_pkcs11_module: Path | None = setting(
        "HUB_AUDIT_PKCS11_MODULE", None, "Path of the hardware module's library, for `pkcs11`.", Path
    )
    audit_pkcs11_token: str | None = setting("HUB_AUDIT_PKCS11_TOKEN", None, "Label of the token in the module.")
    audit_pkcs11_pin: str | None = setting("HUB_AUDIT_PKCS11_PIN", None, "PIN of the token's user.", secret=True)
    # Three years; the law wants half a year at least.
    audit_retention: int = setting(
        "HUB_AUDIT_RETENTION", "1096", "Days for which audit records are kept.", whole(183, 36500)
    )
