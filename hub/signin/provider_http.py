"""Asks an agency's provider over HTTP: through TLS, in time, without redirects, and no more than is sensible.

Only addresses that it may ask are asked (`reach`): the name is looked up first, and the connection goes to the address
that was found then, whatever the name leads to a moment later. Whatever goes wrong, the one who waits learns that the
sign-in cannot be used, and not which port answers how: that is in the hub's own log.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import urllib.request
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson

from hub.access.safe_urls import LOOPBACK, is_safe
from hub.errors import SignInFailed
from hub.signin.allowed_addresses import AllowedAddresses

if TYPE_CHECKING:
    import httpx

_LOG = logging.getLogger("hub.signin")
#: A whole request; a provider that is slower keeps officers waiting, not the hub.
SECONDS = 5.0
#: Metadata, key sets and tokens are some kilobytes.
MOST_BYTES = 256 * 1024
ANYWHERE = AllowedAddresses()


async def get_json(url: str, reach: AllowedAddresses = ANYWHERE) -> dict[str, Any]:
    """The JSON object at an address; raises SignInFailed."""
    return await _json("GET", url, reach)


async def post_form(
    url: str, form: Mapping[str, str], auth: tuple[str, str] | None = None, reach: AllowedAddresses = ANYWHERE
) -> dict[str, Any]:
    """The JSON object that a form is answered with; raises SignInFailed."""
    return await _json("POST", url, reach, data=dict(form), auth=auth)


def unusable(why: str, **extra: Any) -> SignInFailed:
    """That a provider cannot be used; why is for the operator's log alone."""
    _LOG.warning("provider cannot be used", extra={"why": why, **extra})
    return SignInFailed(
        "The agency's sign-in cannot be used at the moment.",
        hint="Try again in a minute. If it fails again, tell the administrators of your agency.",
        reason="unavailable",
    )


async def _json(method: str, url: str, reach: AllowedAddresses, **more: Any) -> dict[str, Any]:
    # Imported here: a hub is ready sooner, and where no agency signs in so, never loads it.
    import httpx

    if not is_safe(url):
        raise unusable("its addresses do not use TLS")
    try:
        # Of the whole: one that sends a byte now and then is slow too.
        async with asyncio.timeout(SECONDS):
            status, body = await _answer(method, url, reach, more)
    # What a provider answers may not even be HTTP.
    except (TimeoutError, OSError, httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError):
        raise unusable("it does not answer") from None
    if status != 200:
        if method == "POST" and status in (400, 401):
            _LOG.warning("provider refused", extra={"status": status})
            raise SignInFailed(
                "Your agency's sign-in service refused the sign-in.", hint="Sign in again.", reason="refused"
            )
        raise unusable("it answers with an unexpected HTTP status", status=status)
    try:
        found = orjson.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise unusable("its answer is not a JSON object")
    return found


async def _answer(method: str, url: str, reach: AllowedAddresses, more: Mapping[str, Any]) -> tuple[int, bytes]:
    import httpx

    parts = urlsplit(url)
    host = parts.hostname or ""
    # Proxies and certificates of the environment are for other machines.
    outside = host not in LOOPBACK
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Host": parts.netloc}
    # The name is what the certificate is for, whichever address is asked.
    extensions = {"sni_hostname": host}
    proxied = outside and _has_proxy(parts.scheme, host)
    verify = httpx.create_ssl_context(trust_env=outside)
    async with httpx.AsyncClient(
        timeout=SECONDS, follow_redirects=False, trust_env=proxied, verify=verify, headers=headers
    ) as client:
        # A proxy looks the name up itself, and is the operator's own gate.
        addresses = [host] if proxied else await _addresses(host, parts.port or 443, reach)
        for place, address in enumerate(addresses, 1):
            asked = httpx.URL(url).copy_with(host=address)
            try:
                async with client.stream(method, asked, extensions=extensions, **more) as response:
                    return response.status_code, await _body(response)
            except httpx.ConnectError:
                if place == len(addresses):
                    raise
    raise unusable("it has no address")


async def _addresses(host: str, port: int, reach: AllowedAddresses) -> list[str]:
    """The addresses of a host, all of which may be asked; raises SignInFailed, OSError."""
    found = await looked_up(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(reach.admits(each, loopback=host in LOOPBACK) for each in addresses):
        raise unusable("its name leads to a network that the hub does not call: see HUB_PROVIDER_NETWORKS")
    return addresses


async def looked_up(host: str, port: int, **more: Any) -> Any:
    """Where a name leads at the moment."""
    return await asyncio.get_running_loop().getaddrinfo(host, port, **more)


def _has_proxy(scheme: str, host: str) -> bool:
    proxies = urllib.request.getproxies()
    return bool(proxies.get(scheme) or proxies.get("all")) and not urllib.request.proxy_bypass(host)


async def _body(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise unusable("its answer is too large")
    return body
