"""What a start loads: what serves questions, and nothing of what loads, invents or prints."""

from __future__ import annotations

import subprocess
import sys

#: Heavy, and of no use to a hub that answers questions.
NOT_LOADED = {
    "openpyxl",
    "pypinyin",
    "rich",
    "jpype",
    "jgo",
    "loaders",
    "hub.access.demo",
    "hub.commands.demo",
    "httpx",
}
SERVING = """
import sys
import hub.cli, hub.commands.serve, hub.commands.workers, hub.access.shared_quotas, hub.migrate
from hub.commands.serving import api_of
from schema.values import Realm
api_of(Realm.REAL)
print(*sys.modules)
"""
HELP = "import sys, hub.cli; print(*sys.modules)"


def loaded(code: str) -> set[str]:
    """The modules that a new process has after this."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_serving_loads_nothing_of_the_intake_and_the_demo() -> None:
    assert not {name for name in loaded(SERVING) if name in NOT_LOADED or name.startswith("loaders.")}


def test_asking_for_help_loads_no_server_and_no_driver() -> None:
    assert not {"uvicorn", "starlette", "strawberry", "graphql", "neo4j", "joserfc", "rich"} & loaded(HELP)
