"""The fixtures that other projects' tests get: as documented, lazy, and quiet under warnings as errors."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from hub.testing import SeededGraph

pytest_plugins = ["pytester"]
DOCS = Path(__file__).parents[2] / "docs" / "for-client-teams.md"
JUDGE = "示0102-A-017"

# Of another project; pytest-asyncio, which this run has as well, wants its own setting.
SETTINGS = "[pytest]\nfilterwarnings = error\nasyncio_default_fixture_loop_scope = function\n"


def test_the_hub_of_the_fixtures_answers(hub_url: str, hub_token: Callable[[str], str], hub_graph: SeededGraph) -> None:
    debtor = hub_graph.truth["planted"]["story"]["debtor"]
    answer = httpx.post(
        f"{hub_url}/graphql",
        timeout=60,
        headers={"Authorization": f"Bearer {hub_token(JUDGE)}"},
        json={
            "query": "query ($id: CitizenId!) { person(citizenId: $id) { name } }",
            "variables": {"id": debtor},
            "extensions": {"basis": {"purpose": "DEMONSTRATION"}},
        },
    )

    assert answer.json()["data"] == {"person": {"name": "陈立诚"}}


def test_the_same_city_is_the_same_hub(seeded_graph: Callable[..., SeededGraph], hub_graph: SeededGraph) -> None:
    assert seeded_graph(hub_graph.size, hub_graph.seed) is hub_graph


def test_an_unknown_card_is_refused_in_words(hub_token: Callable[[str], str]) -> None:
    with pytest.raises(LookupError, match="GJJ-0007"):
        hub_token("nobody")


def test_loading_the_plugin_costs_next_to_nothing() -> None:
    code = "import sys, hub.testing; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not {"strawberry", "neo4j", "starlette", "hub.graph.client", "joserfc", "rich"} & set(loaded)


def test_the_documented_test_passes_in_another_project(pytester: pytest.Pytester, hub_url: str) -> None:
    """The example of the page, in a run of its own that asks the hub of this run."""
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    pytester.makepyfile(example)
    pytester.makeini(f"{SETTINGS}addopts = -p no:cacheprovider\n")

    done = pytester.runpytest_subprocess("--hub-size", "village", "-W", "error", timeout=500)

    done.assert_outcomes(passed=example.count("def test_"))


def test_a_run_without_the_fixtures_starts_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing(): pass")
    pytester.makeini(SETTINGS)

    done = pytester.runpytest_subprocess("--setup-show", timeout=100)

    done.assert_outcomes(passed=1)
    assert "hub" not in "\n".join(line for line in done.outlines if "SETUP" in line)
