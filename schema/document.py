"""The model as a page for readers: `python -m schema.document` writes `docs/model.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from schema.declare import Entity, Link, Prop
from schema.model import MODEL, Model
from schema.values import Choice

_HEAD = """# The model

What the hub knows, as declared under `schema/entities` and `schema/links`. This page is generated (`make sdl`); edit
the declarations. Sensitivity says how much harm a value can do, and so which purposes will open it."""


def markdown(model: Model) -> str:
    """The page: every entity with its properties and link fields, every link with what it joins, every choice."""
    return "\n".join([_HEAD, *_entities(model), *_links(model), *_choices(model)]) + "\n"


def _entities(model: Model) -> Iterator[str]:
    yield "\n## Entities"
    for entity in model.entities.values():
        yield from _entity(model, entity)


def _entity(model: Model, entity: Entity) -> Iterator[str]:
    yield f"\n### {entity.name} ({entity.zh})\n"
    yield entity.description + (" An interface." if entity.abstract else "")
    if entity.of:
        yield f"\nA {entity.of}: it has the properties and links of that too."
    if entity.props:
        yield "\n| Property | 中文 | Kind | Sensitivity | |\n|---|---|---|---|---|"
        yield from (_row(prop) for prop in entity.props)
    own = [field for field in model.link_fields(entity.name) if field.owner == entity.name]
    if own:
        yield "\n| Link field | 中文 | Leads to | Link | |\n|---|---|---|---|---|"
        for field in own:
            side = field.side
            yield f"| `{field.name}` | {side.zh} | {field.target} | {field.link.kind} | {side.description} |"


def _row(prop: Prop) -> str:
    note = " Identity." if prop.identity else ""
    return f"| `{prop.name}` | {prop.zh} | {prop.kind.name} | {prop.sensitivity.value} | {prop.description}{note} |"


def _links(model: Model) -> Iterator[str]:
    yield "\n## Links\n"
    yield "| Link | 中文 | Reads | Joins | Own properties | Sensitivity |\n|---|---|---|---|---|---|"
    yield from (_link(link) for link in model.links.values())


def _link(link: Link) -> str:
    arrow = "–" if link.symmetric else "→"
    joins = ", ".join(f"{pair.source} {arrow} {pair.target}" for pair in link.between)
    props = ", ".join(f"`{prop.name}`" for prop in link.props) or "–"
    return f"| {link.kind} | {link.zh} | {link.reads} | {joins} | {props} | {link.sensitivity.value} |"


def _choices(model: Model) -> Iterator[str]:
    yield "\n## Choices"
    for name, choice in sorted(model.choices().items()):
        yield f"\n### {name}\n\n{_members(choice)}"


def _members(choice: Choice) -> str:
    return "\n".join(f"- `{member}` {zh}: {text}" for member, (zh, text) in choice.members.items())


if __name__ == "__main__":
    sys.stdout.write(markdown(MODEL))
