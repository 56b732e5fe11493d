"""A city is written without holding it: ten times the people need hardly more memory."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# The peak of this very process: getrusage would report that of the test run it was forked from.
_CODE = """
import re, sys
from pathlib import Path
from demo.city import generate
generate(Path(sys.argv[1]), sys.argv[2], 1)
print(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
def test_a_town_needs_less_than_64_megabytes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(tmp_path), "town"], check=True, capture_output=True, text=True
    )

    assert int(done.stdout) < 64 * 1024
