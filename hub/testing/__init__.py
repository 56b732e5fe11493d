"""Pytest fixtures for those who build clients: a running hub over a graph with known truths.

    def test_debtor(hub_url, hub_token):
        answer = httpx.post(f"{hub_url}/graphql", headers={"Authorization": f"Bearer {hub_token('示0102-A-017')}"}, …)

The package brings them along, nothing has to be configured. `hub.testing` is the public name: what it exports stays.
Loading it costs next to nothing, because every pytest run with the package installed loads it.
docs/for-client-teams.md says more.
"""

from hub.testing.hub_process import READY, start_hub
from hub.testing.plugin import (
    SEED,
    SIZE,
    Seeder,
    hub_graph,
    hub_token,
    hub_url,
    pytest_addoption,
    seeded_graph,
)
from hub.testing.running_hub import SeededGraph

__all__ = [
    "READY",
    "SEED",
    "SIZE",
    "SeededGraph",
    "Seeder",
    "hub_graph",
    "hub_token",
    "hub_url",
    "pytest_addoption",
    "seeded_graph",
    "start_hub",
]
