"""`hub agency …` and `hub officer …`: the register as the operator of the hub keeps it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey
from support.command_line import hub
from test_cli import aside, in_words, server

from hub.audit.search import RecordQuery, search
from hub.embedded.process import Endpoint
from hub.graph.client import Graph
from hub.shell.verbs import Verb, verbs_of
from loaders.landing.pipeline import Options, load
from schema.values import Realm

GROUPS = ("agency", "officer", "purpose", "audit")
COURT = ("--name", "示范区人民法院", "--kind", "COURT", "--division", "990102")


def verbs() -> list[tuple[str, Verb]]:
    """Every verb of every group."""
    return [(group, verb) for group in GROUPS for verb in verbs_of(f"hub.commands.{group}")]


@pytest.mark.parametrize(("group", "verb"), verbs(), ids=lambda each: getattr(each, "name", each))
def test_each_verb_of_a_group_has_help_with_examples_of_itself(group: str, verb: Verb) -> None:
    command = verb.load()

    assert command.help.endswith(".")
    assert f"hub {group} {verb.name}" in command.epilog
    assert all(each.help for each in command.params if each.name != "help")


@pytest.mark.slow
async def test_an_agency_and_its_officer_from_nothing(blank: Graph, endpoint: Endpoint, tmp_path: Path) -> None:
    await blank.write([("MATCH (n:RegisteredAgency|RegisteredOfficer) DETACH DELETE n", {})], operation="test")
    settings = server(endpoint, HUB_MODE="demo", HUB_DATA=str(tmp_path / "data"))
    key = OKPKey.generate_key("Ed25519", parameters={"kid": "2026-1"})
    (tmp_path / "court.json").write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    (tmp_path / "private.json").write_text(json.dumps({"keys": [key.as_dict(private=True)]}))
    keys = ("agency", "keys", "示0102", "--issuer", "https://id.court.example", "--jwks")
    officer = ("officer", "add", "示0102-A-017", "--agency", "示0102", "--name", "孙法官", "--role")

    early = await aside(*officer, "JUDGE", **settings)
    new = await aside("agency", "add", "示0102", *COURT, "--valid-until", "2030-12-31", **settings)
    again = await aside("agency", "add", "示0102", *COURT, **settings)
    private = await aside(*keys, str(tmp_path / "private.json"), **settings)
    public = await aside(*keys, str(tmp_path / "court.json"), "--bound", **settings)
    two_roles = await aside(*officer, "JUDGE", "--role", "SYSTEM_ADMINISTRATOR", **settings)
    added = await aside(*officer, "JUDGE", **settings)
    suspended = await aside("officer", "suspend", "示0102-A-017", "--reason", "moved away", **settings)
    unknown = await aside("officer", "roles", "X-1", "--role", "JUDGE", **settings)
    agencies = await aside("agency", "list", "--json", **settings)
    officers = await aside("officer", "list", "--agency", "示0102", "--json", **settings)
    table = await aside("officer", "list", **settings)

    assert [new.stdout, again.stdout] == ["示0102 is registered.\n", "示0102 was registered already; it is changed.\n"]
    assert [done.returncode for done in (public, added, suspended)] == [0, 0, 0]
    for refused in (early, private, two_roles, unknown):
        assert refused.returncode == 1
        assert in_words(refused.stderr)
    assert key.as_dict(private=True)["d"] not in private.stdout + private.stderr
    (agency,) = map(json.loads, agencies.stdout.splitlines())
    assert (agency["issuer"], agency["keys"], agency["certificateBound"]) == (
        "https://id.court.example",
        ["2026-1"],
        True,
    )
    assert (agency["state"], agency["validUntil"], agency["changedBy"]) == ("ACTIVE", None, "hub shell")
    assert "jwks" not in agency
    (found,) = map(json.loads, officers.stdout.splitlines())
    assert (found["roles"], found["state"], found["reason"]) == (["JUDGE"], "SUSPENDED", "moved away")
    assert "SUSPENDED" in table.stdout
    assert noted_in(tmp_path / "data" / "audit") == [
        ("hub officer add", "示0102", "示0102-A-017", "REFUSED"),
        ("hub agency add", "示0102", None, "ANSWERED"),
        ("hub agency add", "示0102", None, "ANSWERED"),
        ("hub agency keys", "示0102", None, "REFUSED"),
        ("hub agency keys", "示0102", None, "ANSWERED"),
        ("hub officer add", "示0102", "示0102-A-017", "REFUSED"),
        ("hub officer add", "示0102", "示0102-A-017", "ANSWERED"),
        ("hub officer suspend", None, "示0102-A-017", "ANSWERED"),
        ("hub officer roles", None, "X-1", "REFUSED"),
    ]


def noted_in(audit: Path) -> list[tuple[str, str | None, str | None, str]]:
    """The changes of the register that are in the audit log, and how each ended."""
    found = []
    for each in search(audit, RecordQuery(first=100, newest_first=False)).records:
        (change,) = each.record["question"]["changes"]
        found.append((change["field"], change.get("agency"), change.get("card"), each.record["outcome"]))
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("agency", "keys", "示0102", "--issuer", "x", "--jwks", "nowhere.json"),
        ("agency", "sign-in", "示0102", "--client-id", "hub"),
        ("agency", "add", "示0102", *COURT, "--valid-from", "May"),
        ("agency", "add", "示0102", *COURT, "--valid-from", "2026-02-01", "--valid-until", "2026-01-01"),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_database_is_asked(arguments: tuple[str, ...]) -> None:
    done = hub(*arguments, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="x")

    assert done.returncode == 1
    assert in_words(done.stderr)


async def test_the_sign_in_of_an_agency_is_set_and_said(blank: Graph, endpoint: Endpoint, tmp_path: Path) -> None:
    settings = server(endpoint, HUB_MODE="demo", HUB_URL="https://hub.example", HUB_DATA=str(tmp_path))
    sign_in = ("agency", "sign-in", "示0102")
    await aside("agency", "add", "示0102", *COURT, **settings)
    plain = await aside(*sign_in, "--issuer", "http://id.example", "--client-id", "hub", **settings)
    done = await aside(*sign_in, "--issuer", "https://id.example", "--client-id", "hub", **settings)
    listed = await aside("agency", "list", "--json", **settings)
    none = await aside(*sign_in, "--none", **settings)
    after = await aside("agency", "list", "--json", **settings)

    assert plain.returncode == 1
    assert in_words(plain.stderr)
    assert done.stdout == "Officers of 示0102 sign in at https://id.example.\n"
    assert "https://hub.example/session/callback" in done.stderr
    assert none.stdout == "Nobody of 示0102 signs in any more.\n"
    assert json.loads(listed.stdout)["signInClient"] == "hub"
    assert json.loads(after.stdout)["signInIssuer"] is None


async def test_invented_agencies_are_not_registered_among_real_ones(
    blank: Graph, endpoint: Endpoint, tmp_path: Path
) -> None:
    real = "MATCH (m:HubMeta) REMOVE m.mode CREATE (:RegisteredAgency {code: '京0101'})"
    await blank.write([(real, {})], operation="test")

    done = await aside("agency", "add", "示0102", *COURT, **server(endpoint, HUB_MODE="demo", HUB_DATA=str(tmp_path)))
    gone = "MATCH (n) WHERE n:RegisteredAgency OR n:RegisteredOfficer DETACH DELETE n"
    await blank.write([(gone, {})], operation="test")

    assert done.returncode == 1
    assert "no invented people" in done.stderr


async def test_real_agencies_are_not_registered_among_invented_ones(
    blank: Graph, endpoint: Endpoint, tmp_path: Path
) -> None:
    done = await aside("agency", "add", "S1", *COURT, **server(endpoint, HUB_DATA=str(tmp_path)))

    assert done.returncode == 1
    assert in_words(done.stderr)


@pytest.fixture
async def invented(blank: Graph) -> AsyncIterator[Graph]:
    """The graph as one that was made for invented people; afterwards as it was."""
    await blank.write([("MATCH (m:HubMeta) SET m.mode = 'demo'", {})], operation="test")
    yield blank
    gone = "MATCH (n:Entity|Batch|Parting) DETACH DELETE n"
    await blank.write([("MATCH (m:HubMeta) SET m.mode = null", {}), (gone, {})], operation="test")


async def test_what_was_merged_is_parted_when_told_and_the_log_says_so(
    invented: Graph, endpoint: Endpoint, tmp_path: Path
) -> None:
    settings = server(endpoint, HUB_MODE="demo", HUB_AUDIT=str(tmp_path / "audit"), HUB_DATA=str(tmp_path / "data"))
    one = "990102198506150019"
    (tmp_path / "police_residents.csv").write_text(
        "公民身份号码,姓名,曾用名,性别,出生日期,户籍地区划,现住址,死亡日期\n" + f"{one},陈立诚,,1,19850615,990102,,\n",
        encoding="gb18030",
    )
    drives = f"车辆识别代号,驾驶人身份号码,驾驶人姓名,次数,最近日期\n0TS123456RA000001,{one},别人,3,2026-01-02\n"
    (tmp_path / "traffic_drivers.csv").write_text(drives)
    options = Options(realm=Realm.FICTIONAL, clock=lambda: datetime(2026, 11, 22, 4, tzinfo=UTC))
    await load(invented, "police", [tmp_path / "police_residents.csv"], options)
    await load(invented, "traffic", [tmp_path / "traffic_drivers.csv"], options)
    words = ("part", one, "--feed", "traffic.drivers")

    told = await aside(*words, **settings)
    bare = await aside(*words, "--apply", **settings)
    done = await aside(*words, "--apply", "--reason", "another driver", **settings)

    assert "DRIVES: 1" in told.stdout
    assert "Nothing was changed." in told.stderr
    assert (bare.returncode, "needs a reason" in bare.stderr) == (1, True)
    assert done.returncode == 0, done.stderr
    assert one not in done.stdout + done.stderr
    logs = [
        line for path in (tmp_path / "audit").rglob("*") if path.is_file() for line in path.read_bytes().split(b"\n")
    ]
    assert sum(b'"operationKind":"part"' in line for line in logs) == 2
    assert not any(one.encode() in line for line in logs)
