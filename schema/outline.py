"""The model as JSON for programs that draw it: `python -m schema.outline` writes `schema/model.json`.

It holds labels in both languages, signs, days and cards of entities, the link that a field of an entity follows and its
direction, themes of links, and kinds of values: what GraphQL's own introspection does not say, or says in prose only.
`docs/model.md` describes its form.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from schema.declare import Entity, Link, Prop
from schema.looks import CANVASES, Sign
from schema.model import MODEL, LinkField, Model
from schema.themes import Theme
from schema.values import ALL, DOCUMENT_NO, Choice, Kind

_WAYS = {True: "OUT", False: "IN", None: "BOTH"}
#: The name that GraphQL gives to text of every kind.
_TEXT = "String"


def outline(model: Model) -> dict[str, Any]:
    """Every entity with its properties and link fields, those inherited included; every link, choice and kind."""
    return {
        "entities": {entity.name: _entity(model, entity) for entity in model.entities.values()},
        "links": {link.kind: _link(link) for link in model.links.values()},
        "themes": {theme.value: {"en": theme.en, "zh": theme.zh} for theme in Theme},
        "choices": choices(model.choices().values()),
        "kinds": {name: {"en": kind.en, "zh": kind.zh} for name, kind in _kinds().items()},
        "canvases": CANVASES,
    }


def choices(declared: Iterable[Choice]) -> dict[str, Any]:
    """Closed lists by name: each code with its labels and its sentence, in the declared order."""
    return {
        choice.name: {
            code: {"en": member.en, "zh": member.zh, "description": member.text}
            for code, member in choice.members.items()
        }
        for choice in sorted(declared, key=lambda each: each.name)
    }


def text(model: Model) -> str:
    """The outline as it is kept in the repository."""
    return written(outline(model))


def written(outlined: dict[str, Any]) -> str:
    """Any outline as JSON, one value a line so that changes are easy to see."""
    return json.dumps(outlined, ensure_ascii=False, indent=1) + "\n"


def _kinds() -> dict[str, Kind]:
    """Kinds of values by the name under which a search recognises them."""
    return {**{kind.name: kind for kind in ALL if kind.name != _TEXT}, "DocumentNo": DOCUMENT_NO}


def _entity(model: Model, entity: Entity) -> dict[str, Any]:
    return {
        "en": entity.en,
        "zh": entity.zh,
        "description": entity.description,
        "plural": entity.plural,
        "caption": entity.caption,
        "card": list(entity.card),
        "sign": _sign(entity.sign),
        "begins": entity.begins or None,
        "ends": entity.ends or None,
        "abstract": entity.abstract,
        "relates": entity.relates,
        "is": [] if entity.abstract else list(model.interfaces(entity.name)),
        "props": [_prop(prop) for prop in model.props(entity.name)],
        "fields": [_field(field) for field in model.link_fields(entity.name)],
    }


def _sign(sign: Sign | None) -> dict[str, str] | None:
    return None if sign is None else {"en": sign.en, "zh": sign.zh, "colour": sign.colour}


def _prop(prop: Prop) -> dict[str, Any]:
    return {
        "name": prop.name,
        "en": prop.en,
        "zh": prop.zh,
        "description": prop.description,
        "kind": prop.kind.name,
        "sensitivity": prop.sensitivity.value,
        "identity": prop.identity,
    }


def _field(field: LinkField) -> dict[str, Any]:
    return {
        "name": field.name,
        "en": field.side.en,
        "zh": field.side.zh,
        "description": field.side.description,
        "link": field.link.kind,
        "target": field.target,
        "way": _WAYS[field.forward],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "en": link.en,
        "zh": link.zh,
        "description": link.description,
        "reads": link.reads,
        "symmetric": link.symmetric,
        "themes": [theme.value for theme in link.themes],
        "sensitivity": link.sensitivity.value,
        "props": [_prop(prop) for prop in link.props],
    }


if __name__ == "__main__":
    sys.stdout.write(text(MODEL))
