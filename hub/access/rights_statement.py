"""The statement that fetches what an operation's rights depend on: registrations, basis case, document, and rings.

It is generated from the purpose, once, and is the only statement an operation runs besides those of its root fields.
Everything the rings hold is of a kind they open, so that to be in a ring is to be visible.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from hub.access.declare import Purpose, Ring, RingStep
from schema.model import MODEL, Model
from schema.validity import stands

#: A ring holds at most this many entities; a larger one is refused, never cut off.
RING_LIMIT = 5_000

#: Parameters of a caller who is not there. No key and no id is the empty text.
NOBODY: Mapping[str, Any] = {
    "agency": "",
    "card": "",
    "session": [""],
    "begun": 0,
    "case": "",
    "document": "",
    "agencyKey": "",
    "starts": [""],
}

#: Only links that stand give a right: a court that has given a case away has none to it any more.
_FACTS = f"""\
OPTIONAL MATCH (a:RegisteredAgency {{code: $agency}})
OPTIONAL MATCH (o:RegisteredOfficer {{cardNo: $card}})
OPTIONAL MATCH (c:Entity:EnforcementCase {{key: $case}})
OPTIONAL MATCH (d:Entity:Document {{key: $document}})
WITH a, o, c, d,
  COLLECT {{
    MATCH (c)-[l:HEARD_BY]->(x:Agency)
    WHERE {stands("l")}
    RETURN {{id: x.id, code: x.code, division: x.divisionCode}}
  }} AS courts,
  EXISTS {{ (d)-[l:ISSUED_IN]->(c) WHERE {stands("l")} }} AS inCase,
  COLLECT {{
    MATCH (d)-[l:ADDRESSED_TO]->(x:Agency) WHERE {stands("l")} RETURN {{id: x.id, code: x.code}}
  }} AS addressees"""

_RETURN = """\
RETURN {
  ended: EXISTS { MATCH (e:EndedSession) WHERE e.id IN $session AND coalesce(e.before >= $begun, true) },
  agency: CASE WHEN a IS NOT NULL THEN
    a {.code, .name, .kind, .division, .state, .validFrom, .validUntil, .keyVersion, .suspensions, .suspendedAt} END,
  officer: CASE WHEN o IS NOT NULL THEN
    o {.cardNo, .agency, .name, .roles, .state, .validFrom, .validUntil, .suspensions, .suspendedAt} END,
  case: CASE WHEN c IS NOT NULL THEN
    {id: c.id, number: c.caseNumber, kind: c.kind, status: c.status, filedAt: c.filedAt, courts: courts} END,
  document: CASE WHEN d IS NOT NULL THEN
    {id: d.id, kind: d.kind, status: d.status, validUntil: d.validUntil, inCase: inCase, addressees: addressees} END"""


#: Pairs of a start and how many links it has.
DEGREES = """COLLECT { UNWIND $starts AS start MATCH (n:Entity {id: start}) RETURN [start, COUNT { (n)--() }] }"""


def shows_everything(purpose: Purpose, model: Model = MODEL) -> bool:
    """Whether every entity and every link is visible under a purpose."""
    whole = {register.opens.entity for register in purpose.registers if register.within is None}
    return {entity.name for entity in model.concrete} <= whole and set(model.links) <= purpose.followed


def alike(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a statement of rights, each of the type that it has for every caller.

    The database plans a statement again where null comes instead of a text, or a list without members.
    """
    return {name: value or NOBODY[name] for name, value in parameters.items()}


@lru_cache(maxsize=256)
def statement(purpose: Purpose) -> str:
    """The statement of a purpose.

    Parameters: agency, card, session (its id and other marks; none for a token) and when it was begun, case and
    document (node keys or null), agencyKey (the caller's agency as an entity), starts (global ids that walks begin at).
    Returns one map `admission`: ended (whether the session was), agency, officer, case, document (each null where there
    is none), `agencyId` (the caller's agency as an entity, where a ring is held by it), `rings`, lists of global ids
    with at most RING_LIMIT + 1 members, and `degrees`, pairs of a start and its number of links; these only where the
    purpose shows everything, for hidden links must cost nothing.
    """
    lines = [_FACTS]
    kept = ["a", "o", "c", "d", "courts", "inCase", "addressees"]
    if purpose.years is not None:
        lines.append(f"WITH {', '.join(kept)}, c.filedAt - duration({{years: {purpose.years}}}) AS since")
        kept.append("since")
    for ring in purpose.rings:
        lines += _ring(ring, kept, window=purpose.years is not None)
    returned = [_RETURN]
    if any(ring.held_by is not None for ring in purpose.rings):
        returned.append("  agencyId: head(COLLECT { MATCH (x:Entity {key: $agencyKey}) RETURN x.id })")
    if purpose.rings:
        pairs = ", ".join(f"{r.name}: [x IN ring_{r.name} | x.id]" for r in purpose.rings)
        returned.append(f"  rings: {{{pairs}}}")
    if shows_everything(purpose):
        returned.append(f"  degrees: {DEGREES}")
    return "\n".join([*lines, ",\n".join(returned), "} AS admission"])


def _ring(ring: Ring, kept: list[str], *, window: bool) -> list[str]:
    name = f"ring_{ring.name}"
    if not ring.of:
        start = {"case": "c", "document": "d"}[ring.name]
        line = f"WITH {', '.join(kept)}, CASE WHEN {start} IS NULL THEN [] ELSE [{start}] END AS {name}"
        kept.append(name)
        return [line]
    lines: list[str] = []
    begin = " + ".join(f"ring_{of}" for of in ring.of)
    found: list[str] = []
    for hop in range(1, ring.hops + 1):
        reached = f"{name}_{hop}" if ring.hops > 1 else name
        parts = [_step(ring, step, begin, window=window) for step in ring.along]
        lines.append(f"WITH {', '.join([*kept, *found])}, {' + '.join(parts)} AS {reached}")
        found.append(reached)
        begin = reached
    if ring.hops > 1:
        lines.append(f"WITH {', '.join(kept)}, {' + '.join(found)} AS {name}")
    kept.append(name)
    return lines


def _step(ring: Ring, step: RingStep, begin: str, *, window: bool) -> str:
    left, right = {"OUT": ("-", "->"), "IN": ("<-", "-"), "BOTH": ("-", "-")}[step.way]
    labels = " OR ".join(f"y:{opens.entity}" for opens in ring.opens)
    wheres = [f"({labels})" if " OR " in labels else labels]
    # A party that has left the case is no longer a party; elsewhere the window says how far back links count.
    wheres.append("coalesce(r.until >= since, true)" if window and "case" not in ring.of else stands("r"))
    if ring.held_by is not None:
        # What has left the agency is not its any more.
        wheres.append(f"EXISTS {{ (y)-[h:{ring.held_by}]->(:Agency {{key: $agencyKey}}) WHERE {stands('h')} }}")
    return (
        f"COLLECT {{\n  UNWIND {begin} AS x\n  MATCH (x){left}[r:{'|'.join(step.kinds)}]{right}(y)\n"
        f"  WHERE {' AND '.join(wheres)}\n  RETURN DISTINCT y LIMIT {RING_LIMIT + 1}\n}}"
    )
