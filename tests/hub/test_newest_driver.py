"""The newest driver that is published reads as direct reads have it: a canary before it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.embedded.process import Endpoint
from hub.graph.direct_reads import TRIED

PROCESS, ROOT = Path(__file__).with_name("newest_driver_process.py"), Path(__file__).parents[2]
SECONDS = 120.0


@pytest.mark.outside
def test_the_newest_driver_reads_directly(endpoint: Endpoint, tmp_path: Path) -> None:
    fetched = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path), "neo4j"],
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if fetched.returncode:
        pytest.skip("the newest driver cannot be fetched here")
    connection = {"URI": endpoint.uri, "USER_NAME": endpoint.user, "PASSWORD": endpoint.password}
    done = subprocess.run(
        [sys.executable, str(PROCESS)],
        env=os.environ | connection | {"DATABASE": endpoint.database, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 0, f"hub/graph/direct_reads.py does not read with the newest driver:\n{done.stderr}"
    found = json.loads(done.stdout)
    version = found.pop("version")
    assert found == {
        "both": [[["甲", [1, 2]]], [[1], [2], [3]]],
        "failed": "Neo.ClientError.Statement.ArithmeticError",
        "after": [[["after"]]],
    }
    assert version in TRIED, f"The driver {version} reads directly: add it to TRIED, and install it."
