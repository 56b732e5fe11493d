"""What the hub uses of strawberry and graphql-core without their documenting it, tried with the versions installed.

When a new version fails here, look at `hub/api/build.py` and `hub/operations/documents/variables.py`; only they use it.
When it passes, add the version to `TRIED`.
"""

from __future__ import annotations

from importlib.metadata import version

import pytest
import strawberry
from graphql import GraphQLSchema, execute_sync, get_variable_values, parse

from hub.api import build
from hub.operations.documents.variables import Variables
from hub.questions.resolver import resolver
from hub.questions.shape import Arg

TRIED = {"strawberry-graphql": ("0.341.2",), "graphql-core": ("3.3.2",)}
DOCUMENT = "query Q($many: [Ask!]!, $other: String, $first: Int = 3) { a(ask: {in: $other}, first: $first) { name } }"


@pytest.fixture(scope="module")
def made() -> tuple[strawberry.Schema, GraphQLSchema]:
    """A schema whose types refer to one another in a circle, with an argument that has a Python keyword's name."""
    one, other = build.object_type("One", "One."), build.object_type("Other", "Other.")
    ask = build.input_type("Ask", "A condition.")
    build.fill(ask, [build.entry("in", str | None, "Equal to.")])
    build.fill(one, [build.output("name", str, "Name."), build.output("other", other | None, "Other.")])
    build.fill(other, [build.output("one", one, "One.")])
    query, mutation = build.object_type("Query", "Questions."), build.object_type("Mutation", "Changes.")
    args = [Arg("ask", ask | None, "Condition."), Arg("first", int, "How many.", 20)]
    build.fill(query, [build.output("a", one | None, "A.", args)])
    build.fill(mutation, [echo.field()])
    return build.schema(query, mutation, [one, other], {})


@resolver("What was said.", group="words")
async def echo(context: strawberry.Parent[str], the_word: str, often: int = 2) -> str:
    return context + the_word * often


@pytest.mark.parametrize("name", TRIED)
def test_the_installed_version_is_one_that_was_tried(name: str) -> None:
    assert version(name) in TRIED[name]


def test_types_are_filled_after_they_are_made(made: tuple[strawberry.Schema, GraphQLSchema]) -> None:
    schema, _ = made

    assert "type Other {" in schema.as_str()
    assert 'a(\n    """Condition."""\n    ask: Ask\n' in schema.as_str()
    assert "in: String" in schema.as_str()


def test_the_schema_of_graphql_core_is_the_one_printed(made: tuple[strawberry.Schema, GraphQLSchema]) -> None:
    schema, core = made

    assert isinstance(core, GraphQLSchema)
    assert execute_sync(core, parse("{ __typename }")).data == {"__typename": "Query"}
    assert {name for name in core.type_map if f" {name} {{" in schema.as_str()} >= {"One", "Other", "Ask", "Query"}


async def test_a_resolver_is_called_by_the_names_of_the_api(made: tuple[strawberry.Schema, GraphQLSchema]) -> None:
    schema, _ = made

    assert echo.name == "echo"
    assert await echo.answer("> ", {"theWord": "a", "often": 3}) == "> aaa"
    # Strawberry reads the same function alike.
    answered = await schema.execute('mutation { echo(theWord: "a") }', root_value="> ")
    assert answered.data == {"echo": "> aa"}


def test_variables_are_coerced_as_graphql_core_does(made: tuple[strawberry.Schema, GraphQLSchema]) -> None:
    _, core = made
    (operation,) = parse(DOCUMENT).definitions
    given = {"many": [{"in": "a"}, {}], "other": "b", "first": 5}

    ours = Variables.of(core, operation).coerced(given)

    theirs = get_variable_values(core, operation.variable_definitions, given)
    assert ours.coerced == theirs.coerced
    for name, source in theirs.sources.items():
        assert ours.sources[name].value == source.value
        assert str(ours.sources[name].signature.type) == str(source.signature.type)
