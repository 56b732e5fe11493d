"""Counts how many different things and links the clean rows make, in bounded memory."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from pathlib import Path

_AT_ONCE = 1 << 16
_BUCKETS = 16


class CityTally:
    """Distinct keys by name: 64-bit digests, spilled to files beside the output and removed when counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[tuple[str, str], array[int]] = {}
        self._spilled: dict[tuple[str, str], Path] = {}

    def add(self, group: str, name: str, *key: object) -> None:
        """Note one mention of an entity or a link."""
        self._note((group, name), "\x1f".join(map(str, key)))

    def _note(self, name: tuple[str, str], key: str) -> None:
        kept = self._kept.get(name)
        if kept is None:
            kept = self._kept[name] = array("Q")
        kept.append(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big"))
        if len(kept) >= _AT_ONCE:
            self._spill(name)

    def entity(self, label: str, key: str) -> None:
        """Note a mention of an entity."""
        self._note(("entities", label), key)

    def link(self, kind: str, source: str, target: str, *key: object) -> None:
        """Note a mention of a link; a link is the same as another of equal ends and key."""
        self.add("links", kind, source, target, *key)

    def pair(self, kind: str, one: str, other: str, *key: object) -> None:
        """Note a mention of a symmetric link."""
        self.link(kind, min(one, other), max(one, other), *key)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the distinct counts by group and name, and remove the spill files."""
        result: dict[str, dict[str, int]] = {"entities": {}, "links": {}}
        for (group, name), kept in sorted(self._kept.items()):
            path = self._spilled.get((group, name))
            if path is None:
                result[group][name] = len(set(kept))
                continue
            self._spill((group, name))
            result[group][name] = sum(len(self._bucket(path, bucket)) for bucket in range(_BUCKETS))
            path.unlink()
        return result

    def _spill(self, name: tuple[str, str]) -> None:
        # The first time from nothing: a run that was cut off may have left its own file.
        mode = "ab" if name in self._spilled else "wb"
        path = self._spilled.setdefault(name, self._folder / f".tally-{name[1]}")
        kept = self._kept[name]
        # A set first: most mentions repeat, as each bank's do.
        with path.open(mode) as file:
            array("Q", sorted(set(kept))).tofile(file)
        self._kept[name] = array("Q")

    def _bucket(self, path: Path, bucket: int) -> set[int]:
        """Return the distinct digests of a sixteenth of all, so that memory stays small."""
        found: set[int] = set()
        with path.open("rb") as file:
            while chunk := file.read(8 * _AT_ONCE):
                values = array("Q")
                values.frombytes(chunk)
                found.update(value for value in values if value >> 60 == bucket)
        return found
