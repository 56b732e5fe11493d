"""The socket that a hub listens on: taken before any slow work, and refused in words."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import TYPE_CHECKING

from schema.errors import SetupError

if TYPE_CHECKING:
    from hub.settings import Settings


def check_said_twice(settings: Settings) -> None:
    """Raise SetupError where a demo would be open to a network that was named once only.

    A demo hands out the tokens of all its officers, administrators included, to everybody who reaches it.
    """
    if not settings.demo or is_loopback(settings.host) or settings.demo_host == settings.host:
        return
    raise SetupError(
        f"A demo that listens on {settings.host} is open to everyone who can reach this machine.",
        hint=f"If you want that, confirm it with HUB_DEMO_HOST={settings.host}. Otherwise leave HOST out.",
        variable="HUB_DEMO_HOST",
    )


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Take the port before any slow work; raises SetupError where it is not free."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # Two hubs could both bind a port that neither listens on yet; listening for a moment shows that nobody does.
        with _bind_socket(family, kind, protocol, address) as probe:
            probe.listen(1)
            address = probe.getsockname()
        return _bind_socket(family, kind, protocol, address)
    except OSError as problem:
        raise refused(host, port, problem) from None


def beside(taken: socket.socket) -> socket.socket:
    """A socket of a worker's own on an address that is taken.

    Linux deals connections out among such sockets. From a shared one, the first worker to wake takes the whole burst.
    """
    if sys.platform != "linux":
        return taken
    made = socket.socket(taken.family, taken.type, taken.proto)
    host, port = taken.getsockname()[:2]
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind(taken.getsockname())
    except OSError as problem:
        made.close()
        raise refused(host, port, problem) from None
    return made


def refused(host: str, port: int, problem: OSError) -> SetupError:
    """Say in words why an address cannot be listened on."""
    if problem.errno == errno.EADDRINUSE:
        return SetupError(
            f"Port {port} on {host} is in use by another program.",
            hint=f"Stop that program, or choose another port: PORT={port + 1 if port < 65535 else 8000}",
            port=port,
        )
    if problem.errno == errno.EACCES:
        return SetupError(f"Port {port} needs more rights than the hub has.", hint="Set PORT to 1024 or higher.")
    return SetupError(
        f"The hub cannot listen on the address {host}.",
        hint="Set HOST to an address of this machine, such as 127.0.0.1.",
    )


def _bind_socket(family: int, kind: int, protocol: int, address: object) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)  # type: ignore[arg-type]  # as getaddrinfo answered it
    except OSError:
        made.close()
        raise
    return made


def url_of(taken: socket.socket) -> str:
    """The address to ask on; where all addresses are listened on, one that a browser can open."""
    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
