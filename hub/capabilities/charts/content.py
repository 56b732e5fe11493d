"""What a saved chart may hold: global ids, places and filters. Nothing that somebody is called or known by.

A chart outlives the rights it was drawn with. Holding no facts, it shows when it is opened what its officer may see
then, and nothing of what was seen before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from schema.model import MODEL
from schema.values import Kind, Realm

#: A chart of two thousand nodes and their links; a screen shows no more. The workbench reads the same file.
_LIMITS = orjson.loads(Path(__file__).with_name("limits.json").read_bytes())
MOST_CHARACTERS: int = _LIMITS["characters"]
MOST_NODES: int = _LIMITS["nodes"]
MOST_LINKS: int = _LIMITS["links"]
MOST_FILTERS: int = _LIMITS["filters"]
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
#: Words of the workbench's own and of the model, and days: no names, and no numbers that somebody has.
_WORD = re.compile(r"(?!.*(?:[0-9][_.:-]*){6})[A-Za-z][A-Za-z0-9_.:-]{0,63}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FARTHEST = 1e7
ContentCheck = Callable[[Any], bool]


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_place(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _FARTHEST


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def _is_kind(value: Any) -> bool:
    return value in MODEL.links


def _is_group(value: Any) -> bool:
    return value is None or _is_word(value)


def _is_filter(value: Any) -> bool:
    """A word, a day, a number below a million, yes or no, nothing; or a list of such."""
    if isinstance(value, list):
        return len(value) <= MOST_FILTERS and all(not isinstance(each, list) and _is_filter(each) for each in value)
    if isinstance(value, str):
        return _is_word(value) or _DAY.fullmatch(value) is not None or _is_id(value)
    if isinstance(value, int | float):
        return math.isfinite(value) and abs(value) < 1e6
    return value is None


NODE: Mapping[str, ContentCheck] = {
    "id": _is_id,
    "x": _is_place,
    "y": _is_place,
    "pinned": _is_flag,
    "group": _is_group,
    "hidden": _is_flag,
}
LINK: Mapping[str, ContentCheck] = {"source": _is_id, "target": _is_id, "kind": _is_kind, "hidden": _is_flag}
VIEW: Mapping[str, ContentCheck] = {"x": _is_place, "y": _is_place, "zoom": _is_place}
_NEEDED = {"nodes": ("id", "x", "y"), "links": ("source", "target", "kind"), "view": ()}


@dataclass(frozen=True, eq=False)
class ChartContent(Kind):
    """The content of a chart as JSON text: nodes, links, filters and view."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """The content in its shortest writing; raises InvalidValue and repeats nothing of it."""
        if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
            raise self._content_refused(f"is longer than {MOST_CHARACTERS:,} characters, or no text")
        try:
            content = orjson.loads(value)
        except ValueError:
            raise self._content_refused("is not JSON") from None
        if not isinstance(content, dict) or not content.keys() <= {"nodes", "links", "filters", "view"}:
            raise self._content_refused("has parts other than nodes, links, filters and view")
        self._list(content, "nodes", NODE, MOST_NODES)
        self._list(content, "links", LINK, MOST_LINKS)
        self._filters(content.get("filters", {}))
        self._entry("view", "view", content.get("view", {}), VIEW)
        nodes = {node["id"] for node in content["nodes"]}
        if len(nodes) != len(content["nodes"]):
            raise self._content_refused("names a node twice")
        if any(not {link["source"], link["target"]} <= nodes for link in content.get("links", ())):
            raise self._content_refused("has a link to something that is not in it")
        return orjson.dumps(content).decode()

    def _list(self, content: dict[str, Any], name: str, checks: Mapping[str, ContentCheck], most: int) -> None:
        entries = content.get(name, None if name == "nodes" else [])
        if not isinstance(entries, list) or len(entries) > most:
            raise self._content_refused(f"has no list of {name}, or more than {most:,}")
        for place, entry in enumerate(entries):
            self._entry(name, f"{name}[{place}]", entry, checks)

    def _entry(self, part: str, where: str, entry: Any, checks: Mapping[str, ContentCheck]) -> None:
        if not isinstance(entry, dict) or not entry.keys() <= checks.keys():
            raise self._content_refused(f"has in {where} something else than {', '.join(checks)}")
        wrong = next((name for name in _NEEDED[part] if name not in entry), None)
        wrong = wrong or next((name for name, value in entry.items() if not checks[name](value)), None)
        if wrong is not None:
            raise self._content_refused(f"has a '{wrong}' in {where} that is missing or cannot be")

    def _filters(self, filters: Any) -> None:
        if not isinstance(filters, dict) or len(filters) > MOST_FILTERS:
            raise self._content_refused("has filters that are no object, or too many")
        for name, value in filters.items():
            if not _is_word(name) or not _is_filter(value):
                raise self._content_refused("has a filter that is no word, day, small number, or list of such")

    def _content_refused(self, problem: str) -> Exception:
        return self.wrong(problem, "A chart holds global ids, places and filters, and nothing that somebody is called.")


CONTENT = ChartContent(
    "ChartContent",
    "图的内容",
    "Chart",
    "What a chart holds, as JSON text of at most 256 kB: "
    '{"nodes": [{"id", "x", "y", "pinned", "group", "hidden"}], "links": [{"source", "target", "kind", "hidden"}], '
    '"filters": {…}, "view": {"x", "y", "zoom"}}, with global ids, numbers and words, and no facts.',
    str,
)
