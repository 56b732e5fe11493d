"""A small FollowTheMoney file, as others publish them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.intake import citizen


def entity(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    """One FollowTheMoney entity."""
    return {"id": id, "schema": schema, "properties": properties, "datasets": ["invented"]}


SAMPLE = [
    # Links come before what they join: the order of a file does not matter.
    entity("o1", "Ownership", owner=["p1"], asset=["c1"], percentage=["40"], startDate=["2020-01-02"]),
    entity("o2", "Ownership", owner=["c1"], asset=["v1"]),
    entity("d1", "Directorship", director=["p2"], organization=["c1"], role=["chair"]),
    entity("f1", "Family", person=["p2"], relative=["p1"], relationship=["sister"]),
    entity("f2", "Family", person=["p1"], relative=["p3"], relationship=["wife"]),
    entity(
        "p1", "Person", name=["Jan Novak", "J. Novak"], birthDate=["1970"], nationality=["cz"], address=["Long St 1"]
    ),
    entity("p2", "Person", name=["陈立诚"], idNumber=[citizen(1)], phone=["100 0000 0001", "+420 1"]),
    entity("p3", "Person", name=["Jan Novak"]),
    entity("c1", "Company", name=["Novak Ltd"], registrationNumber=["CZ-1"], incorporationDate=["2001-02-03"]),
    entity("v1", "Vehicle", vin=["WRONG"], model=["Example"]),
    entity("a1", "Address", full=["Short St 2"]),
    entity("x1", "Airplane", name=["N1"]),
    entity("x2", "LegalEntity", name=["somebody"]),
    entity("o3", "Ownership", owner=["nobody"], asset=["c1"]),
    entity("o4", "Ownership", asset=["c1"]),
    entity("d2", "Directorship", director=["c1"], organization=["c1"]),
]


def file(folder: Path, entities: list[dict[str, Any]], name: str = "sample.ftm.json") -> Path:
    """A file of entities and one broken line."""
    path = folder / name
    path.write_text("\n".join([*(json.dumps(e, ensure_ascii=False) for e in entities), "{broken"]), encoding="utf-8")
    return path
