"""Writes a .gz and a .zst beside every file of a built page that gains by it: `python workbench/compress.py FOLDER`."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

try:
    from compression import zstd
except ImportError:
    from backports import zstd

#: What is text; fonts and pictures of other kinds are compressed in themselves.
KINDS = frozenset({".css", ".html", ".js", ".json", ".map", ".md", ".mjs", ".svg", ".ttf", ".txt", ".wasm"})
#: Below this it takes one packet either way.
WORTH_BYTES = 1_000
#: Once for a build, therefore as small as it gets. Beyond a window of 8 MB browsers refuse; level 19 stays within it.
GZIP_LEVEL, ZSTD_LEVEL = 9, 19


def main(folder: Path) -> None:
    """Compress a folder anew; what an earlier run left there is removed first."""
    for old in (*folder.rglob("*.gz"), *folder.rglob("*.zst")):
        old.unlink()
    plain = packed = 0
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix in KINDS):
        data = path.read_bytes()
        if len(data) < WORTH_BYTES:
            continue
        # Without name and time in its head: the same file gives the same bytes.
        small = {".gz": gzip.compress(data, GZIP_LEVEL, mtime=0), ".zst": zstd.compress(data, ZSTD_LEVEL)}
        for suffix, content in small.items():
            path.with_name(path.name + suffix).write_bytes(content)
        plain, packed = plain + len(data), packed + len(small[".zst"])
    sys.stdout.write(f"compressed {plain:,} bytes to {packed:,}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
