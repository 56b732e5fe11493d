"""Constraints and indexes, derived from the model and from the hub's own nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schema.declare_own import OwnNode
from schema.model import ROOT, Model, pinyin_prop
from schema.own_nodes import OWN
from schema.statements.uniqueness import OF_ENTITIES, of_own


def constraints() -> Iterator[str]:
    """Uniqueness of entities' keys."""
    yield OF_ENTITIES.constraint


def indexes(model: Model) -> Iterator[str]:
    """An index on global ids, range indexes on what is declared `indexed`, full-text indexes over what is `search`."""
    yield f"CREATE INDEX entity_id IF NOT EXISTS FOR (n:{ROOT}) ON (n.id)"
    # An inherited property is indexed once, on the interface's label: questions match all labels of an entity.
    for entity in model.entities.values():
        for prop in entity.props:
            if prop.indexed and not prop.identity:
                yield (f"CREATE INDEX {entity.name}_{prop.name} IF NOT EXISTS FOR (n:{entity.name}) ON (n.{prop.name})")
    yield _fulltext("texts", "cjk", *searched(model))
    yield _fulltext("pinyin", "whitespace", *searched(model, pinyin=True))


def searched(model: Model, *, pinyin: bool = False) -> tuple[list[str], list[str]]:
    """The labels and properties a full-text index covers: the searchable texts, or their pinyin companions."""
    labels: list[str] = []
    props: list[str] = []
    for entity in model.concrete:
        names = [p.name for p in model.props(entity.name) if p.search]
        if pinyin:
            names = [c for p in model.props(entity.name) if (c := pinyin_prop(p)) is not None]
        if names:
            labels.append(entity.name)
            props.extend(n for n in names if n not in props)
    return labels, props


def _fulltext(name: str, analyzer: str, labels: list[str], props: list[str]) -> str:
    return (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)}) "
        f"ON EACH [{', '.join(f'n.{p}' for p in props)}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"
    )


def own_definitions(nodes: Iterable[OwnNode] = tuple(OWN.values())) -> Iterator[str]:
    """The constraints and indexes of the hub's own nodes."""
    for node in nodes:
        held = {each.name: each.constraint for each in of_own([node])}
        if node.key:
            yield held[node.constraint]
        for prop in node.props:
            if prop.unique:
                yield held[prop.unique]
            if prop.index:
                yield f"CREATE INDEX {prop.index} IF NOT EXISTS FOR (n:{node.name}) ON (n.{prop.name})"
