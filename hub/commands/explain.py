"""`hub explain`: what a question becomes, without a database: its statements, what fills them, and its price."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.access.quotas import UNLIMITED
from hub.api.schema import build_api
from hub.operations.compiling import compile_queries
from hub.operations.documents.reading import Refused
from hub.operations.preparation import Preparer
from hub.operations.protection import Protection
from hub.operations.request import OperationRequest, Prepared
from hub.questions.cost import Estimates
from hub.questions.plans import Planned
from hub.questions.root import RootPlan
from hub.questions.slots import CompiledVariables, slotted
from hub.settings import Settings
from schema.errors import InvalidArgument, LinkageError
from schema.values import Realm

EXAMPLES = (
    "hub explain '{ cases { totalCount } }'",
    "hub explain question.graphql --purpose CASE_INQUIRY",
    'hub explain - --variables \'{"id": "990102198506150019"}\' < question.graphql',
)


def explain(
    question: Annotated[str, typer.Argument(help="A question, a file that holds one, or - for standard input.")],
    purpose: Annotated[str, typer.Option(help="Purpose of the question.")] = "DEMONSTRATION",
    variables: Annotated[str | None, typer.Option(help="Its variables, as a JSON object.")] = None,
) -> None:
    """Print what a question becomes: its statements, what fills them, and its price. Needs no database."""
    chosen = PURPOSES.get(purpose.strip().upper())
    if chosen is None:
        raise InvalidArgument("There is no purpose with that name.", hint=f"There are: {', '.join(PURPOSES)}.")
    realm = Realm.FICTIONAL if chosen.demo or Settings.from_env().demo else Realm.REAL
    preparer = Preparer(build_api(realm), cast("Any", None), Protection(quotas=UNLIMITED))
    profile = Profile(chosen, "", "")
    try:
        prepared = preparer.prepare(OperationRequest(_text(question), _parse_variables(variables), None))
    except Refused as refused:
        first = refused.errors[0]
        hint = first["extensions"].get("hint") or "Ask a question that the schema allows: hub sdl prints it."
        raise InvalidArgument(first["message"], hint=hint) from None
    for line in _explain_lines(preparer, prepared, profile):
        typer.echo(line)


def _explain_lines(preparer: Preparer, prepared: Prepared, profile: Profile) -> Iterator[str]:
    asked = CompiledVariables(prepared.variables.coerced)
    variables = type(prepared.variables)(prepared.variables.sources, slotted(prepared.variables.coerced, asked))
    plans = compile_queries(preparer, prepared, profile)(variables)
    for root, plan in zip(prepared.roots, plans, strict=True):
        yield f"# {root.key}" if root.key == root.name else f"# {root.key}: {root.name}"
        yield from _plan(plan or _refusal(preparer, root.name, profile), asked.alone)
        yield ""
    pins = ", ".join(f"{'.'.join(map(str, pin.path))} ({pin.name})" for pin in asked.pins)
    yield f"The text is chosen by: {pins or 'the document and the purpose alone'}."
    price = preparer.by_estimates(prepared, Estimates())
    yield f"Price: {price.units:,} units if all pages are full; '{price.dearest}' costs most."


def _refusal(preparer: Preparer, name: str, profile: Profile) -> LinkageError | None:
    """Why the purpose does not open a field that a service answers; None where it does."""
    declared = preparer.api.roots.get(name) or preparer.api.changes.get(name)
    try:
        if declared is not None:
            profile.check_group(declared.group, name)
    except LinkageError as problem:
        return problem
    return None


def _plan(plan: Planned, alone: str | None) -> Iterator[str]:
    if plan is None:
        yield "A service answers it, without a statement."
        return
    if isinstance(plan, LinkageError):
        yield f"Refused: {plan.message}"
        if plan.hint:
            yield f"  → {plan.hint}"
        return
    if not isinstance(plan, RootPlan):
        yield f"Refused: {plan.message}"
        return
    yield plan.text
    yield ""
    for what, names in (
        ("from the document", [f"${name} = {_shorten(value)}" for name, value in plan.constants.items()]),
        ("from the variables of each request", [f"${name}" for name, _ in plan.slots]),
        ("from the caller's rights", [f"${name}" for name in plan.rights]),
        ("rings that the answer depends on", sorted(plan.rings)),
        ("closed by the purpose", sorted(plan.closed)),
    ):
        if names:
            yield f"- {what}: {', '.join(names)}"
    why = plan.alone or alone
    yield "- kept for all requests that are built alike" if why is None else f"- compiled for each request: {why}"


def _shorten(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _text(question: str) -> str:
    """The question itself, the file that holds it, or standard input for '-'."""
    if question == "-":
        return sys.stdin.read()
    if "{" in question:
        return question
    try:
        return Path(question).read_text(encoding="utf-8")
    except OSError:
        raise InvalidArgument(
            f"'{question}' is neither a question nor a file.", hint="Write '{ me { card } }', a file's name, or -."
        ) from None


def _parse_variables(variables: str | None) -> dict[str, Any]:
    if variables is None:
        return {}
    try:
        found = json.loads(variables)
    except ValueError as problem:
        raise InvalidArgument(f"The variables are not JSON: {problem}.", hint='Write \'{"id": "…"}\'.') from None
    if not isinstance(found, dict):
        raise InvalidArgument("The variables are not a JSON object.", hint='Write \'{"id": "…"}\'.')
    return found
