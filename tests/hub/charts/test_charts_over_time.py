"""Whatever officers do with charts in whatever order, each has those that a plain model says, and no others."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.admission import Door
from support.charts import BASIS, CHIEF, DELETE, JUDGE, OFFICER, OWN, SAVE, asked, chart

from hub.access.callers import Bearer
from hub.capabilities.charts.content import CONTENT
from hub.capabilities.charts.service import DAYS
from schema.errors import InvalidValue

WALKS, STEPS = max(6, settings().max_examples // 15), 30
WHO = (JUDGE, CHIEF, OFFICER)


@dataclass
class Kept:
    """A chart as the model keeps it."""

    owner: Bearer
    title: str
    key: str
    until: datetime


@dataclass
class Model:
    """What should be there, worked out the slow and obvious way."""

    charts: dict[str, Kept] = field(default_factory=dict)
    by_key: dict[tuple[str, str], str] = field(default_factory=dict)

    def forget(self, now: datetime) -> None:
        """Let go what has run out."""
        self.charts = {name: each for name, each in self.charts.items() if each.until >= now}

    def own(self, who: Bearer) -> set[tuple[str, str]]:
        """Ids and titles of somebody's charts."""
        return {(name, each.title) for name, each in self.charts.items() if each.owner is who}


async def step(door: Door, model: Model, dice: random.Random) -> str:
    """Do something by chance, and hold its outcome against the model; says what came of it."""
    who, ids = dice.choice(WHO), [*model.charts, "Z" * 22]
    target, key, title = dice.choice(ids), f"k{dice.randrange(6)}", f"图{dice.randrange(3)}"
    there = model.charts.get(target)
    match dice.choice(("save", "save", "replace", "delete", "time")):
        case "time":
            door.now += timedelta(days=dice.randrange(DAYS // 2))
            model.forget(door.now)
            return "time"
        case "delete":
            answer = await door.answer(who, DELETE, BASIS, id=target)
            allowed = there is not None and there.owner is who
            assert (answer.errors == []) is allowed
            if allowed:
                del model.charts[target]
            return "deleted" if allowed else "refused"
        case "replace":
            answer = await door.answer(who, SAVE, BASIS, **asked(key, title, id=target))
            allowed = there is not None and there.owner is who and (there.key != key or there.title == title)
        case _:
            target = model.by_key.get((who.card, key), "")
            there = model.charts.get(target)
            answer = await door.answer(who, SAVE, BASIS, **asked(key, title))
            allowed = there is None or (there.key == key and there.title == title)
    assert (answer.errors == []) is allowed, answer.errors
    if not allowed:
        return "refused"
    saved = json.loads(json.dumps(answer.data, default=str))["chart"] if isinstance(answer.data, dict) else {}
    name = saved["id"]
    assert target in ("", name)
    if there is None or there.key != key:
        model.charts[name] = Kept(who, title, key, door.now + timedelta(days=DAYS))
    model.by_key.setdefault((who.card, key), name)
    return "saved"


@pytest.mark.slow
async def test_at_every_step_each_has_what_the_model_says(door: Door) -> None:
    came: dict[str, int] = {}
    for walk in range(WALKS):
        dice, model = random.Random(walk), Model()  # noqa: S311 - a test's choice
        await door.graph.write([("MATCH (c:SavedChart) DELETE c", {})], operation="test.charts")
        for _ in range(STEPS):
            what = await step(door, model, dice)
            came[what] = came.get(what, 0) + 1
            for who in WHO:
                found = (await door.ask(who, OWN, BASIS))["charts"]
                assert {(each["id"], each["title"]) for each in found} == model.own(who)
    assert min(came.get(what, 0) for what in ("saved", "refused", "deleted", "time")) > 2


texts = st.one_of(st.sampled_from(["陈立诚", "13800138000", "OWNS", "a" * 22, "2026-01-01", ""]), st.text(max_size=25))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


@given(st.sampled_from(["nodes", "links", "filters", "view"]), values, st.booleans())
def test_no_content_holds_a_name_or_a_long_number(part: str, value: Any, entry: bool) -> None:
    good = json.loads(chart())
    if entry and isinstance(value, dict) and isinstance(good[part], list):
        value = [good[part][0] | value]
    try:
        kept = json.loads(CONTENT.parse(json.dumps(good | {part: value})))
    except InvalidValue:
        return

    def look(held: Any) -> None:
        if isinstance(held, dict):
            for name, each in held.items():
                look(name)
                look(each)
        elif isinstance(held, list):
            for each in held:
                look(each)
        elif isinstance(held, str):
            assert held.isascii()
            assert len(held) == 22 or not any(held[at : at + 6].isdecimal() for at in range(len(held) - 5))
        elif isinstance(held, int | float):
            assert abs(held) <= 1e7

    look(kept)
