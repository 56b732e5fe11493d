"""The model: every declaration under `entities/` and `links/`, found by walking the folders, checked as a whole.

`MODEL` is what the rest of the hub asks: labels, properties with those inherited, links and the fields they put on
entities. To add an entity or a link, add a file; nothing here is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

import schema.entities
import schema.links
from schema.declare import Between, Entity, Link, Prop, Side
from schema.discover import Declared
from schema.errors import DeclarationError
from schema.values import DATE, DATE_TIME, NAME, NAMES, Choice

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


@dataclass(frozen=True, slots=True)
class _Table:
    """What follows from the declarations about one entity. It is asked for at every row and every selected field."""

    interfaces: tuple[str, ...]
    labels: tuple[str, ...]
    concrete: tuple[str, ...]
    props: tuple[Prop, ...]
    by_name: Mapping[str, Prop]


@dataclass(frozen=True)
class Model:
    """All entities and links by name, checked against each other; what follows from them is worked out once."""

    entities: Mapping[str, Entity]
    links: Mapping[str, Link]

    def entity(self, name: str) -> Entity:
        """The entity of that name; KeyError where there is none."""
        return self.entities[name]

    def link(self, kind: str) -> Link:
        """The link of that kind; KeyError where there is none."""
        return self.links[kind]

    @cached_property
    def concrete(self) -> tuple[Entity, ...]:
        """The entities that nodes can be."""
        return tuple(entity for entity in self.entities.values() if not entity.abstract)

    def interfaces(self, name: str) -> tuple[str, ...]:
        """The abstract entities an entity is, nearest first, ending with the root."""
        return self._tables[name].interfaces

    def labels(self, name: str) -> tuple[str, ...]:
        """The labels a node of the entity carries, the most general first: ('Entity', 'Party', 'Person')."""
        return self._tables[name].labels

    def concrete_of(self, name: str) -> tuple[str, ...]:
        """The concrete entities that are an entity: itself, or those that name it as their interface."""
        return self._tables[name].concrete

    def props(self, name: str) -> tuple[Prop, ...]:
        """The properties of an entity, inherited ones first."""
        return self._tables[name].props

    def prop(self, name: str, prop: str) -> Prop:
        """One property of an entity, inherited or own; KeyError where there is none."""
        return self._tables[name].by_name[prop]

    def identity(self, name: str) -> Prop:
        """The property that is the natural key of a concrete entity."""
        return self._identities[name]

    def link_fields(self, name: str) -> tuple[LinkField, ...]:
        """The link fields of an entity, inherited ones first, in the order of the link files."""
        return self._inherited_link_fields[name]

    @cached_property
    def _tables(self) -> Mapping[str, _Table]:
        return {name: self._table(name) for name in self.entities}

    def _table(self, name: str) -> _Table:
        interfaces = self._interfaces(name)
        props = tuple(p for owner in (*reversed(interfaces), name) for p in self.entities[owner].props)
        return _Table(
            interfaces=interfaces,
            labels=(*reversed(interfaces), name),
            concrete=tuple(e.name for e in self.concrete if name == e.name or name in self._interfaces(e.name)),
            props=props,
            by_name={p.name: p for p in props},
        )

    def _interfaces(self, name: str) -> tuple[str, ...]:
        found: list[str] = []
        while name != ROOT:
            name = self.entities[name].of or ROOT
            found.append(name)
        return tuple(found)

    @cached_property
    def _identities(self) -> Mapping[str, Prop]:
        return {entity.name: next(p for p in entity.props if p.identity) for entity in self.concrete}

    @cached_property
    def _inherited_link_fields(self) -> Mapping[str, tuple[LinkField, ...]]:
        own = self._link_fields
        return {
            name: tuple(f for owner in (*reversed(table.interfaces), name) for f in own[owner])
            for name, table in self._tables.items()
        }

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
            self._check_shown(entity)
        self._check_signs()
        self.choices()

    def _check_shown(self, entity: Entity) -> None:
        """Check that what is shown of an entity, and what finds one, are properties it has."""
        declared = self._tables[entity.name].by_name
        dates = {name for name, prop in declared.items() if prop.kind in (DATE, DATE_TIME)}
        days = {"begins": entity.begins, "ends": entity.ends}
        by: Iterable[str] = ()
        if entity.lookup is not None:
            by, days["lookup.latest"] = entity.lookup.by.values(), entity.lookup.latest
            if not entity.lookup.latest and not all(name in declared and declared[name].identity for name in by):
                raise DeclarationError(
                    f"The look-up '{entity.lookup.field}' of {entity.name} uses a property that "
                    f"several entities can share.",
                    hint="Name in latest= a date property: the entity with the last day is found.",
                )
        for what, names in (("card", entity.card), ("lookup", by)):
            for name in names:
                if name not in declared:
                    raise DeclarationError(
                        f"Entity {entity.name} names '{name}' in {what}, which it does not declare.",
                        hint=f"Use one of {', '.join(declared)}.",
                    )
        for what, name in days.items():
            if name and name not in dates:
                raise DeclarationError(
                    f"Entity {entity.name} says {what}='{name}', which is no day of it.",
                    hint=f"Use one of {', '.join(sorted(dates)) or 'its days, once it declares some'}.",
                )

    def _check_signs(self) -> None:
        """Check that no two entities look alike in a drawing."""
        seen: dict[str, str] = {}
        for entity in self.concrete:
            assert entity.sign is not None  # noqa: S101 - every concrete entity declares one
            for part in (entity.sign.zh, entity.sign.en, entity.sign.colour):
                other = seen.setdefault(part, entity.name)
                if other != entity.name:
                    raise DeclarationError(
                        f"The signs of {other} and {entity.name} have '{part}' in common.", hint="Change one."
                    )


def pinyin_prop(prop: Prop) -> str | None:
    """The name of the stored companion that holds a searchable name's pinyin forms, or None where there is none.

    That of several names is a list: one text for each name, in their order.
    """
    return f"{prop.name}Pinyin" if prop.search and prop.kind in (NAME, NAMES) else None


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


_ENTITIES = Declared(
    "ENTITY", Entity, "Write ENTITY = Entity(…), one to a file.", lambda e: e.name, lambda e: _snake(e.name)
)
_LINKS = Declared(
    "LINK", Link, "Write LINK = Link(…), one to a file.", lambda link: link.kind, lambda link: link.kind.lower()
)


def load(entities: ModuleType = schema.entities, links: ModuleType = schema.links) -> Model:
    """Walk the two folders and return the checked model; raises DeclarationError for anything malformed."""
    model = Model(
        {entity.name: entity for _, entity in _ENTITIES.walk(entities)},
        {link.kind: link for _, link in _LINKS.walk(links)},
    )
    model.check()
    return model


MODEL = load()
