"""Logs tell what happened, in JSON, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from hub.serving import logs
from hub.testing import SeededGraph

CITIZEN = "990102198506150019"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged while the test runs, with the loggers put back afterwards."""
    root = logging.getLogger()
    before, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in logs.TRUSTED}
    stream = io.StringIO()
    logs.set_up(logging.INFO, stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.raiseExceptions = raising
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """The lines as data."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_says_when_where_and_what(written: io.StringIO) -> None:
    logging.getLogger("hub.http").info("answered", extra={"agency": "示0102", "ms": 4.5, "errors": []})

    (line,) = lines(written)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "hub.http",
        "message": "answered",
        "agency": "示0102",
        "ms": 4.5,
        "errors": [],
    }


def test_extras_that_are_not_listed_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("hub.http").info("answered", extra={"card": "示0102-A-017", "query": CITIZEN})

    assert lines(written)[0].keys() == {"time", "level", "logger", "message"}


def test_of_an_exception_only_type_and_place_are_written(written: io.StringIO) -> None:
    try:
        int(CITIZEN + "X")
    except ValueError:
        logging.getLogger("hub.api").exception("unexpected")

    (line,) = lines(written)
    assert line["exception"] == "ValueError"
    assert line["at"].startswith("hub/test_logs.py:")
    assert CITIZEN not in written.getvalue()


def test_texts_of_libraries_are_withheld(written: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved: %s", CITIZEN)

    (line,) = lines(written)
    assert (line["logger"], line["level"]) == ("asyncio", "error")
    assert CITIZEN not in written.getvalue()


def test_libraries_are_quiet_below_warnings(written: io.StringIO) -> None:
    logging.getLogger("neo4j").info("hello")
    logging.getLogger("hub.api").debug("hello")

    assert lines(written) == []


def test_a_hub_logs_nothing_about_those_it_was_asked_about(hub_graph: SeededGraph) -> None:
    """Identifiers and names, in good questions and bad ones, through the running hub's own log."""
    import httpx

    headers = {"Authorization": f"Bearer {hub_graph.token('示0102-A-017')}"}
    secrets = [CITIZEN, "陈立诚", "chenlicheng", "测A12345", "990102198506150018"]
    questions: list[dict[str, Any]] = [
        {"query": f'{{ person(citizenId: "{CITIZEN}") {{ name }} }}'},
        {"query": '{ person(citizenId: "990102198506150018") { name } }'},
        {"query": '{ search(text: "陈立诚", first: 3) { hits { node { label } } } }'},
        {"query": '{ search(text: "chenlicheng", first: 3) { hits { node { label } } } }'},
        {"query": '{ vehicle(plate: "测A12345") { plateNo } }'},
        {"query": f"{{ {CITIZEN} }}"},
        {"query": "query ($id: CitizenId!) { person(citizenId: $id) { name } }", "variables": {"id": [CITIZEN]}},
        {"query": "{ nothing }", "variables": {"name": "陈立诚"}, "operationName": CITIZEN},
    ]
    for question in questions:
        httpx.post(f"{hub_graph.url}/graphql", headers=headers, json=question)
    httpx.post(f"{hub_graph.url}/graphql?id={CITIZEN}", headers=headers, content=f"not JSON {CITIZEN}")
    httpx.get(f"{hub_graph.url}/graphiql/{CITIZEN}")
    httpx.post(f"{hub_graph.url}/graphql", headers={"Authorization": f"Bearer {CITIZEN}"}, json=questions[0])

    log = (hub_graph.data / "hub.log").read_text("utf-8")
    assert '"message": "answered"' in log
    assert not [each for each in [*secrets, "示0102-A-017", headers["Authorization"][7:]] if each in log]
