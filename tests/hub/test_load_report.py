"""What `hub load` says of values that have no place in the graph, and of a write that found no database."""

from __future__ import annotations

import errno
import json
import socket
import ssl
from collections import Counter

import pytest
from neo4j.exceptions import ServiceUnavailable, SessionExpired

from hub.commands._load_report import LoadOrder, tell
from hub.graph.errors import never_sent, unknown_outcome
from loaders.landing.reports import MOST_FIELDS, Report, some


def report(left_out: Counter[str]) -> Report:
    """The report of a file that left something out."""
    return Report("ftm.entities", "public.json", "b1", total=3, landed=3, left_out=left_out)


def test_what_is_left_out_is_told_by_field_in_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    left = Counter({"notes: not mapped": 4, "birthDate: not a full date": 1})

    tell([report(left)], LoadOrder(source="ftm"))
    said = capsys.readouterr().err
    tell([report(left)], LoadOrder(source="ftm", json=True))
    plain = json.loads(capsys.readouterr().out.splitlines()[0])

    assert "5 values have no place in the graph (notes: not mapped ×4, birthDate: not a full date ×1)" in said
    assert plain["left_out"] == {"notes: not mapped": 4, "birthDate: not a full date": 1}


def test_many_fields_are_counted_together_and_none_is_lost() -> None:
    left = Counter({f"field{place}: not mapped": place for place in range(1, 2 * MOST_FIELDS)})

    kept = some(left)

    assert len(kept) == MOST_FIELDS
    assert kept.total() == left.total()
    assert some(kept) == kept


def test_a_write_that_met_no_database_was_not_begun() -> None:
    refused, lost = RuntimeError("no connection"), RuntimeError("lost")
    refused.__cause__ = ConnectionRefusedError()
    lost.__cause__ = ConnectionResetError()

    assert never_sent(refused)
    assert not never_sent(lost)
    assert not never_sent(None)


@pytest.mark.parametrize(
    ("cause", "sent"),
    [
        (ConnectionRefusedError(), False),
        (socket.gaierror(-2, "Name or service not known"), False),
        (OSError(errno.EHOSTUNREACH, "No route to host"), False),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), False),
        (ssl.SSLCertVerificationError("certificate verify failed"), False),
        (ServiceUnavailable("Couldn't connect to localhost:7687 (resolved to ())"), False),
        (ServiceUnavailable("Timed out trying to establish connection to ('10.0.0.1', 7687)"), False),
        (ServiceUnavailable("Unable to retrieve routing information"), False),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), True),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), True),
        (TimeoutError(errno.ETIMEDOUT, "Connection timed out"), True),
        (ServiceUnavailable("Failed to read from defunct connection"), True),
    ],
    ids=repr,
)
def test_only_what_had_a_connection_may_have_been_done(cause: Exception, sent: bool) -> None:
    problem = SessionExpired("the session ended")
    problem.__cause__ = cause

    assert never_sent(cause) is not sent
    assert never_sent(problem) is not sent


def test_what_to_do_where_an_outcome_is_not_known() -> None:
    assert "same command again" in (unknown_outcome("load.rows").hint or "")
    assert "Read whether it was done" in (unknown_outcome("flags.raise").hint or "")
