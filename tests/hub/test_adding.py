"""Adding to the model is adding files: the guide's files, written into a copy of the repository, and a policy found.

The copy runs in processes of its own, with a hub of its own on the Neo4j of the tests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hub.embedded.process import Endpoint
from hub.graph.client import Graph

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "for-developers.md"
_FILE = re.compile(r"^```\w+\n# ((?:schema|loaders|hub|tests)/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What `make sdl` writes: the module that prints it, and the file.
DERIVED = {
    "schema/schema.graphql": ("hub.cli", "sdl"),
    "docs/model.md": ("schema.document",),
    "schema/model.json": ("schema.outline",),
    "schema/api.json": ("hub.api.outline",),
}
#: Loads the sample, and asks for the policy by its own look-up, by its link, and by search.
ASK = """
import asyncio, json, os
from pathlib import Path
from hub.access.catalogue import PURPOSES
from hub.api.schema import build_api
from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from hub.operations.preparation import Preparer
from loaders.landing.pipeline import Options, load
from schema.values import Realm
from support.world import NOW, Hubs

async def main():
    given = os.environ
    endpoint = Endpoint(given["ADDED_URI"], given["ADDED_USER"], given["ADDED_PASSWORD"], given["ADDED_DATABASE"])
    async with await Graph.open(endpoint, timeout=60) as graph:
        options = Options(realm=Realm.FICTIONAL, clock=lambda: NOW)
        [report] = await load(graph, "motor_insurance", [Path(given["ADDED_SAMPLE"])], options)
        hubs = Hubs(Preparer(build_api(Realm.FICTIONAL), graph), graph)
        answer = await hubs(given["ADDED_QUESTION"])
        opens = [each.entity for ring in PURPOSES["INSURANCE_CHECK"].rings for each in ring.opens]
        print(json.dumps({"landed": report.landed, "opens": opens, **answer}))

asyncio.run(main())
"""
QUESTION = """{
  insurancePolicy(policyNo: "PDAA202699010000001") { __typename label premium startsOn
    insuredVehicles { nodes { vin policies { totalCount } } } }
  vehicle(vin: "0TS123456RA000001") { policies(where: { premium: { gt: 400000 } }) { nodes { policyNo } } }
}"""


def guide() -> dict[str, str]:
    """The files of the guide by their paths."""
    return dict(_FILE.findall(GUIDE.read_text(encoding="utf-8")))


def run(tree: Path, *arguments: str, **more: str) -> str:
    """Run Python over the copy, and answer what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tree), str(tree / "tests")]), **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def files(tree: Path) -> dict[str, bytes]:
    """Everything in the copy but what Python keeps for itself."""
    found = (path for path in tree.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(tree)): path.read_bytes() for path in found}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the repository, as far as it matters here."""
    ignored = shutil.ignore_patterns("static", "__pycache__", "node_modules")
    for each in ("hub", "schema", "loaders", "demo", "docs", "tests/support"):
        shutil.copytree(ROOT / each, tmp_path / each, ignore=ignored)
    return tmp_path


async def test_an_entity_a_link_a_feed_and_a_purpose_are_one_file_each(
    tree: Path, endpoint: Endpoint, blank: Graph
) -> None:
    before, added = files(tree), guide()
    for path, text in added.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, encoding="utf-8")
    derived = {path: run(tree, "-m", *module) for path, module in DERIVED.items()}
    for path, text in derived.items():
        (tree / path).write_text(text, encoding="utf-8")

    answer = json.loads(
        run(
            tree,
            "-c",
            ASK,
            ADDED_URI=endpoint.uri,
            ADDED_USER=endpoint.user,
            ADDED_PASSWORD=endpoint.password,
            ADDED_DATABASE=endpoint.database,
            ADDED_SAMPLE="tests/data/motor_insurance/motor_policies.csv",
            ADDED_QUESTION=QUESTION,
        )
    )

    assert answer["landed"] == 1
    assert answer["insurancePolicy"] == {
        "__typename": "InsurancePolicy",
        "label": "PDAA202699010000001",
        "premium": 452050,
        "startsOn": "2026-03-01",
        "insuredVehicles": {"nodes": [{"vin": "0TS123456RA000001", "policies": {"totalCount": 1}}]},
    }
    assert answer["vehicle"] == {"policies": {"nodes": [{"policyNo": "PDAA202699010000001"}]}}
    assert "InsurancePolicy" in answer["opens"]
    # What the pages show of it stands in the outline, in both languages.
    shown = json.loads(derived["schema/model.json"])["entities"]["InsurancePolicy"]
    assert (shown["zh"], shown["en"]) == ("机动车保险单", "Insurance policy")
    assert shown["sign"] == {"zh": "保", "en": "IP", "colour": "#8a5cb0"}
    assert shown["begins"] == "startsOn"
    after = files(tree)
    assert set(after) - set(before) == set(added)
    assert {path for path in before if after[path] != before[path]} == set(DERIVED)
    assert {path.split("/")[1] for path in added} == {"entities", "links", "agencies", "data", "access"}
