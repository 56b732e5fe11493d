"""What is written where a flag is raised or withdrawn, with what it is raised on found before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.graph.statements import load
from schema.identity import IdKeys, natural_key
from schema.model import ROOT
from schema.statements.entities import DrawLink, KeepEntity, Provenance, SetEntity
from schema.statements.write import At, OnlyIf, Read, Write, writing

#: What flags are known from.
SOURCE = "hub.flags"


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag that is being raised: its number and values, by whom, and on which entities, each with the end it is."""

    number: str
    values: Mapping[str, Any]
    agency: str
    card: str
    name: str
    subjects: Sequence[tuple[str, str]]
    at: datetime

    @property
    def key(self) -> str:
        """The key of the flag."""
        return natural_key("Flag", self.number)


def raising(flag: Raised, found: str, parameters: Mapping[str, Any], ids: IdKeys) -> Write:
    """Raise a flag on the entities that the clauses `found` bind as n0, n1; leaves `n` and `done`, which is null.

    It makes no row where the key of the flag has raised another flag.
    """

    def at(var: str, entity: str, key: str) -> At:
        first, *former = ids.possible(key)
        return At(var, entity, first, tuple(former))

    by = Provenance(SOURCE, flag.at.date())
    agency_key, officer_key = natural_key("Agency", flag.agency), natural_key("Officer", flag.card)
    n = at("n", "Flag", flag.key)
    agency, officer = at("agency", "Agency", agency_key), at("officer", "Officer", officer_key)
    subjects = [(At(f"n{place}", ROOT, each), end) for place, (each, end) in enumerate(flag.subjects)]
    names = ", ".join(subject.var for subject, _ in subjects)
    return writing(
        Read(f"{found}\nWITH DISTINCT {names}, [{names}] AS subjects\n{load(__package__, 'flag_of_key')}"),
        KeepEntity(n, flag.key, {"flagNo": flag.number, "state": "RAISED", **flag.values, "raisedAt": flag.at}, by),
        # Another officer may have raised it since the clauses above were read: a flag has one author.
        Read("WITH * WHERE NOT EXISTS { MATCH (n)-[:RAISED_BY]->(x:Officer) WHERE x.key <> $officerKey }"),
        KeepEntity(agency, agency_key, {"code": flag.agency}, by),
        KeepEntity(officer, officer_key, {"cardNo": flag.card, "name": flag.name}, by),
        DrawLink(n, "RAISED_BY", agency, by),
        DrawLink(n, "RAISED_BY", officer, by),
        *(DrawLink(n, "FLAGS", subject, by, {"end": end}) for subject, end in subjects),
        Read("WITH DISTINCT n, null AS done"),
        parameters={
            **parameters,
            "flagKey": flag.key,
            "officerKey": officer_key,
            "link": flag.values.get("linkKind"),
            "stated": {name: flag.values.get(name) for name in ("kind", "statement", "evidence")},
        },
    )


def withdrawing(flag: str, agency: str, reason: str, at: datetime, found: str, parameters: Mapping[str, Any]) -> Write:
    """Withdraw the flag of a global id, which the clauses `found` bind as n0; leaves `n` and `done`.

    `done` holds `own`, whether the agency raised it, and `before`, the state it had.
    """
    values = {"state": "WITHDRAWN", "withdrawnAt": at, "withdrawalReason": reason}
    withdrawn = SetEntity(At("n", "Flag", flag), values, Provenance(SOURCE, at.date()))
    return writing(
        Read(f"{found}\nWITH n0 AS n WHERE n:Flag\n{load(__package__, 'flag_to_withdraw')}"),
        OnlyIf("done.own AND done.before = 'RAISED'", (withdrawn,)),
        parameters={**parameters, "agency": agency},
    )
