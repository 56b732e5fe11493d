"""What happens to a hub whose disk fills up: run by `test_full_disk.py` where it may mount a small disk of its own."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import httpx
from support.command_line import hub, started

from hub.embedded.process import running
from hub.graph.client import Graph
from hub.shell.terminal import NO_DATABASE

#: More than a hub asks for before it starts, and room for a village.
MEGABYTES = 420
FULL = "✗ The database cannot write: its disk is full or read-only."
STOPPED = "✗ The database has stopped working after an error, as of a full disk."
TOO_LITTLE = "✗ The embedded Neo4j has too little memory to open its store."
REFUSED = "✗ The data directory cannot be used: No space left on device."


class Disk:
    """A small disk, and a file that fills it."""

    def __init__(self, place: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)], check=True)
        self.place, self._filler = place, place / "filler"
        self.settings = {"HUB_DATA": str(place / "hub"), "HUB_MODE": "demo", "HUB_JAVA_HEAP": "512m", "PORT": "0"}

    def fill(self) -> None:
        """Leave not one byte."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 1):
                try:
                    while file.write(bytes(size)):
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Take the filler away."""
        self._filler.unlink()


def told(lines: list[str], message: str) -> None:
    """Hold the end of a command to the message and what to do, with nothing of Python's in it."""
    assert lines[-2] == message, lines[-5:]
    assert lines[-1].startswith("  → "), lines[-5:]
    assert not any("Traceback" in line or "Error:" in line for line in lines), lines


async def differences(data: Path, truth: dict[str, dict[str, dict[str, int]]]) -> dict[str, object]:
    """What the graph holds more or less of than the city's files say."""
    found: dict[str, object] = {}
    async with await Graph.open(running(data)) as graph:
        for group, pattern in (("entities", "(x:{})"), ("links", "()-[x:{}]->()")):
            for name, expected in truth["expected"][group].items():
                text = f"MATCH {pattern.format(name)} RETURN count(x)"
                count = await graph.ask_one(text, {}, operation="test")
                if count != expected:
                    found[name] = (count, expected)
        dirty = sum(len(file["dirty"]) for file in truth["files"].values())
        rejected = await graph.ask_one("MATCH (q:Quarantined) RETURN count(q)", {}, operation="test")
        return found if rejected == dirty else {**found, "Quarantined": (rejected, dirty)}


def main(place: Path) -> None:
    """Fill the disk while a demo loads, try everything on it, free it, and go on."""
    disk = Disk(place)
    data, city = place / "hub", place / "city"
    with started("demo", "--size", "village", "--fast-start", **disk.settings) as demo:
        demo.await_line("… Loading")
        disk.fill()
        assert demo.process.wait(300) == 1
    told(demo.err, FULL)
    assert demo.out == []

    for command in (("demo", "--fast-start"), ("load", "--city", str(data / "city" / "village-7")), ("init",)):
        done = hub(*command, **disk.settings)
        assert done.returncode == 1
        told(done.stderr.splitlines(), REFUSED)
    done = hub("generate", "village", str(city), **disk.settings)
    assert done.returncode == 1
    told(done.stderr.splitlines(), "✗ The city's files cannot be written: No space left on device.")
    assert not city.exists()

    disk.free()
    folder = data / "city" / "village-7"
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    again = ("load", "--again", "police.residents", str(folder / "police_residents.csv"))
    with started("demo", "--fast-start", **disk.settings) as demo:
        url = demo.url()
        assert asyncio.run(differences(data, truth)) == {}
        disk.fill()
        done = hub(*again, **disk.settings)
        assert done.returncode == 1
        told(done.stderr.splitlines(), FULL)
        disk.free()
        # Neo4j does not trust its store until it has started again.
        done = hub(*again, **disk.settings)
        assert done.returncode == NO_DATABASE
        told(done.stderr.splitlines(), STOPPED)
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 503
        assert demo.stop() == 0

    done = hub(*again, **disk.settings)
    if TOO_LITTLE in done.stderr:
        # Neo4j may take what stands half written at the end of its log for the size of something, and make room for it.
        done = hub(*again, **{**disk.settings, "HUB_JAVA_HEAP": "8g"})
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    main(Path(sys.argv[1]))
