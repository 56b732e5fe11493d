"""The model: every declaration under `entities/` and `links/`, found by walking the folders, checked as a whole.

`MODEL` is what the rest of the hub asks: labels, properties with those inherited, links and the fields they put on
entities. To add an entity or a link, add a file; nothing here is edited.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import schema.entities
import schema.links
from schema.declare import Between, Entity, Link, Prop, Side
from schema.errors import DeclarationError
from schema.values import NAME, Choice

#: The interface of every entity; an entity that names no other in `of` has this one.
ROOT = "Entity"


@dataclass(frozen=True, slots=True)
class LinkField:
    """A field that a link puts on the entity at one of its ends. `forward` is None where the link is symmetric."""

    name: str
    link: Link
    pair: Between
    side: Side
    owner: str
    target: str
    forward: bool | None


@dataclass(frozen=True)
class Model:
    """All entities and links by name, checked against each other."""

    entities: Mapping[str, Entity]
    links: Mapping[str, Link]

    def entity(self, name: str) -> Entity:
        """The entity of that name; KeyError where there is none."""
        return self.entities[name]

    def link(self, kind: str) -> Link:
        """The link of that kind; KeyError where there is none."""
        return self.links[kind]

    @property
    def concrete(self) -> Iterator[Entity]:
        """The entities that nodes can be."""
        return (entity for entity in self.entities.values() if not entity.abstract)

    def interfaces(self, name: str) -> tuple[str, ...]:
        """The abstract entities an entity is, nearest first, ending with the root."""
        found: list[str] = []
        current = name
        while current != ROOT:
            current = self.entities[current].of or ROOT
            found.append(current)
        return tuple(found)

    def labels(self, name: str) -> tuple[str, ...]:
        """The labels a node of the entity carries, the most general first: ('Entity', 'Party', 'Person')."""
        return (*reversed(self.interfaces(name)), name)

    def concrete_of(self, name: str) -> tuple[str, ...]:
        """The concrete entities that are an entity: itself, or those that name it as their interface."""
        return tuple(e.name for e in self.concrete if name == e.name or name in self.interfaces(e.name))

    def props(self, name: str) -> tuple[Prop, ...]:
        """The properties of an entity, inherited ones first."""
        inherited = [p for i in reversed(self.interfaces(name)) for p in self.entities[i].props]
        return (*inherited, *self.entities[name].props)

    def prop(self, name: str, prop: str) -> Prop:
        """One property of an entity, inherited or own."""
        return next(p for p in self.props(name) if p.name == prop)

    def identity(self, name: str) -> Prop:
        """The property that is the natural key of a concrete entity."""
        return next(p for p in self.entities[name].props if p.identity)

    def link_fields(self, name: str) -> tuple[LinkField, ...]:
        """The link fields of an entity, inherited ones first, in the order of the link files."""
        owners = (*reversed(self.interfaces(name)), name)
        return tuple(f for owner in owners for f in self._link_fields[owner])

    @cached_property
    def _link_fields(self) -> Mapping[str, tuple[LinkField, ...]]:
        fields: dict[str, list[LinkField]] = {name: [] for name in self.entities}
        for link in self.links.values():
            for pair in link.between:
                forward = None if pair.reverse is None else True
                side = pair.forward
                fields[pair.source].append(LinkField(side.field, link, pair, side, pair.source, pair.target, forward))
                if pair.reverse is not None:
                    side = pair.reverse
                    fields[pair.target].append(LinkField(side.field, link, pair, side, pair.target, pair.source, False))
        return {name: tuple(found) for name, found in fields.items()}

    def choices(self) -> dict[str, Choice]:
        """Every declared choice by its name."""
        found: dict[str, Choice] = {}
        declared = [e.props for e in self.entities.values()] + [link.props for link in self.links.values()]
        for kind in (p.kind for props in declared for p in props if isinstance(p.kind, Choice)):
            if found.setdefault(kind.name, kind).members != kind.members:
                raise DeclarationError(
                    f"Two declarations define the choice '{kind.name}' differently.",
                    hint="Rename one, or import the other's.",
                )
        return found

    def check(self) -> None:
        """Check the declarations against each other; raises DeclarationError with what to write."""
        for entity in self.entities.values():
            if entity.of is not None and (entity.of not in self.entities or not self.entities[entity.of].abstract):
                raise DeclarationError(
                    f"Entity {entity.name} says of='{entity.of}', which is no abstract entity.",
                    hint=f"Use one of {', '.join(e.name for e in self.entities.values() if e.abstract)}.",
                )
        for link in self.links.values():
            for pair in link.between:
                for end in (pair.source, pair.target):
                    if end not in self.entities:
                        raise DeclarationError(
                            f"Link {link.kind} joins '{end}', which is not declared.",
                            hint=f"Add schema/entities/{_snake(end)}.py or correct the name.",
                        )
            if link.shared is not None and link.shared not in self.links:
                raise DeclarationError(
                    f"Link {link.kind} is derived from '{link.shared}', which is not declared.",
                    hint="Name the kind of a declared link.",
                )
        for entity in self.entities.values():
            names: set[str] = set()
            for name in (*(p.name for p in self.props(entity.name)), *(f.name for f in self.link_fields(entity.name))):
                if name in names:
                    raise DeclarationError(
                        f"Entity {entity.name} would have two fields named '{name}'.",
                        hint="Rename the property, or the Side of the link.",
                    )
                names.add(name)
            if not entity.abstract and entity.caption not in names:
                raise DeclarationError(
                    f"Entity {entity.name} has the caption '{entity.caption}', which it does not declare.",
                    hint="Name one of its properties.",
                )
            for prop in entity.props:
                if prop.exists_link is not None and not any(
                    f.link.kind == prop.exists_link for f in self.link_fields(entity.name)
                ):
                    raise DeclarationError(
                        f"Entity {entity.name} asks for links of kind '{prop.exists_link}', which it cannot have.",
                        hint="Name the kind of a link one of whose ends it is.",
                    )
        self.choices()

    def as_json(self) -> dict[str, Any]:
        """The model as plain data, for documents and for the workbench."""
        return {
            "entities": [
                {
                    "name": e.name,
                    "zh": e.zh,
                    "description": e.description,
                    "abstract": e.abstract,
                    "plural": e.plural,
                    "caption": e.caption,
                    "labels": list(self.labels(e.name)) if e.name != ROOT else [ROOT],
                    "props": [_prop_json(p) for p in self.props(e.name)],
                    "links": [
                        {
                            "field": f.name,
                            "kind": f.link.kind,
                            "target": f.target,
                            "zh": f.side.zh,
                            "forward": f.forward,
                        }
                        for f in self.link_fields(e.name)
                    ],
                }
                for e in self.entities.values()
            ],
            "links": [
                {
                    "kind": link.kind,
                    "zh": link.zh,
                    "description": link.description,
                    "reads": link.reads,
                    "symmetric": link.symmetric,
                    "sensitivity": link.sensitivity.value,
                    "between": [[p.source, p.target] for p in link.between],
                    "props": [_prop_json(p) for p in link.props],
                }
                for link in self.links.values()
            ],
        }


def pinyin_prop(prop: Prop) -> str | None:
    """The name of the stored companion that holds a searchable name's pinyin forms, or None where there is none."""
    return f"{prop.name}Pinyin" if prop.search and prop.kind is NAME else None


def _prop_json(prop: Prop) -> dict[str, Any]:
    return {
        "name": prop.name,
        "kind": prop.kind.name,
        "zh": prop.zh,
        "description": prop.description,
        "sensitivity": prop.sensitivity.value,
        "identity": prop.identity,
    }


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _walk(package: ModuleType, variable: str, kind: type[Any]) -> Iterator[tuple[str, Any]]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        declared = getattr(module, variable, None)
        if not isinstance(declared, kind):
            raise DeclarationError(
                f"{package.__name__}/{info.name}.py declares no {variable}.",
                hint=f"Write {variable} = {kind.__name__}(…), one to a file.",
            )
        yield info.name, declared


def load(entities: ModuleType = schema.entities, links: ModuleType = schema.links) -> Model:
    """Walk the two folders and return the checked model; raises DeclarationError for anything malformed."""
    found_entities: dict[str, Entity] = {}
    for file, entity in _walk(entities, "ENTITY", Entity):
        if file != _snake(entity.name):
            raise DeclarationError(
                f"{file}.py declares the entity {entity.name}.", hint=f"Name the file {_snake(entity.name)}.py."
            )
        found_entities[entity.name] = entity
    found_links: dict[str, Link] = {}
    for file, link in _walk(links, "LINK", Link):
        if file != link.kind.lower():
            raise DeclarationError(
                f"{file}.py declares the link {link.kind}.", hint=f"Name the file {link.kind.lower()}.py."
            )
        found_links[link.kind] = link
    model = Model(found_entities, found_links)
    model.check()
    return model


MODEL = load()
