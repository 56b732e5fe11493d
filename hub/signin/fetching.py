"""Asks an agency's provider over HTTP: through TLS, in time, without redirects, and no more than is sensible."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson

from hub.access.safe_urls import LOOPBACK, is_safe
from schema.errors import SignInFailed

if TYPE_CHECKING:
    import httpx

_LOG = logging.getLogger("hub.signin")
#: A whole request; a provider that is slower keeps officers waiting, not the hub.
SECONDS = 5.0
#: Metadata, key sets and tokens are some kilobytes.
MOST_BYTES = 256 * 1024


async def get_json(url: str) -> dict[str, Any]:
    """The JSON object at an address; raises SignInFailed."""
    return await _json("GET", url)


async def post_form(url: str, form: Mapping[str, str], auth: tuple[str, str] | None = None) -> dict[str, Any]:
    """The JSON object that a form is answered with; raises SignInFailed."""
    return await _json("POST", url, data=dict(form), auth=auth)


async def _json(method: str, url: str, **more: Any) -> dict[str, Any]:
    # Imported here: a hub is ready sooner, and where no agency signs in so, never loads it.
    import httpx

    if not is_safe(url):
        raise _unavailable("its addresses do not use TLS")
    # Proxies and certificates of the environment are for other machines.
    outside = urlsplit(url).hostname not in LOOPBACK
    try:
        async with (
            # Of the whole: one that sends a byte now and then is slow too.
            asyncio.timeout(SECONDS),
            httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, trust_env=outside) as client,
        ):
            headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
            async with client.stream(method, url, headers=headers, **more) as response:
                body = await _body(response)
    # What a provider answers may not even be HTTP.
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError):
        raise _unavailable("it does not answer") from None
    if response.status_code != 200:
        _LOG.warning("provider refused", extra={"status": response.status_code})
        if method == "POST" and response.status_code in (400, 401):
            raise SignInFailed("The provider refuses the sign-in.", hint="Sign in again.", reason="refused")
        raise _unavailable(f"it answers with status {response.status_code}")
    try:
        found = orjson.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _unavailable("its answer is no JSON object")
    return found


async def _body(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _unavailable("its answer is too large")
    return body


def _unavailable(why: str) -> SignInFailed:
    return SignInFailed(
        f"The agency's sign-in cannot be reached: {why}.",
        hint="Try again in a minute; if it stays, tell the agency's administrators.",
        reason="unavailable",
    )
