"""A city is written without holding it: ten times the people need hardly more memory."""

import subprocess
import sys
from pathlib import Path

_CODE = """
import resource, sys
from pathlib import Path
from loaders.city import generate
generate(Path(sys.argv[1]), sys.argv[2], 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_town_stays_under_a_hundred_megabytes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(tmp_path), "town"], check=True, capture_output=True, text=True
    )

    assert int(done.stdout) < 100 * 1024
