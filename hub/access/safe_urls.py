"""Addresses from outside that the hub may call: through TLS, or on this very machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST = 2000


def is_safe(url: object) -> bool:
    """Whether an address uses TLS or stays on this machine, and has neither a user nor a fragment in it."""
    if not isinstance(url, str) or len(url) > _LONGEST:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def is_literal(host: str) -> bool:
    """Whether a host is written as an address."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
