"""Adding is adding files: what the guide shows, written into a copy of the repository, is there and works.

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


def section(heading: str) -> str:
    """A section of the guide."""
    _, _, rest = GUIDE.read_text(encoding="utf-8").partition(f"\n## How to add {heading}\n")
    return rest.partition("\n## ")[0]


def guide(heading: str) -> dict[str, str]:
    """The files of a section of the guide by their paths."""
    return dict(_FILE.findall(section(heading)))


def block(heading: str, before: str) -> str:
    """The block of a section of the guide that follows these words."""
    return re.findall(r"^```\w+\n(.*?)^```$", section(heading).partition(before)[2], re.MULTILINE | re.DOTALL)[0]  # type: ignore[no-any-return]  # a text


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
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    return tmp_path


async def test_an_entity_a_link_a_feed_and_a_purpose_are_one_file_each(
    tree: Path, endpoint: Endpoint, blank: Graph
) -> None:
    before, added = files(tree), guide("an entity, a link, a feed, a purpose")
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


#: Asks for the day under a purpose whose groups are those that the guide says.
ASK_DAY = """
import asyncio, json
from dataclasses import replace
from hub.access.catalogue import PURPOSES
from hub.access.profile import Profile
from hub.api.schema import build_api
from hub.operations.preparation import Preparer
from hub.operations.request import OperationRequest
from hub.operations.running import answer_fields
from hub.questions.context import ServiceContext
from schema.values import Realm
from support.world import NOW, POLICE, SECRET, caller

async def ask(groups):
    preparer = Preparer(build_api(Realm.FICTIONAL), None)
    purpose = replace(PURPOSES["DEMONSTRATION"], groups=groups)
    who = caller(POLICE)
    context = ServiceContext(who, Profile(purpose, POLICE, who.card), None, lambda: NOW, lambda: "X", SECRET)
    answer = await answer_fields(preparer, preparer.prepare(OperationRequest("{ today { date weekday } }")), context)
    return {"data": answer.data, "codes": answer.codes}

GROUPS
print(json.dumps([asyncio.run(ask(groups)), asyncio.run(ask(frozenset({"graph"})))]))
"""


def test_a_capability_is_one_folder(tree: Path) -> None:
    before, added = files(tree), guide("a capability")
    added["hub/capabilities/calendar/__init__.py"] = ""
    for path, text in added.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, encoding="utf-8")
    derived = {path: run(tree, "-m", *module) for path, module in DERIVED.items()}
    opened = block("a capability", "A purpose opens it").rstrip().rstrip(",")

    answered, closed = json.loads(run(tree, "-c", ASK_DAY.replace("GROUPS", opened)))

    assert '\n  today: CourtDay! @access(group: "calendar")\n' in derived["schema/schema.graphql"]
    # A Sunday.
    assert answered == {"data": {"today": {"date": "2026-11-22", "weekday": 7}}, "codes": []}
    assert closed == {"data": None, "codes": ["NOT_OPEN"]}
    after = files(tree)
    assert set(after) - set(before) == set(added)
    assert len(added) == 3
    assert {path for path in before if after[path] != before[path]} == set()
    assert {path for path, text in derived.items() if text.encode() != before[path]} == {"schema/schema.graphql"}


#: The setting in its row, on the operators' page, in the compose file, and where it takes effect.
READ_SETTING = """
import json, os
from hub.operations.protection import protection_of
from hub.settings import DOCS, Settings
default, given = (Settings.from_env(each) for each in ({}, {"HUB_MAX_FRAGMENTS": "3"}))
print(json.dumps([[protection_of(each).document.fragments for each in (default, given)], DOCS]))
"""


def test_a_setting_is_one_row_and_two_lines(tree: Path) -> None:
    before, heading = files(tree), "a setting"
    places = {
        "hub/settings/protection.py": None,
        "docs/for-operators.md": "| `HUB_MAX_TOKENS` ",
        "docker-compose.yml": "      HUB_MAX_TOKENS: ",
    }
    for path, neighbour in places.items():
        lines = (tree / path).read_text("utf-8").splitlines(keepends=True)
        place = len(lines) if neighbour is None else next(n for n, line in enumerate(lines) if neighbour in line)
        lines.insert(place, block(heading, f"`{path}`:"))
        (tree / path).write_text("".join(lines), "utf-8")

    fragments, rows = json.loads(run(tree, "-c", READ_SETTING))

    assert fragments == [50, 3]
    ((name, default, description),) = [row for row in rows if row[0] == "HUB_MAX_FRAGMENTS"]
    assert f"| `{name}` | `{default}` | {description} |\n" in (tree / "docs/for-operators.md").read_text("utf-8")
    assert f"      {name}: ${{{name}:-}}\n" in (tree / "docker-compose.yml").read_text("utf-8")
    after = files(tree)
    assert set(after) == set(before)
    assert {path for path in before if after[path] != before[path]} == set(places)
