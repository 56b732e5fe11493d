"""All purposes: walks `hub/access/purposes/` and checks the files against the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hub.access import purposes
from hub.access.declare import FLAG, FLAGS, WITHOUT_BASIS, Purpose
from hub.access.roles import ROLE
from schema.declare import Sensitivity
from schema.discover import Declared
from schema.entities.agency import AGENCY_KIND
from schema.entities.document import DOCUMENT_KIND
from schema.entities.enforcement_case import CASE_KIND, CASE_STATUS
from schema.errors import DeclarationError
from schema.model import MODEL, Model

PURPOSE = Declared("PURPOSE", Purpose, "Write PURPOSE = Purpose(…).", lambda p: p.name, lambda p: p.name.lower())


def check(purpose: Purpose, model: Model = MODEL) -> None:
    """Check a purpose against the model; raises DeclarationError with what to write."""
    _check_known(purpose, "agencies", purpose.agencies, AGENCY_KIND.members)
    _check_known(purpose, "roles", purpose.roles, ROLE.members)
    _check_known(purpose, "ground.documents", purpose.ground.documents, DOCUMENT_KIND.members)
    _check_known(purpose, "ground.statuses", purpose.ground.statuses, CASE_STATUS.members)
    _check_known(purpose, "ground.kinds", purpose.ground.kinds, CASE_KIND.members)
    _check_flags(purpose)
    _check_known(purpose, "links", purpose.followed, model.links)
    _check_known(purpose, "held_by", {r.held_by for r in purpose.rings if r.held_by is not None}, model.links)
    _check_known(purpose, "within", {r.within for r in purpose.registers if r.within is not None}, model.links)
    if Sensitivity.SEALED in purpose.link_values:
        raise DeclarationError(
            f"Purpose {purpose.name} opens SEALED values of links.", hint="No purpose may show them: remove SEALED."
        )
    twice = [n for n, times in Counter(r.opens.entity for r in purpose.registers).items() if times > 1]
    if twice:
        raise DeclarationError(f"Purpose {purpose.name} declares two registers of {twice[0]}.", hint="Make them one.")
    for kind in purpose.followed:
        link = model.links[kind]
        hidden = [p.name for p in link.props if p.name in link.key and p.sensitivity not in purpose.link_values]
        if hidden:
            # Cursors carry what tells parallel links apart.
            raise DeclarationError(
                f"Purpose {purpose.name} follows {kind} but hides its {', '.join(hidden)}.",
                hint="Add the sensitivity to link_values, or do not follow the link.",
            )
    for opens in (*(o for r in purpose.rings for o in r.opens), *(r.opens for r in purpose.registers)):
        if opens.entity not in {e.name for e in model.concrete}:
            raise DeclarationError(
                f"Purpose {purpose.name} opens '{opens.entity}', which is not a concrete entity.",
                hint=f"Use one of {', '.join(e.name for e in model.concrete)}.",
            )
        _check_known(purpose, f"fields of {opens.entity}", opens.fields, {p.name: p for p in model.props(opens.entity)})
        if Sensitivity.SEALED in opens.whole | opens.masked:
            raise DeclarationError(
                f"Purpose {purpose.name} opens SEALED values.", hint="No purpose may show them: remove SEALED."
            )
        if opens.whole & opens.masked:
            raise DeclarationError(
                f"Purpose {purpose.name} shows the same values of {opens.entity} both whole and masked.",
                hint="Write each sensitivity once.",
            )
    for register in purpose.registers:
        rings = purpose.opened(register.opens.entity).rings
        if register.within is not None and rings:
            raise DeclarationError(
                f"Purpose {purpose.name} opens {register.opens.entity} in a division and in rings.",
                hint="Choose one of the two: what the register opens is open in the rings too.",
            )


def _check_flags(purpose: Purpose) -> None:
    """Check that a caller who may raise a flag on something can also see and withdraw it."""
    flags = {ring.name for ring in purpose.rings if any(opens.entity == FLAG for opens in ring.opens)}
    others = {ring.name for ring in purpose.rings} - flags
    if FLAGS in purpose.groups and purpose.flagged is not None and not others <= purpose.flagged:
        raise DeclarationError(
            f"Purpose {purpose.name} lets officers raise flags on "
            f"'{min(others - purpose.flagged)}', and no ring of flags shows them.",
            hint="Name the ring in a ring of flags: in one that is held_by RAISED_BY, where flags of other agencies are"
            " not to be seen.",
        )


def _check_known(purpose: Purpose, what: str, given: object, known: Mapping[str, object]) -> None:
    unknown = sorted(set(given) - set(known))  # type: ignore[call-overload]  # any collection of names
    if unknown:
        raise DeclarationError(
            f"Purpose {purpose.name} names '{unknown[0]}' in {what}, which is not declared.",
            hint=f"Use one of {', '.join(sorted(known)[:40])}.",
        )


def load() -> dict[str, Purpose]:
    """Walk the folder and return the checked purposes by name."""
    found: dict[str, Purpose] = {}
    for _, purpose in PURPOSE.walk(purposes):
        check(purpose)
        found[purpose.name] = purpose
    return found


PURPOSES: Mapping[str, Purpose] = load()
if WITHOUT_BASIS not in PURPOSES:
    raise DeclarationError(f"There is no purpose {WITHOUT_BASIS}.", hint="Operations without a basis run under it.")
