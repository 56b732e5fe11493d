"""What an operation asks of the register and which agency or officer it names, as its audit record says it in clear.

A reader of the log must learn each change and its subject (GB/T 22239, 8.1.4.3). Codes of agencies and numbers
of duty cards are not secret; a value that may be a person's own number is logged as its keyed hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLError, OperationType, get_argument_values

from hub.access.proposals import KEYS, ROLES, SIGN_IN
from hub.audit.hashing import keyed_hash
from hub.capabilities.register.shapes import REGISTRATION
from hub.operations.request import Prepared
from hub.operations.schema import Schema
from hub.questions.selection import Selected
from schema.values import ACCOUNT_NO, CITIZEN_ID, PHONE_NO, Realm

#: Arguments that name the agency or officer concerned, as audit records call them.
_NAMES = {"code": "agency", "agency": "agency", "card": "card", "id": "proposal"}
_LONGEST = 200
_PERSONAL = (CITIZEN_ID, PHONE_NO, ACCOUNT_NO)


def administered(api: Schema, prepared: Prepared, key: bytes) -> list[dict[str, str]]:
    """The root fields of an operation that are about the register, each with the agency or officer that it names."""
    return [_describe_field(api, prepared, root, key) for root in _of_register(api, prepared)]


def _of_register(api: Schema, prepared: Prepared) -> Iterator[Selected]:
    declared: Mapping[str, Any] = api.changes if prepared.kind is OperationType.MUTATION else api.roots
    for root in prepared.roots:
        found = declared.get(root.name)
        if found is not None and found.group == REGISTRATION:
            yield root


def _describe_field(api: Schema, prepared: Prepared, root: Selected, key: bytes) -> dict[str, str]:
    owner: Any = api.graphql.type_map[prepared.parent]
    try:
        given = get_argument_values(owner.fields[root.name], root.nodes[0], prepared.variables)
    except GraphQLError:
        # It will be refused; the record still says that it was asked.
        given = {}
    named = {name: given[argument] for argument, name in _NAMES.items() if isinstance(given.get(argument), str)}
    named |= _of_proposal(named.get("proposal", ""))
    return {"field": root.name, **{name: _clear(text, key) for name, text in named.items()}}


def _of_proposal(id_: str) -> dict[str, str]:
    """The agency or officer that a proposal concerns, as its id says it: an agency reads who confirmed its keys."""
    change, _, rest = id_.partition("/")
    subject = rest.rpartition("/")[0]
    name = {KEYS: "agency", SIGN_IN: "agency", ROLES: "card"}.get(change)
    return {name: subject} if name and subject else {}


def _clear(text: str, key: bytes) -> str:
    plain = text.strip()
    personal = any(kind.recognise(plain, realm) is not None for kind in _PERSONAL for realm in Realm)
    return keyed_hash(text, key) if personal or len(plain) > _LONGEST or not plain.isprintable() else plain
