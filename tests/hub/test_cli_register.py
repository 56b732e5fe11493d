"""`hub agency …` and `hub officer …`: the register as whoever runs the hub keeps it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import hub
from joserfc.jwk import OKPKey
from test_cli import aside, in_words, server
from typer.main import get_command

from hub.cli import app
from hub.embedded import Endpoint
from hub.graph import Graph

GROUPS = ("agency", "officer", "purpose", "audit")
COURT = ("--name", "示范区人民法院", "--kind", "COURT", "--division", "990102")


def verbs() -> list[tuple[str, str]]:
    """Every verb of every group."""
    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group
    return [(group, verb) for group in GROUPS for verb in commands[group].commands]


@pytest.mark.parametrize(("group", "verb"), verbs())
def test_each_verb_of_a_group_has_help_with_examples_of_itself(group: str, verb: str) -> None:
    command = get_command(app).commands[group].commands[verb]  # type: ignore[attr-defined]  # a group

    assert command.help.endswith(".")
    assert f"hub {group} {verb}" in command.epilog
    assert all(each.help for each in command.params if each.name != "help")


@pytest.mark.usefixtures("blank")
async def test_an_agency_and_its_officer_from_nothing(endpoint: Endpoint, tmp_path: Path) -> None:
    settings = server(endpoint, HUB_MODE="demo")
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


async def test_the_sign_in_of_an_agency_is_set_and_said(blank: Graph, endpoint: Endpoint) -> None:
    settings = server(endpoint, HUB_MODE="demo", HUB_URL="https://hub.example")
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


async def test_real_agencies_are_not_registered_among_invented_ones(blank: Graph, endpoint: Endpoint) -> None:
    done = await aside("agency", "add", "S1", *COURT, **server(endpoint))

    assert done.returncode == 1
    assert in_words(done.stderr)
