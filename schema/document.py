"""The model as a page for readers in both languages: `python -m schema.document` writes `docs/model.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from schema.declare import Entity, Link, Prop
from schema.model import MODEL, Model
from schema.own_nodes import OWN
from schema.values import Choice

#: What stands above the generated tables: how to read them, and the form of the outline.
_HEAD = Path(__file__).with_name("document_head.md")


def markdown(model: Model) -> str:
    """The page: entities with properties and link fields, links with what they join, choices, the hub's own nodes."""
    head = _HEAD.read_text(encoding="utf-8").rstrip()
    return "\n".join([head, *_entities(model), *_links(model), *_choices(model), *_own_nodes()]) + "\n"


def _entities(model: Model) -> Iterator[str]:
    yield "\n## Entities (实体)"
    for entity in model.entities.values():
        yield from _entity(model, entity)


def _entity(model: Model, entity: Entity) -> Iterator[str]:
    yield f"\n### {entity.name} ({entity.en}, {entity.zh})\n"
    yield entity.description + (" An interface." if entity.abstract else "")
    if entity.of:
        yield f"\nA {entity.of}: it has the properties and links of that too."
    if entity.props:
        yield "\n| Property | English | 中文 | Kind | Sensitivity | |\n|---|---|---|---|---|---|"
        yield from (_row(prop) for prop in entity.props)
    own = [field for field in model.link_fields(entity.name) if field.owner == entity.name]
    if own:
        yield "\n| Link field | English | 中文 | Leads to | Link | |\n|---|---|---|---|---|---|"
        for field in own:
            side = field.side
            where = f"{field.target} | {field.link.kind}"
            yield f"| `{field.name}` | {side.en} | {side.zh} | {where} | {side.description} |"


def _row(prop: Prop) -> str:
    note = " Identity." if prop.identity else ""
    labels = f"{prop.en} | {prop.zh}"
    return f"| `{prop.name}` | {labels} | {prop.kind.name} | {prop.sensitivity.value} | {prop.description}{note} |"


def _links(model: Model) -> Iterator[str]:
    yield "\n## Links (关系)\n"
    yield "| Link | English | 中文 | Reads | Joins | Own properties | Sensitivity |\n|---|---|---|---|---|---|---|"
    yield from (_link(link) for link in model.links.values())


def _link(link: Link) -> str:
    arrow = "–" if link.symmetric else "→"
    joins = ", ".join(f"{pair.source} {arrow} {pair.target}" for pair in link.between)
    props = ", ".join(f"`{prop.name}` {prop.en} {prop.zh}" for prop in link.props) or "–"
    return f"| {link.kind} | {link.en} | {link.zh} | {link.reads} | {joins} | {props} | {link.sensitivity.value} |"


def _choices(model: Model) -> Iterator[str]:
    yield "\n## Choices (代码)"
    for name, choice in sorted(model.choices().items()):
        yield f"\n### {name}\n\n| Code | English | 中文 | |\n|---|---|---|---|\n{_members(choice)}"


def _members(choice: Choice) -> str:
    return "\n".join(
        f"| `{code}` | {member.en} | {member.zh} | {member.text} |" for code, member in choice.members.items()
    )


def _own_nodes() -> Iterator[str]:
    yield "\n## The hub's own nodes\n"
    yield "What the hub keeps for itself, as declared under `schema/own`. No feed writes it, and no question finds it."
    for node in OWN.values():
        yield f"\n### {node.name}\n\n{node.description}"
        if node.key:
            yield f"\nKey: {', '.join(f'`{name}`' for name in node.key)}."
        yield "\n| Property | Kind | |\n|---|---|---|"
        for prop in node.props:
            kind = "Bytes" if prop.kind is None else prop.kind.name
            yield f"| `{prop.name}` | {f'[{kind}]' if prop.many else kind} | {prop.description} |"


if __name__ == "__main__":
    sys.stdout.write(markdown(MODEL))
