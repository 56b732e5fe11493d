"""The options and fixtures that the package adds to pytest; nothing starts before a test asks for it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator

import pytest

from hub.testing.hub_process import start_hub
from hub.testing.running_hub import SeededGraph

SIZE, SEED = "village", 7
Seeder = Callable[..., SeededGraph]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the size and seed of the hub that `hub_url` starts."""
    group = parser.getgroup("linkage hub")
    group.addoption("--hub-size", help=f"size of the invented city behind hub_url (default: {SIZE})")
    group.addoption("--hub-seed", type=int, help=f"its seed (default: {SEED})")
    parser.addini("hub_size", f"size of the invented city behind hub_url (default: {SIZE})")
    parser.addini("hub_seed", f"its seed (default: {SEED})")


@pytest.fixture(scope="session")
def seeded_graph() -> Iterator[Seeder]:
    """`seeded_graph(size, seed)`: a running hub over that city, with `url`, `token(card)`, `truth` and `endpoint`.

    The same size and seed give the same hub for the whole session; all of them end with it.
    """
    hubs: dict[tuple[str, int], SeededGraph] = {}
    with contextlib.ExitStack() as running:

        def seed(size: str = SIZE, seed: int = SEED) -> SeededGraph:
            if (size, seed) not in hubs:
                hubs[size, seed] = running.enter_context(start_hub(size, seed))
            return hubs[size, seed]

        yield seed


@pytest.fixture(scope="session")
def hub_graph(request: pytest.FixtureRequest, seeded_graph: Seeder) -> SeededGraph:
    """The hub behind `hub_url`, with its truths and its database."""
    config = request.config
    size = config.getoption("--hub-size") or config.getini("hub_size") or SIZE
    seed = config.getoption("--hub-seed")
    if seed is None:
        seed = int(config.getini("hub_seed") or SEED)
    return seeded_graph(size, seed)


@pytest.fixture(scope="session")
def hub_url(hub_graph: SeededGraph) -> str:
    """The address of a running hub over an invented city; ask it at `/graphql`."""
    return hub_graph.url


@pytest.fixture(scope="session")
def hub_token(hub_graph: SeededGraph) -> Callable[[str], str]:
    """`hub_token(card)`: a token of that demo officer for the hub behind `hub_url`."""
    return functools.cache(hub_graph.token)
