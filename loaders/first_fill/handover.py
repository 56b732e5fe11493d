"""What is published: the files under their names, how to import them, and the manifest, which comes last.

Where there is no manifest, the files are not whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from loaders.first_fill.csv_files import WrittenFile
from schema.errors import IntakeError

MANIFEST = "manifest.json"
ARGUMENTS = "import.args"
README = "README.md"
DRAFTS = "drafts"
FORMAT = 1
AGAIN = "Remove the folder and write the files again."

HOW = """\
# A first fill of the Linkage Hub

These files hold {nodes:,} nodes and {links:,} links: a whole graph, for an **empty database**. `hub load --as-import`
wrote them from {files} file(s); {landed:,} rows landed and {quarantined:,} went to the quarantine{which}.

**They hold personal data, and the secret that the hub's ids are made with.** Keep them where only you read them, and
remove them after the import.

On the machine of a Neo4j server (5.26 or newer), with its database stopped, from within this folder:

```console
neo4j-admin database import full @{arguments} neo4j
```

Then start the database (`CREATE DATABASE` first where it is not the default one) and let the hub make its constraints
and indexes; until that is done, `hub serve` refuses the graph:

```console
NEO4J_URI=… NEO4J_PASSWORD=… hub init
```

The hub's own embedded database takes them with `hub import {folder}`, which does all of this.

What was quarantined: `hub load --quarantine BATCH`, after the import. Batches:

| Batch | Feed | File | Landed | Quarantined |
|---|---|---|---|---|
{batches}

`{manifest}` names every file with its SHA-256 and its rows. `work.sqlite` is what the files were made of:
`hub load … --as-import` adds further files to it. Remove it where nothing is to be added.
"""


@dataclass(frozen=True, slots=True)
class Handover:
    """What a folder holds: as its manifest says, or will."""

    realm: str
    nodes: tuple[WrittenFile, ...]
    links: tuple[WrittenFile, ...]
    batches: tuple[dict[str, Any], ...]
    format: int = FORMAT

    @property
    def node_count(self) -> int:
        """How many nodes there are, those of batches and of the quarantine included."""
        return sum(file.rows for file in self.nodes)

    @property
    def link_count(self) -> int:
        """How many links there are."""
        return sum(file.rows for file in self.links)

    def arguments(self) -> list[str]:
        """The importer's options, with paths from within the folder."""
        files = (*self.nodes, *self.links)
        # With line breaks in values the importer cannot read a file in parts; so the option is set only if needed.
        multiline = ["--multiline-fields=true"] if any(file.multiline for file in files) else []
        return [
            *(f"--nodes=./{file.header},./{file.name}" for file in self.nodes),
            *(f"--relationships=./{file.header},./{file.name}" for file in self.links),
            *multiline,
            # Not a list of files at the end: the importer would take the database's name for one more.
            "--array-delimiter=U+001F",
        ]


def withdraw(folder: Path) -> None:
    """Take the manifest away before anything that it speaks for changes."""
    (folder / MANIFEST).unlink(missing_ok=True)
    _sync(folder)


def drafts(folder: Path) -> Path:
    """An empty folder for drafts; what an interrupted run left there is thrown away."""
    path = folder / DRAFTS
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    return path


def publish(folder: Path, handover: Handover) -> None:
    """Put the drafts in place and the manifest last."""
    for old in (*folder.glob("nodes-*.csv"), *folder.glob("links-*.csv")):
        old.unlink()
    for draft in sorted((folder / DRAFTS).iterdir()):
        draft.replace(folder / draft.name)
    (folder / DRAFTS).rmdir()
    _put(folder / ARGUMENTS, "\n".join(handover.arguments()) + "\n")
    _put(folder / README, _how(folder, handover))
    _sync(folder)
    _put(folder / MANIFEST, orjson.dumps(asdict(handover), option=orjson.OPT_INDENT_2).decode() + "\n")
    _sync(folder)


def read(folder: Path) -> Handover:
    """What the manifest of a folder says; IntakeError where there is none."""
    try:
        found = orjson.loads((folder / MANIFEST).read_bytes())
        if found["format"] != FORMAT:
            raise IntakeError(f"The files in {folder.name} were written by another version of the hub.", hint=AGAIN)
        return Handover(
            found["realm"],
            tuple(WrittenFile(**each) for each in found["nodes"]),
            tuple(WrittenFile(**each) for each in found["links"]),
            tuple(found["batches"]),
        )
    except FileNotFoundError:
        raise IntakeError(
            f"{folder.name} holds no complete files for an import: it has no {MANIFEST}.",
            hint="Run the same 'hub load … --as-import' again: it goes on where it stopped.",
        ) from None
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as problem:
        raise IntakeError(f"The {MANIFEST} in {folder.name} cannot be read.", hint=AGAIN) from problem


def check(folder: Path, handover: Handover, progress: Callable[[str, int, int], None] | None = None) -> None:
    """Raise IntakeError unless every file holds what the manifest says."""
    total = sum(file.bytes for file in (*handover.nodes, *handover.links))
    done = 0
    for file in (*handover.nodes, *handover.links):
        for name, expected in ((file.header, file.header_sha256), (file.name, file.sha256)):
            try:
                with (folder / name).open("rb") as handle:
                    found = hashlib.file_digest(handle, "sha256").hexdigest()
            except OSError as problem:
                raise IntakeError(f"{name} cannot be read: {problem.strerror}.", hint=AGAIN) from None
            if found != expected:
                raise IntakeError(f"{name} is not the file that 'hub load --as-import' wrote.", hint=AGAIN)
        done += file.bytes
        if progress is not None:
            progress("checking", done, total)


def _how(folder: Path, handover: Handover) -> str:
    batches: Sequence[dict[str, Any]] = handover.batches
    quarantined = sum(batch["quarantined"] for batch in batches)
    return HOW.format(
        nodes=handover.node_count,
        links=handover.link_count,
        files=len(batches),
        landed=sum(batch["landed"] for batch in batches),
        quarantined=quarantined,
        which=", which is among the nodes" if quarantined else "",
        folder=folder.name,
        arguments=ARGUMENTS,
        manifest=MANIFEST,
        batches="\n".join(
            f"| `{b['id']}` | {b['feed']} | {b['file']} | {b['landed']:,} | {b['quarantined']:,} |" for b in batches
        ),
    )


def _put(path: Path, content: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content.encode())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
