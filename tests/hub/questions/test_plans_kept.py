"""A plan that is kept asks, for other values, exactly what would be asked had it been compiled for them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from support.examples import examples
from support.question_oracle import Field, render
from support.random_questions import Asking, chance_world
from support.variables_from_literals import API, lifted

from hub.access.answer_summary import AnswerSummary
from hub.access.catalogue import PURPOSES
from hub.access.declare import GRAPH, Purpose
from hub.access.profile import Profile
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from hub.questions.compiler import Compiler
from hub.questions.limits import Allowance, Limits, Tally
from hub.questions.plans import Planned, Plans
from hub.questions.root import RootPlan, compile_root
from hub.questions.selection import flatten
from schema.errors import LinkageError

ASKING = Asking(chance_world(20261122))
OPEN = [purpose for purpose in PURPOSES.values() if GRAPH in purpose.groups]
#: Two callers of one purpose, so that nothing of the first gets into what is kept for the second.
ONE, OTHER = ("S0102", "S0102-A-1", "990102"), ("G0200", "G0200-B-2", "9902")


def changed(values: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """Other values of the same kinds: words change places, numbers and lists grow and shrink."""
    words = sorted({each for value in values.values() for each in _words(value)})
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, int):
            found[name] = max(0, value + chance.choice([-1, 0, 1, 2, 150]))
        elif isinstance(value, list):
            found[name] = [chance.choice(value) for _ in range(chance.randint(0, len(value) + 1))]
        else:
            found[name] = chance.choice([value, chance.choice(words), "", "zz\ue000"])
    return found


def _words(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


@dataclasses.dataclass
class Asked:
    """One operation, compiled for one set of values."""

    query: str
    values: Mapping[str, Any]

    def __post_init__(self) -> None:
        prepared = Preparer(API, None).prepare(OperationRequest(self.query, self.values))  # type: ignore[arg-type]  # not asked
        self.operation, self.variables = prepared.operation, prepared.variables

    def through(self, plans: Plans, profile: Profile) -> Any:
        """What is asked with a plan that may be kept."""
        return self._said(plans.of(self.query, self.variables, profile, self._compile(profile)), profile)

    def anew(self, profile: Profile) -> Any:
        """What is asked when all is compiled for these very values."""
        return self._said(self._compile(profile)(self.variables), profile)

    def _compile(self, profile: Profile) -> Any:
        def compile_all(variables: VariableValues) -> list[Planned]:
            node, fragments = self.operation.node, self.operation.fragments
            return [
                self._root(root, profile, variables)
                for root in flatten([node.selection_set], {"Query"}, fragments, variables)
            ]

        return compile_all

    def _root(self, root: Any, profile: Profile, variables: VariableValues) -> Planned:
        compiler = Compiler(
            API.model, API.graphql, profile, self.operation.fragments, variables, Tally(Limits()), API.realm
        )
        try:
            return compile_root(API.roots[root.name], compiler, root)
        except (LinkageError, GraphQLError) as problem:
            return problem

    def _said(self, plans: list[Planned], profile: Profile) -> Any:
        said: list[Any] = []
        allowance, traces = Allowance(Limits()), AnswerSummary()
        for plan in plans:
            try:
                if not isinstance(plan, RootPlan):
                    assert plan is not None
                    raise plan
                statement = plan.bind(profile, self.variables.coerced, allowance, traces)
                said.append((statement.text, statement.guarded, statement.parameters, str(statement.missing)))
            except (LinkageError, GraphQLError) as problem:
                said.append((type(problem), str(problem)))
        return said, traces.closed


def profile_of(purpose: Purpose, who: tuple[str, str, str]) -> Profile:
    """A caller who sees something in every ring."""
    agency, card, division = who
    scope = {ring.name: frozenset({f"{agency}{ring.name}{i}"[:22] for i in range(3)}) for ring in purpose.rings}
    return Profile(purpose, agency, card, scope, division)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=ASKING.root(0), purpose=st.sampled_from(OPEN), seed=st.integers(0, 2**32))
def test_a_kept_plan_asks_what_a_new_one_would(asked: Field, purpose: Purpose, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's choice
    query, values = lifted(render([asked]))
    note(query)
    plans = Plans()
    Asked(query, values).through(plans, profile_of(purpose, ONE))
    for _ in range(4):
        other = changed(values, chance)
        note(repr(other))
        coerced = get_variable_values(API.graphql, _definitions(query), other)
        if isinstance(coerced, list):
            continue
        again = Asked(query, other)
        mine = profile_of(purpose, OTHER)
        assert again.through(plans, mine) == again.anew(mine)


def _definitions(query: str) -> Any:
    (operation,) = parse(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation.variable_definitions or ()


POINT = "query P($id: CitizenId!) { person(citizenId: $id) { name vehicles(first: 5) { nodes { plateNo } } } }"


def test_many_persons_share_one_plan() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["CASE_INQUIRY"], ONE)
    texts = {
        text
        for person in ("990102198506150019", "990102196610010033", "990101197811200034")
        for ((text, *_),) in [Asked(POINT, {"id": person}).through(plans, profile)[0]]
    }

    assert (len(texts), len(plans.kept), plans.kept.hits) == (1, 1, 2)


def test_a_page_size_changes_no_text() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["DEMONSTRATION"], ONE)
    query = "query P($first: Int!) { persons(first: $first) { nodes { name } pageInfo { hasNextPage } } }"
    asked = [Asked(query, {"first": first}).through(plans, profile)[0][0] for first in (1, 20, 100)]

    assert len({text for text, *_ in asked}) == 1
    # A statement asks for one row more than the page has.
    assert [parameters["p0"] for _, _, parameters, _ in asked] == [2, 21, 101]
    assert Asked(query, {"first": 101}).through(plans, profile)[0][0][0].code == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("included", [True, False])
def test_a_flag_chooses_among_two_plans(included: bool) -> None:
    plans, profile = Plans(), profile_of(PURPOSES["DEMONSTRATION"], ONE)
    query = "query P($with: Boolean!) { persons { nodes { id name @include(if: $with) } } }"
    for _ in range(3):
        for each in (included, not included):
            asked = Asked(query, {"with": each})
            assert asked.through(plans, profile) == asked.anew(profile)
    assert len(plans.kept) == 2


def test_hops_are_chosen_by_and_ids_are_not() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["DEMONSTRATION"], ONE)
    query = "query N($id: ID!, $hops: Int!) { neighbourhood(id: $id, hops: $hops) { truncated } }"
    for hops in (1, 2, 3, 1, 2, 3):
        for start in ("a" * 20, "b" * 20):
            asked = Asked(query, {"id": start, "hops": hops})
            assert asked.through(plans, profile) == asked.anew(profile)
    assert len(plans.kept) == 1
    assert plans.alone == {}


def test_what_is_for_one_request_alone_is_counted() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["DEMONSTRATION"], ONE)
    for text in ("陈立诚", "测A12345", "chenlicheng"):
        Asked("query S($text: String!) { search(text: $text) { moreExist } }", {"text": text}).through(plans, profile)

    assert (plans.alone, len(plans.kept)) == ({"search": 3}, 0)


def test_a_refused_question_is_not_kept() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["VEHICLE_CONTROL"], ONE)
    said, _ = Asked("{ bankAccounts { nodes { id } } }", {}).through(plans, profile)

    assert said[0][0].code == "NOT_OPEN"
    assert len(plans.kept) == 0


def test_a_flood_of_documents_leaves_what_is_used() -> None:
    plans, profile = Plans(), profile_of(PURPOSES["DEMONSTRATION"], ONE)
    for _ in range(2):
        Asked(POINT, {"id": "990102198506150019"}).through(plans, profile)
    plans.kept._most = 400_000
    for place in range(300):
        Asked(f"{{ persons(first: {place % 100 + 1}) {{ nodes {{ a{place}: name }} }} }}", {}).through(plans, profile)

    misses = plans.kept.misses
    Asked(POINT, {"id": "990102196610010033"}).through(plans, profile)
    assert plans.kept.misses == misses
    assert plans.kept.weight <= 400_000
