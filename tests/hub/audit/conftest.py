"""A ledger for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.audit_ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty audit directory."""
    return Ledger(tmp_path / "audit")
