"""The model as JSON for programs that draw it: `python -m schema.outline` writes `schema/model.json`.

Labels in both languages, kinds of values, and which link a field of an entity follows and which way: what GraphQL's own
introspection does not say, or says in prose only.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from schema.declare import Link, Prop
from schema.model import MODEL, LinkField, Model

_WAYS = {True: "OUT", False: "IN", None: "BOTH"}


def outline(model: Model) -> dict[str, Any]:
    """Every entity with its properties and link fields, those inherited included; every link."""
    return {
        "entities": {entity.name: _entity(model, entity.name) for entity in model.entities.values()},
        "links": {link.kind: _link(link) for link in model.links.values()},
    }


def text(model: Model) -> str:
    """The outline as it is kept in the repository."""
    return json.dumps(outline(model), ensure_ascii=False, indent=1) + "\n"


def _entity(model: Model, name: str) -> dict[str, Any]:
    entity = model.entity(name)
    return {
        "zh": entity.zh,
        "description": entity.description,
        "plural": entity.plural,
        "caption": entity.caption,
        "abstract": entity.abstract,
        "is": list(model.interfaces(name)) if name in {e.name for e in model.concrete} else [],
        "props": [_prop(prop) for prop in model.props(name)],
        "fields": [_field(field) for field in model.link_fields(name)],
    }


def _prop(prop: Prop) -> dict[str, Any]:
    return {
        "name": prop.name,
        "zh": prop.zh,
        "description": prop.description,
        "kind": prop.kind.name,
        "sensitivity": prop.sensitivity.value,
        "identity": prop.identity,
    }


def _field(field: LinkField) -> dict[str, Any]:
    return {
        "name": field.name,
        "zh": field.side.zh,
        "description": field.side.description,
        "link": field.link.kind,
        "target": field.target,
        "way": _WAYS[field.forward],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "zh": link.zh,
        "description": link.description,
        "reads": link.reads,
        "symmetric": link.symmetric,
        "sensitivity": link.sensitivity.value,
        "props": [_prop(prop) for prop in link.props],
    }


if __name__ == "__main__":
    sys.stdout.write(text(MODEL))
