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
    "httpx",
}
SERVING = """
import sys
import hub.cli, hub.commands.serve, hub.process.workers, hub.access.shared_quotas, hub.migration.versions
from hub.process.assembly import api_of
from schema.values import Realm
api_of(Realm.REAL)
print(*sys.modules)
"""
LOADING = """
import sys
import hub.cli, hub.commands.load, hub.graph.client, hub.migration.versions
print(*sys.modules)
"""
HELP = "import sys, hub.cli; print(*sys.modules)"


def loaded(code: str) -> set[str]:
    """The modules that a new process has after this."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_serving_loads_nothing_of_the_intake_and_the_demo() -> None:
    # The package of the demo's verbs is looked at for their names; it holds nothing but its docstring.
    names = loaded(SERVING) - {"demo", "demo.commands"}

    assert not {name for name in names if name in NOT_LOADED or name.startswith(("loaders.", "demo."))}


def test_asking_for_help_loads_no_server_and_no_driver() -> None:
    assert not {"uvicorn", "starlette", "strawberry", "graphql", "neo4j", "joserfc", "rich"} & loaded(HELP)


def test_loading_loads_no_server_no_tables_and_no_readers_of_other_formats() -> None:
    heavy = {
        "strawberry",
        "graphql",
        "cryptography",
        "uvicorn",
        "rich",
        "openpyxl",
        "pypinyin",
        "loaders.first_fill.fill",
    }
    assert not (heavy | {"hub.embedded.process"}) & loaded(LOADING)
