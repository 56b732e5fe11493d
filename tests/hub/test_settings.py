"""Settings: what is read, what is refused, what stays hidden."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hub.app import Hub
from hub.errors import BudgetExhausted
from hub.operations.documents.limits import DocumentLimits
from hub.operations.protection import Protection, protection_of
from hub.questions.limits import Limits
from hub.settings import DOCS, SETTINGS, Settings
from hub.settings.variable import Setting, filled
from hub.signin.sessions import Terms
from schema.errors import SetupError
from schema.values import Realm

SERVER = {"NEO4J_URI": "bolt://graph:7687", "NEO4J_PASSWORD": "correct horse"}


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})

    assert settings.data == Path(".hub")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.mode == "production"
    assert settings.endpoint is None
    assert settings.query_timeout == 10.0
    assert settings.max_body == 2 * 1024 * 1024


def test_every_field_has_its_type_and_its_variable() -> None:
    settings = Settings.from_env(SERVER)

    assert {each.attribute for each in SETTINGS} == {each.name for each in fields(Settings)}
    assert isinstance(settings.data, Path)
    assert isinstance(settings.port, int)
    assert isinstance(settings.query_timeout, float)
    assert isinstance(settings.pool_size, int)


FILLED: dict[str, Any] = {
    "hub": SimpleNamespace(**{each.name: each.default for each in fields(Hub)}),
    "protection": Protection(),
    "document": DocumentLimits(),
    "question": Limits(),
    "session": Terms(),
}


@pytest.mark.parametrize("row", [each for each in SETTINGS if each.fills], ids=lambda each: each.name)
def test_a_setting_fills_a_field_whose_default_is_its_own(row: Setting) -> None:
    what, _, name = row.fills.partition(".")

    assert getattr(FILLED[what], name) == row.value(row.default)


def test_what_is_set_reaches_the_object_it_is_for(tmp_path: Path) -> None:
    environ = {"HUB_MAX_TOKENS": "123", "HUB_MAX_ROOTS": "7", "HUB_DEADLINE": "3", "HUB_AGENCY_LOG": "2097152"}
    settings = Settings.from_env({"HUB_DATA": str(tmp_path), "HUB_SESSION_IDLE": "77", **environ})

    protection = protection_of(settings)

    assert (protection.document.tokens, protection.question.roots, protection.deadline) == (123, 7, 3.0)
    assert Terms(**filled(settings, "session")).idle == 77
    with pytest.raises(BudgetExhausted, match="bytes of the audit log"):
        protection.log_bytes.charge("court", "card", 2097153)


def test_what_a_proxy_passes_and_who_reads_the_metrics_reach_the_hub() -> None:
    settings = Settings.from_env({"HUB_CLIENT_CERT": "RFC9440", "HUB_METRICS_TOKEN": "sixteen-letters!"})

    assert filled(settings, "hub") == {"certificates": True, "metrics_token": "sixteen-letters!"}


def test_an_empty_variable_counts_as_not_set() -> None:
    assert Settings.from_env({"PORT": "", "NEO4J_URI": ""}) == Settings.from_env({})


def test_a_server_is_an_endpoint() -> None:
    endpoint = Settings.from_env(SERVER).endpoint

    assert endpoint is not None
    assert (endpoint.uri, endpoint.user, endpoint.database) == ("bolt://graph:7687", "neo4j", "neo4j")


def test_the_password_is_not_shown() -> None:
    settings = Settings.from_env(SERVER)

    assert "horse" not in repr(settings)
    assert "horse" not in repr(settings.endpoint)


@pytest.mark.parametrize(("mode", "realm"), [("demo", Realm.FICTIONAL), ("production", Realm.REAL)])
def test_the_mode_decides_the_realm(mode: str, realm: Realm) -> None:
    assert Settings.from_env({"HUB_MODE": mode}).realm is realm


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "web"),
        ("PORT", "65536"),
        ("PORT", "-9"),
        ("PORT", "٨٠٠٠"),
        ("HUB_MODE", "staging"),
        ("HUB_JAVA_HEAP", "7"),
        ("HUB_JAVA_HEAP", "0g"),
        ("HUB_JAVA_HEAP", "1g -Xms9g"),
        ("HUB_LOG_LEVEL", "loud"),
        ("HUB_QUERY_TIMEOUT", "-5"),
        ("HUB_QUERY_TIMEOUT", "nan"),
        ("HUB_QUERY_TIMEOUT", "inf"),
        ("HUB_WORKERS", "0"),
        ("HUB_WORKERS", "65"),
        ("HUB_POOL_SIZE", "none"),
        ("HUB_MAX_BODY", "1MB"),
        ("NEO4J_URI", "http://graph:7474"),
        ("NEO4J_URI", "bolt://neo4j:secret@graph:7687"),
        ("NEO4J_URI", "warehouse"),
    ],
)
def test_a_bad_value_is_refused_with_its_name_and_a_mend(name: str, value: str) -> None:
    with pytest.raises(SetupError) as caught:
        Settings.from_env({"NEO4J_PASSWORD": "x", name: value})

    assert name in caught.value.message
    assert caught.value.hint
    assert value not in str(caught.value)


def test_a_server_needs_a_password() -> None:
    with pytest.raises(SetupError, match="NEO4J_PASSWORD"):
        Settings.from_env({"NEO4J_URI": "bolt://graph:7687"})


def test_every_variable_is_described() -> None:
    assert len({name for name, _, _ in DOCS}) == len(DOCS)
    assert all(description.endswith(".") for _, _, description in DOCS)


SECRETS = [each for each in SETTINGS if each.secret]


@pytest.mark.parametrize("setting", SECRETS, ids=lambda each: each.name)
def test_every_secret_may_be_in_a_file(setting: Setting, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("correct-horse-battery\n")
    given = {f"{setting.name}_FILE": str(file)}

    settings = Settings.from_env(given)

    assert getattr(settings, setting.attribute) == "correct-horse-battery"
    assert "horse" not in repr(settings)
    with pytest.raises(SetupError, match="both set"):
        Settings.from_env({**given, setting.name: "another-secret-of-16"})
    with pytest.raises(SetupError, match=r"_FILE names cannot be read"):
        Settings.from_env({f"{setting.name}_FILE": str(tmp_path / "nowhere")})


def test_what_is_hidden_is_a_secret() -> None:
    hidden = {each.name for each in fields(Settings) if not each.repr}

    assert hidden == {each.attribute for each in SECRETS}
