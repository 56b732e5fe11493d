"""Bytes as text: base64 as JSON documents carry it, and base64url without padding as tokens do (RFC 7515)."""

from __future__ import annotations

import base64


def to_text(data: bytes) -> str:
    """Base64 with padding."""
    return base64.b64encode(data).decode()


def to_url_text(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def of_url_text(text: str) -> bytes:
    """The bytes of a base64url text without padding; ValueError where it is none."""
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
