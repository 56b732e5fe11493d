"""Signed jars that Java would read again and again are copied without their signature, and nothing else is changed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hub.embedded.parts import jars, locked_jars
from hub.embedded.unsigned_jars import FOLDER, MANIFEST, without_signatures

SHA = "0123456789abcdef" * 4
FILES = {
    MANIFEST: b"Manifest-Version: 1.0\r\nMulti-Release: true\r\nExport-Package: a,\r\n b\r\n\r\n"
    b"Name: a/B.class\r\nSHA-256: x\r\n",
    "META-INF/ECLIPSE_.SF": b"signature",
    "META-INF/ECLIPSE_.RSA": b"signature",
    "META-INF/services/a.B": b"a.C\n",
    "a/B.class": bytes(range(256)) * 50,
    "a/license.SF": b"no signature",
}


def signed(folder: Path, name: str = "eclipse-collections-1.jar") -> Path:
    """A jar that looks signed."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as jar:
        for each, content in FILES.items():
            jar.writestr(each, content)
    return path


def contents(path: Path) -> dict[str, bytes]:
    """All files of a jar."""
    with zipfile.ZipFile(path) as jar:
        return {name: jar.read(name) for name in jar.namelist()}


def test_a_copy_has_everything_but_the_signature(tmp_path: Path) -> None:
    jar, other = signed(tmp_path), signed(tmp_path, "bcprov-1.jar")

    copy, same = without_signatures([(jar, SHA), (other, SHA)], tmp_path / "cache")

    assert same == other
    assert copy.parent == tmp_path / "cache" / FOLDER
    assert contents(copy) == {
        MANIFEST: b"Manifest-Version: 1.0\r\nMulti-Release: true\r\n",
        **{name: FILES[name] for name in ("META-INF/services/a.B", "a/B.class", "a/license.SF")},
    }
    assert copy.stat().st_mtime_ns == jar.stat().st_mtime_ns
    assert contents(jar) == FILES


def test_a_copy_is_made_once_for_each_content(tmp_path: Path) -> None:
    jar = signed(tmp_path)
    [copy] = without_signatures([(jar, SHA)], tmp_path)
    made = copy.stat()

    assert without_signatures([(jar, SHA)], tmp_path) == [copy]
    assert copy.stat() == made
    assert without_signatures([(jar, SHA[::-1])], tmp_path) != [copy]
    assert {each.suffix for each in copy.parent.iterdir()} == {".jar"}


@pytest.mark.parametrize("fault", ["no folder", "no jar", "broken"])
def test_where_no_copy_can_be_made_the_jar_itself_serves(tmp_path: Path, fault: str) -> None:
    jar = signed(tmp_path)
    if fault == "no folder":
        (tmp_path / FOLDER).write_text("in the way")
    if fault == "no jar":
        jar.unlink()
    if fault == "broken":
        jar.write_bytes(jar.read_bytes()[:-30])

    assert without_signatures([(jar, SHA)], tmp_path) == [jar]

    assert not list(tmp_path.glob(f"{FOLDER}/*"))


def test_no_jar_has_java_read_a_long_manifest_for_many_services() -> None:
    found = jars(lambda text: None)
    assert len(found) == len(locked_jars())
    for path in found:
        with zipfile.ZipFile(path) as jar:
            names = jar.namelist()
            services = [name for name in names if name.startswith("META-INF/services/") and not name.endswith("/")]
            # Java reads the whole manifest for each service that somebody asks for.
            assert not services or len(services) * jar.getinfo(MANIFEST).file_size < 2_000_000, path
