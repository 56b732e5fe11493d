"""`hub purpose …`: every contract can be printed, and for a changed file the verb says what it opens and closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.command_line import hub
from typer.testing import CliRunner

from hub.access.articles import Article
from hub.access.case_rules import CaseRule
from hub.access.catalogue import PURPOSES
from hub.access.contract import contract_lines
from hub.access.declare import Ground, Level, Opens, Purpose, Register, Ring, RingStep, into, out
from hub.access.difference import difference
from hub.capabilities.catalogue import GROUPS
from hub.cli import app
from schema.declare import Sensitivity
from schema.model import MODEL

PARTNER = frozenset({Sensitivity.PUBLIC, Sensitivity.PARTNER})
ARTICLE = Article("测试法", "2026", "1", date(2020, 1, 1))
FILES = Path(__file__).parents[2] / "hub" / "access" / "purposes"
WORDS = {name: (group.en, group.zh) for name, group in GROUPS.items()}
CASE = Ring("case", "案件", "The case.", (Opens("EnforcementCase", PARTNER),))
DEBTORS = Ring("debtors", "被执行人", "Debtors.", (Opens("Person", PARTNER),), ("case",), (into("DEBTOR_IN"),))
CARS = Ring("cars", "车辆", "Cars.", (Opens("Vehicle", PARTNER),), ("debtors",), (out("OWNS"),))
BASE = Purpose(
    name="SAMPLE",
    zh="样例",
    en="Sample",
    description="A purpose to be changed.",
    description_zh="供修改的用途。",
    agencies=frozenset({"COURT", "BANK"}),
    roles=frozenset({"JUDGE", "ASSISTANT"}),
    articles=(ARTICLE,),
    ground=Ground(CaseRule.OWN, ("OPEN",), ("RULING", "DECISION")),
    rings=(CASE, DEBTORS, CARS),
    registers=(Register(Opens("Agency", PARTNER), within="PART_OF"),),
    links=frozenset({"HEARD_BY", "PART_OF"}),
    subjects="debtors",
    years=2,
)


def rings(*changed: Ring) -> dict[str, object]:
    """The rings, with these in the place of those of the same name."""
    by_name = {ring.name: ring for ring in (*BASE.rings, *changed)}
    return {"rings": tuple(by_name.values())}


MASKED = replace(DEBTORS, opens=(Opens("Person", PARTNER, fields={"name": Level.MASKED}),))
LATER = replace(ARTICLE, since=date(2021, 1, 1))
OTHER = replace(ARTICLE, article="2")
#: What is changed, and a part of a sentence under what it opens and under what it closes.
CHANGES: dict[str, tuple[dict[str, object], str | None, str | None]] = {
    "nothing": ({}, None, None),
    "a text": ({"description": "Other words."}, None, None),
    "an agency more": ({"agencies": BASE.agencies | {"POLICE"}}, "agencies: POLICE is added", None),
    "an agency less": ({"agencies": frozenset({"COURT"})}, None, "agencies: BANK is taken out"),
    "a role for another": ({"roles": frozenset({"JUDGE", "POLICE"})}, "roles: POLICE", "roles: ASSISTANT"),
    "an article more": ({"articles": (ARTICLE, OTHER)}, None, "art. 2"),
    "another article": ({"articles": (OTHER,)}, "art. 1", "art. 2"),
    "an article's dates": ({"articles": (LATER,)}, "2020-01-01", "2021-01-01"),
    "another case rule": ({"ground": replace(BASE.ground, case=CaseRule.DIVISION)}, "division", "division"),
    "any case": ({"ground": replace(BASE.ground, case=CaseRule.ANY)}, "any case", None),
    "a state more": ({"ground": replace(BASE.ground, statuses=("OPEN", "STAYED"))}, "STAYED is added", None),
    "any state": ({"ground": replace(BASE.ground, statuses=())}, "states of the case: any will do", None),
    "a document less": ({"ground": replace(BASE.ground, documents=("RULING",))}, None, "DECISION is taken out"),
    "no document": ({"ground": replace(BASE.ground, documents=())}, "documents: any will do", None),
    "anybody looked up": ({"subjects": None}, "identifier: debtors → no limit", None),
    "a longer window": ({"years": 3}, "window in years: 2 → 3", None),
    "no window": ({"years": None}, "window in years: 2 → no limit", None),
    "a shorter window": ({"years": 1}, None, "window in years: 2 → 1"),
    "counts alone": ({"statistics": True}, None, "answers: rows → counts alone"),
    "demo alone": ({"demo": True}, None, "realm: real data → demo mode alone"),
    "a group more": ({"groups": BASE.groups | {"audit"}}, "questions: audit is added", None),
    "a link more": ({"links": BASE.links | {"USES"}}, "links: USES is added", None),
    "a link less": ({"links": frozenset({"PART_OF"})}, None, "links: HEARD_BY is taken out"),
    "a link that derives a field": ({"links": BASE.links | {"LISTED_AS"}}, "links: LISTED_AS is added", None),
    "values of links": ({"link_values": PARTNER | {Sensitivity.FINANCIAL}}, "values of links: FINANCIAL", None),
    "a register more": (
        {"registers": (*BASE.registers, Register(Opens("Phone", frozenset())))},
        "every Phone: Phone is added",
        None,
    ),
    "a register of everywhere": (
        {"registers": (Register(Opens("Agency", PARTNER)),)},
        "every Agency, within the division by: PART_OF → no limit",
        None,
    ),
    "no register": ({"registers": ()}, None, "every Agency: Agency is taken out"),
    "a field masked": (rings(MASKED), None, "ring 'debtors', Person.name: WHOLE → MASKED"),
    "a sensitivity more": (
        rings(replace(DEBTORS, opens=(Opens("Person", PARTNER | {Sensitivity.PERSONAL}),))),
        "ring 'debtors', Person.citizenId: NONE → WHOLE",
        None,
    ),
    "an entity more": (
        rings(replace(DEBTORS, opens=(*DEBTORS.opens, Opens("Company", PARTNER)))),
        "ring 'debtors': Company is added",
        None,
    ),
    "further": (rings(replace(CARS, hops=2)), "so many links far: 1 → 2", None),
    "along another link": (
        rings(replace(CARS, along=(out("DRIVES"),))),
        "ring 'cars' goes along: DRIVES (out)",
        "ring 'cars' goes along: OWNS (out)",
    ),
    "both ways": (rings(replace(CARS, along=(RingStep(("OWNS",), "BOTH"),))), "OWNS (in) is added", None),
    "from another ring": (rings(replace(CARS, of=("debtors", "case"))), "begins at: case", "ended"),
    "held by": (rings(replace(CARS, held_by="SERVES_AT")), None, "no limit → SERVES_AT"),
    "a ring less": ({"rings": (CASE, DEBTORS)}, None, "ring 'cars': Vehicle is taken out"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_change_opens_and_closes_is_told(change: str) -> None:
    changed, opens, closes = CHANGES[change]

    found = difference(BASE, replace(BASE, **changed))  # type: ignore[arg-type]  # fields of a purpose
    back = difference(replace(BASE, **changed), BASE)  # type: ignore[arg-type]  # fields of a purpose

    assert bool(found.opens) == (opens is not None)
    assert bool(found.closes) == (closes is not None)
    assert opens is None or any(opens in sentence for sentence in found.opens)
    assert closes is None or any(closes in sentence for sentence in found.closes)
    # What is opened one way is closed the other way.
    assert (len(back.opens), len(back.closes)) == (len(found.closes), len(found.opens))


@pytest.mark.parametrize("name", PURPOSES)
def test_a_new_purpose_opens_all_it_shows(name: str) -> None:
    found = difference(None, PURPOSES[name])

    assert found.opens[0] == f"purpose {name} is new"
    assert found.closes == []


@pytest.mark.parametrize("name", PURPOSES)
def test_the_file_of_a_purpose_compared_with_itself_opens_nothing(name: str) -> None:
    done = CliRunner().invoke(app, ["purpose", "diff", str(FILES / f"{name.lower()}.py")])

    assert (done.exit_code, done.stdout) == (0, "")


def test_a_change_that_opens_something_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    text = (FILES / "vehicle_control.py").read_text("utf-8")
    (tmp_path / "wider.py").write_text(text.replace("years=1", "years=5"))
    (tmp_path / "narrower.py").write_text(text.replace("laws.CPL_253,", "laws.CPL_253, laws.CPL_246,"))

    wider, narrower = (hub("purpose", "diff", str(tmp_path / name)) for name in ("wider.py", "narrower.py"))

    assert (wider.returncode, wider.stdout) == (3, "opens  window in years: 1 → 5\n")
    assert (narrower.returncode, narrower.stdout.count("\n")) == (0, 1)
    assert narrower.stdout.startswith("closes  articles: ")


@pytest.mark.parametrize(
    "text",
    ["", "PURPOSE = 1", "PURPOSE = (", "raise ZeroDivisionError", "from hub.access.declare import Nothing"],
)
def test_a_file_that_is_no_purpose_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.py").write_text(text)

    done = CliRunner().invoke(app, ["purpose", "diff", str(tmp_path / "broken.py")])

    assert done.exit_code == 1
    assert "\n  → " in done.stderr


def test_a_file_that_is_not_there_and_a_purpose_that_is_not_there() -> None:
    for arguments in (["diff", "nowhere.py"], ["show", "NOTHING"]):
        done = CliRunner().invoke(app, ["purpose", *arguments])

        assert done.exit_code == 1
        assert done.stderr.startswith("✗ There is no ")


def test_the_list_names_every_purpose() -> None:
    done = CliRunner().invoke(app, ["purpose", "list"])

    assert [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")] == list(PURPOSES)


@pytest.mark.parametrize("name", PURPOSES)
def test_a_contract_says_everything_in_both_languages(name: str) -> None:
    purpose = PURPOSES[name]
    english, chinese = (list(contract_lines(purpose, language, WORDS)) for language in ("en", "zh"))

    assert len(english) == len(chinese)
    assert all(any(str(article) in line for line in english) for article in purpose.articles)
    assert purpose.description in english
    assert purpose.description_zh in chinese
    for opens in (*(o for r in purpose.rings for o in r.opens), *(r.opens for r in purpose.registers)):
        for prop in MODEL.props(opens.entity):
            assert any(prop.name in line for line in english)
            assert any(prop.zh in line for line in chinese)
    assert all(any(link in line for line in english) for link in purpose.followed)


def test_a_contract_is_printed_without_a_database() -> None:
    done = hub("purpose", "show", "case_inquiry", NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")

    assert done.returncode == 0
    assert "    hidden: " in done.stdout
    assert "    不可见: " in done.stdout
