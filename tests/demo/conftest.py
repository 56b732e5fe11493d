"""One village for all tests of the generator."""

from __future__ import annotations

import pytest
from support.city_files import City, make

from demo.city import FEEDS


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The village all tests read."""
    return make(tmp_path_factory.mktemp("village"))


@pytest.fixture(params=[feed.stem for feed in FEEDS])
def stem(request: pytest.FixtureRequest) -> str:
    """Each file in turn."""
    name: str = request.param
    return name
