"""Questions compiled without a database, and the files their statements are pinned in.

    make pin

writes every `tests/hub/questions/pinned/<name>.cypher` from `<name>.graphql` and, where it has variables,
`<name>.json`. Read the difference before you commit it: it is what the database is asked from then on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values

from hub.access.answer_summary import AnswerSummary
from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.api.schema import Api, build_api
from hub.questions.compiler import Compiler
from hub.questions.limits import Allowance, Limits, Tally
from hub.questions.root import Statement, compile_root
from hub.questions.selection import flatten
from schema.values import Realm

FOLDER = Path(__file__).parents[1] / "hub" / "questions" / "pinned"


@cache
def fictional() -> Api:
    """The API of the fictional realm."""
    return build_api(Realm.FICTIONAL)


def names() -> list[str]:
    """The pinned questions."""
    return sorted(path.stem for path in FOLDER.glob("*.graphql"))


def question(name: str) -> tuple[str, dict[str, Any]]:
    """A pinned question and its variables."""
    variables = FOLDER / f"{name}.json"
    given = json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {}
    return (FOLDER / f"{name}.graphql").read_text(encoding="utf-8"), given


def compiled(query: str, given: Mapping[str, Any] | None = None) -> list[Statement]:
    """The statement of each root field, as the hub sends them."""
    api = fictional()
    document = parse(query)
    assert validate(api.graphql, document) == []
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    variables = get_variable_values(api.graphql, operation.variable_definitions or (), dict(given or {}))
    assert not isinstance(variables, list), variables
    profile, allowance = Profile(PURPOSES["DEMONSTRATION"], "11990100000000001A", "J01-0042"), Allowance(Limits())
    return [
        compile_root(
            api.roots[root.name],
            Compiler(api.model, api.graphql, profile, fragments, variables, Tally(allowance.limits), api.realm),
            root,
        ).bind(profile, variables.coerced, allowance, AnswerSummary())
        for root in flatten([operation.selection_set], {"Query"}, fragments, variables)
    ]


def pinned_text(statements: list[Statement]) -> str:
    """What stands in the `.cypher` file: each statement under the name of its root field."""
    return "\n".join(f"// {statement.key}\n{statement.text}\n" for statement in statements)


def main() -> None:
    """Write the files again."""
    for name in names():
        path = FOLDER / f"{name}.cypher"
        text = pinned_text(compiled(*question(name)))
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--pin"]:
        raise SystemExit(__doc__)
    main()
