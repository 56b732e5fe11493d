"""Identifiers that nobody can guess."""

from __future__ import annotations

import base64
import secrets


def random_id() -> str:
    """An identifier of 20 characters of base32."""
    return base64.b32encode(secrets.token_bytes(12)).decode().rstrip("=")
