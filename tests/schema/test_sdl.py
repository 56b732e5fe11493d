"""The printed schema: committed, the same in both realms, and described in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    parse,
)

from hub.api import outline
from hub.api.schema import Api, build_api
from schema.model import MODEL
from schema.values import Realm

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def built() -> Api:
    """The API."""
    return build_api(Realm.FICTIONAL)


def test_committed_schema_is_the_one_built(built: Api) -> None:
    # To write it: hub sdl > schema/schema.graphql
    assert COMMITTED.read_text(encoding="utf-8") == built.sdl


def test_committed_choices_of_the_api_are_those_declared(built: Api) -> None:
    # Write it again with: make sdl
    assert (COMMITTED.parent / "api.json").read_text(encoding="utf-8") == outline.text(built)


def test_both_realms_have_the_same_schema(built: Api) -> None:
    assert build_api(Realm.REAL).sdl == built.sdl


def test_each_root_field_says_which_group_opens_it(built: Api) -> None:
    roots = [node for node in parse(built.sdl).definitions if getattr(node.name, "value", "") in ("Query", "Mutation")]

    printed = {
        field.name.value: [(each.name.value, each.arguments[0].value.value) for each in field.directives]
        for node in roots
        for field in node.fields
    }

    declared = {**built.roots, **built.changes}
    assert printed == {name: [("access", root.group)] for name, root in declared.items()}


def test_everything_is_described(built: Api) -> None:
    bare: list[str] = []
    for name, kind in built.graphql.type_map.items():
        if name.startswith("__") or name in ("Int", "Float", "String", "Boolean", "ID"):
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            bare += [f"{name}.{field}" for field, value in kind.fields.items() if not value.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, value in kind.fields.items():
                bare += [f"{name}.{field}({arg})" for arg, given in value.args.items() if not given.description]
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, held in kind.values.items() if not held.description]

    assert bare == []


def test_what_comes_from_the_model_has_its_chinese_term(built: Api) -> None:
    types = built.graphql.type_map
    bare: list[str] = []
    for entity in MODEL.entities.values():
        kind = types[entity.name]
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        own = [p.name for p in MODEL.props(entity.name)] + [f.name for f in MODEL.link_fields(entity.name)]
        bare += [entity.name] if not HAN.search(str(kind.description)) else []
        bare += [f"{entity.name}.{n}" for n in own if not HAN.search(str(kind.fields[n].description))]
    for name in MODEL.choices():
        chosen = types[name]
        assert isinstance(chosen, GraphQLEnumType)
        bare += [f"{name}.{n}" for n, v in chosen.values.items() if not HAN.search(str(v.description))]
    bare += [n for n, k in types.items() if isinstance(k, GraphQLScalarType) and n[:2] != "__" and not _plain(n, k)]

    assert bare == []


def _plain(name: str, kind: GraphQLScalarType) -> bool:
    return name in ("Int", "Float", "String", "Boolean", "ID") or bool(HAN.search(str(kind.description)))
