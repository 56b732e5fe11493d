"""The closed lists of the API that no entity declares, as JSON: `python -m hub.api.outline` writes `schema/api.json`.

`schema/model.json` holds those of the model in the same form.
"""

from __future__ import annotations

import sys
from typing import Any

from graphql import GraphQLEnumType

from hub.api.schema import Api, build_api
from hub.questions.kinds import choice_of
from schema import outline
from schema.model import MODEL
from schema.values import Realm


def outlined(api: Api) -> dict[str, Any]:
    """The choices that the API has beside those of the model, with labels in both languages."""
    enums = [each.name for each in api.graphql.type_map.values() if isinstance(each, GraphQLEnumType)]
    found = [choice_of(name) for name in enums if name not in MODEL.choices()]
    return {"choices": outline.choices(choice for choice in found if choice is not None)}


def text(api: Api) -> str:
    """The choices as they are kept in the repository."""
    return outline.written(outlined(api))


if __name__ == "__main__":
    sys.stdout.write(text(build_api(Realm.FICTIONAL)))
