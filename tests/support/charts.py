"""Charts for tests, and the operations on them."""

from __future__ import annotations

import json
from typing import Any

from hub.access.callers import Bearer

COURT, POLICE = "示0102", "9901GA"
JUDGE, CHIEF, OFFICER = Bearer(COURT, "C-1", ""), Bearer(COURT, "C-2", ""), Bearer(POLICE, "P-1", "")
BASIS = {"purpose": "DEMONSTRATION"}
FIELDS = "{ id title content nodes links purpose case savedAt expiresAt }"
SAVE = f"""mutation ($key: String!, $title: String!, $content: ChartContent!, $id: ID) {{
  chart: saveChart(idempotencyKey: $key, title: $title, content: $content, id: $id) {FIELDS} }}"""
DELETE = f"mutation ($id: ID!) {{ chart: deleteChart(id: $id) {FIELDS} }}"
OWN = f"query ($id: ID) {{ charts: savedCharts(id: $id) {FIELDS} }}"
A, B = "A" * 22, "b-_9876543210123456789"


def chart(**changed: Any) -> str:
    """A good chart, with other parts; None leaves one out."""
    parts = {
        "nodes": [{"id": A, "x": 1.5, "y": -20, "pinned": True, "group": "g1"}, {"id": B, "x": 0, "y": 0}],
        "links": [{"source": A, "target": B, "kind": "OWNS", "hidden": True}],
        "filters": {"kinds": ["OWNS", "DRIVES"], "asOf": "2026-03-01", "from": None, "most": 50, "hidden": False},
        "view": {"x": 1, "y": 2, "zoom": 0.5},
    } | changed
    return json.dumps({name: part for name, part in parts.items() if part is not None})


def asked(key: str = "k", title: str = "查控路径", content: str | None = None, id: str | None = None) -> dict[str, Any]:
    """The variables of a call that saves."""
    return {"key": key, "title": title, "content": chart() if content is None else content, "id": id}
