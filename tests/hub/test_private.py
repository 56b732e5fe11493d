"""What the hub keeps on disk is its owner's alone, also where an earlier hub left it open to all accounts."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.command_line import hub

from hub.commands import doctor
from hub.process.assembly import close_to_others
from hub.settings import Settings
from hub.signin.session_keys import KeyFile
from hub.support import private
from schema.errors import SetupError


def modes(path: Path) -> dict[str, int]:
    """What every file and directory from a path on may be used for, by whom."""
    return {str(each.relative_to(path)): stat.S_IMODE(each.stat().st_mode) for each in (path, *path.rglob("*"))}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data directory as an earlier hub left it."""
    before = os.umask(0o022)
    try:
        for name in ("neo4j/data/databases/neo4j", "audit/keys", "audit/logs"):
            (tmp_path / name).mkdir(parents=True)
        for name in (
            "neo4j/data/databases/neo4j/strings.db",
            "audit/keys/signing.key",
            "audit/logs/1",
            "demo-issuer.json",
        ):
            (tmp_path / name).write_text("secret")
    finally:
        os.umask(before)
    return tmp_path


def test_what_was_open_is_closed_with_all_that_it_holds(old: Path) -> None:
    assert private.open_to_others(old / "neo4j") == old / "neo4j"

    private.close(old / "neo4j")

    assert all(not mode & 0o077 for mode in modes(old / "neo4j").values())
    assert private.open_to_others(old / "neo4j") is None


def test_a_directory_that_can_only_be_passed_hides_nothing_that_can_be_read(tmp_path: Path) -> None:
    inside = tmp_path / "passed" / "strings.db"
    inside.parent.mkdir()
    inside.write_text("secret")
    inside.chmod(0o644)
    inside.parent.chmod(0o711)
    assert private.open_to_others(inside.parent) == inside

    inside.parent.chmod(0o700)
    assert private.open_to_others(inside.parent) is None


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    """A mounted secret is a link, and what it leads to is the platform's."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "theirs").write_text("public")
    (tmp_path / "theirs").chmod(0o644)
    (tmp_path / "mine" / "link").symlink_to(tmp_path / "theirs")

    private.close(tmp_path / "mine")

    assert stat.S_IMODE((tmp_path / "theirs").stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["neo4j", "audit", "demo-issuer.json"])
def test_the_doctor_tells_of_what_others_can_read(old: Path, name: str) -> None:
    settings = Settings.from_env({"HUB_DATA": str(old)})
    for each in {"neo4j", "audit", "demo-issuer.json"} - {name}:
        private.close(old / each)

    with pytest.raises(SetupError) as told:
        doctor.private_files(settings)

    assert str(old / name) in told.value.message
    assert "chmod" in (told.value.hint or "")
    private.close(old / name)
    assert "owner alone" in doctor.private_files(settings)


def test_a_start_closes_the_log_and_the_keys(old: Path) -> None:
    settings = Settings.from_env({"HUB_DATA": str(old)})
    (old / "session-keys.json").write_text("{}")
    (old / "session-keys.json").chmod(0o644)

    close_to_others(settings)

    assert private.open_to_others(old / "audit") is None
    assert private.open_to_others(old / "session-keys.json") is None


def test_every_verb_makes_files_for_its_owner_alone(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0o022)\n"
        "import hub.commands.sdl as sdl\n"
        f"sdl.sdl = lambda: open({str(tmp_path / 'made')!r}, 'w').close()\n"
        "sys.argv = ['hub', 'sdl']\n"
        "from hub.cli import main; main()"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert modes(tmp_path)["made"] == 0o600


def test_the_key_of_sessions_is_rotated_by_a_verb(tmp_path: Path) -> None:
    first, second = (hub("session", "rotate", *end, HUB_DATA=str(tmp_path)) for end in ((), ("--end",)))
    file = tmp_path / "session-keys.json"

    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith("Version 2 seals sessions in 30 seconds.")
    assert second.stdout.startswith("Version 3 seals sessions.")
    assert [key.version for key in KeyFile(file).read()] == [3]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert KeyFile(file).read()[0].secret.hex() not in first.stdout + second.stdout + second.stderr
