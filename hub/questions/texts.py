"""Texts in questions: the one written form of what was asked by."""

from __future__ import annotations

from schema.values import ALL, Kind, Realm

_TOLD: tuple[Kind, ...] = tuple(kind for kind in ALL if kind.stored is str)


def canonical(text: str, realm: Realm) -> str:
    """A text as the graph would store it, where its form tells what it is; else as it is."""
    for kind in _TOLD:
        found = kind.recognise(text, realm)
        if found is not None:
            return str(found)
    return text
