"""A hub whose disk fills up says so, and goes on once there is space; on a small disk mounted for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("full_disk_process.py")
#: A mount namespace of one's own, in which also users without rights may mount.
ALONE = ("unshare", "--user", "--map-root-user", "--mount")


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no small disk can be mounted here: there is no unshare")
    probe = subprocess.run([*ALONE, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {probe.stderr.decode(errors='replace').strip()}")

    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [*ALONE, sys.executable, str(SCRIPT), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-4000:]
