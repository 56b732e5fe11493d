"""Everything that files state, on disk until it can be put together: one SQLite file, beside the files it becomes.

A chunk is one transaction, and how far its batch is goes with it, as in the graph: killed anywhere, a fill goes on
after the last chunk that was committed. Nothing but a chunk and a page cache is held in memory; sorting spills to the
disk beside the file.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from loaders.first_fill.merging import Says, Word
from loaders.landing.batches import Batch
from loaders.landing.chunks import Chunk, settled_by
from loaders.landing.quarantine import stored_row
from loaders.mapping.stated import ALIAS
from schema.errors import SetupError
from schema.model import Model

NAME = "work.sqlite"
FORMAT = 1
CACHE_KIB = 64 * 1024
#: A link begins and ends beside the properties it declares.
VALID = ("since", "until")


class Spill:
    """The work of one fill; one process at a time has it open."""

    def __init__(self, folder: Path, model: Model) -> None:
        self._model = model
        # SQLite asks for it whenever it makes a temporary file; those of a large sort do not fit everywhere.
        os.environ["SQLITE_TMPDIR"] = str(folder.resolve())
        path = folder / NAME
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1)
        self._says: dict[str, int] = {}
        try:
            self._open()
        except sqlite3.OperationalError as problem:
            self._db.close()
            raise SetupError(
                f"The files of {folder.name} cannot be worked on.",
                hint="Wait until the other 'hub load' in this folder has ended, or check the disk.",
                reason=str(problem),
            ) from problem

    def _open(self) -> None:
        db = self._db
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        # A process that is killed loses nothing; a machine that loses its power, at most the last chunks as wholes.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute("PRAGMA temp_store = FILE")
        with self._transaction():
            db.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value)")
            db.execute("CREATE TABLE IF NOT EXISTS batch (id TEXT PRIMARY KEY, doc BLOB)")
            db.execute("CREATE TABLE IF NOT EXISTS says (id INTEGER PRIMARY KEY, text TEXT)")
            db.execute("CREATE TABLE IF NOT EXISTS alias (key TEXT PRIMARY KEY, of TEXT)")
            db.execute(
                "CREATE TABLE IF NOT EXISTS quarantined (batch TEXT, line INTEGER, doc BLOB, PRIMARY KEY (batch, line))"
            )
            for entity in self._model.concrete:
                db.execute(f"CREATE TABLE IF NOT EXISTS node_{entity.name} (key TEXT, says INTEGER, vals BLOB)")
            for kind in self._model.links:
                db.execute(
                    f"CREATE TABLE IF NOT EXISTS link_{kind}"
                    " (source TEXT, target TEXT, key TEXT, says INTEGER, vals BLOB)"
                )
        self._says = {text: number for number, text in db.execute("SELECT id, text FROM says")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def interrupt(self) -> None:
        """End a long statement from another thread."""
        # Closed just now: there is nothing left to end.
        with contextlib.suppress(sqlite3.ProgrammingError):
            self._db.interrupt()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def meta(self, name: str) -> Any:
        """What is noted of the whole; None where nothing is."""
        found = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if found is None else found[0]

    def note(self, values: Mapping[str, Any]) -> None:
        """Note something of the whole."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def batches(self) -> list[dict[str, Any]]:
        """The properties of every batch's node, in the order in which they began."""
        return [orjson.loads(doc) for (doc,) in self._db.execute("SELECT doc FROM batch ORDER BY rowid")]

    def batch(self, batch_id: str) -> dict[str, Any] | None:
        """The properties of a batch's node."""
        found = self._db.execute("SELECT doc FROM batch WHERE id = ?", (batch_id,)).fetchone()
        return None if found is None else orjson.loads(found[0])

    def keep(self, doc: Mapping[str, Any]) -> None:
        """Keep the properties of a batch's node."""
        with self._transaction():
            self._keep(doc)

    def _keep(self, doc: Mapping[str, Any]) -> None:
        row = (doc["id"], orjson.dumps(doc))
        self._db.execute("INSERT INTO batch VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc", row)

    def land(
        self, chunk: Chunk, batch: Batch, doc: Mapping[str, Any], authorities: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> None:
        """One transaction: what landed, what did not, and how far the batch is."""
        stamp = batch.stamp
        with self._transaction():
            for nodes, rows in chunk.nodes():
                if nodes == ALIAS:
                    pairs = [(key, values["of"]) for key, values in rows.items()]
                    self._db.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?)", pairs)
                    continue
                settled = settled_by(authorities, nodes, stamp.feed)
                over = tuple(settled[prop] for prop in nodes.props)
                says = Says(nodes.props, nodes.authority, stamp.feed, stamp.batch, stamp.seen.isoformat(), over)
                self._insert(f"node_{nodes.entity}", says, (((key,), values) for key, values in rows.items()))
            for links, ties in chunk.links():
                props = (*VALID, *links.props)
                says = Says(props, links.authority, stamp.feed, stamp.batch, stamp.seen.isoformat())
                self._insert(f"link_{links.kind}", says, ties.items())
            self._note_rows(chunk, batch)
            self._keep(doc)

    def _insert(self, table: str, says: Says, rows: Iterable[tuple[tuple[str, ...], Mapping[str, Any]]]) -> None:
        number, props = self._number(says), says.props
        marks = "?, ?, ?" if table.startswith("node_") else "?, ?, ?, ?, ?"
        self._db.executemany(
            f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - names of the model
            ((*key, number, orjson.dumps([values.get(prop) for prop in props])) for key, values in rows),
        )

    def _number(self, says: Says) -> int:
        text = orjson.dumps(tuple(says)).decode()
        if text not in self._says:
            found = self._db.execute("INSERT INTO says (text) VALUES (?)", (text,))
            self._says[text] = found.lastrowid or 0
        return self._says[text]

    def _note_rows(self, chunk: Chunk, batch: Batch) -> None:
        about = {"batch": batch.id, "feed": batch.feed, "file": batch.file}
        noted = [*((row, False) for row in chunk.rejected), *((row, True) for row in chunk.told)]
        rows = ((batch.id, row.line, orjson.dumps({**about, **stored_row(row), "landed": told})) for row, told in noted)
        self._db.executemany("INSERT OR REPLACE INTO quarantined VALUES (?, ?, ?)", rows)

    def quarantined(self, batch: str | None = None, *, landed: bool = False) -> Iterator[dict[str, Any]]:
        """The quarantined rows, or those that landed with a party apart, of one batch or of all."""
        rows = self._db.execute(
            "SELECT doc FROM quarantined WHERE ? IS NULL OR batch = ? ORDER BY batch, line", (batch, batch)
        )
        docs = (orjson.loads(doc) for (doc,) in rows)
        return (doc for doc in docs if doc.pop("landed", False) is landed)

    def aliases(self) -> Iterator[tuple[str, str]]:
        """What data sets call nodes, and their keys."""
        return iter(self._db.execute("SELECT key, of FROM alias ORDER BY key"))

    @contextlib.contextmanager
    def looked_up(self, entities: Iterable[str]) -> Iterator[None]:
        """Meanwhile `known` finds nodes of these entities quickly; it would slow down everything else."""
        names = sorted(set(entities))
        for name in names:
            self._db.execute(f"CREATE INDEX IF NOT EXISTS key_{name} ON node_{name} (key)")
        yield
        for name in names:
            self._db.execute(f"DROP INDEX IF EXISTS key_{name}")

    def known(self, alias: str, keys: Iterable[str]) -> list[str]:
        """Those of the keys, and of what an alias stands for, that are nodes."""
        found = self._db.execute("SELECT of FROM alias WHERE key = ?", (alias,)).fetchone()
        return [key for key in dict.fromkeys((*keys, *(found or ()))) if self._is_node(key)]

    def _is_node(self, key: str) -> bool:
        table = f"node_{key.partition(':')[0]}"
        found = self._db.execute(f"SELECT 1 FROM {table} WHERE key = ? LIMIT 1", (key,))  # noqa: S608 - of the model
        return found.fetchone() is not None

    def words(self) -> int:
        """How much was said in all."""
        tables = [f"node_{e.name}" for e in self._model.concrete] + [f"link_{kind}" for kind in self._model.links]
        # The last row's number: nothing is ever removed between two rows, and counting would read everything.
        counted = (f"SELECT coalesce(max(rowid), 0) FROM {table}" for table in tables)  # noqa: S608 - of the model
        return sum(self._db.execute(text).fetchone()[0] for text in counted)

    def nodes(self, entity: str) -> Iterator[tuple[str, Iterator[Word]]]:
        """The nodes of an entity by key, each with its words in the order in which they landed."""
        rows = self._db.execute(f"SELECT key, says, vals FROM node_{entity} ORDER BY key, rowid")  # noqa: S608
        known = self._known()
        for key, words in itertools.groupby(rows, key=itemgetter(0)):
            yield key, ((known[says], orjson.loads(values)) for _, says, values in words)

    def links(self, kind: str) -> Iterator[tuple[tuple[str, str, str], Iterator[Word]]]:
        """The links of a kind by source, target and key, each with its words in the order in which they landed."""
        rows = self._db.execute(
            f"SELECT source, target, key, says, vals FROM link_{kind} ORDER BY source, target, key, rowid"  # noqa: S608
        )
        known = self._known()
        for key, words in itertools.groupby(rows, key=itemgetter(0, 1, 2)):
            yield key, ((known[row[3]], orjson.loads(row[4])) for row in words)

    def _known(self) -> dict[int, Says]:
        found = {}
        for text, number in self._says.items():
            props, authority, feed, batch, seen, over = orjson.loads(text)
            found[number] = Says(tuple(props), authority, feed, batch, seen, tuple(map(tuple, over)))
        return found

    def begin_pairs(self) -> None:
        """Forget the pairs gathered before."""
        self._db.execute("DROP TABLE IF EXISTS temp.shared")
        self._db.execute("CREATE TEMP TABLE shared (target TEXT, id TEXT, source TEXT)")

    def share(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Note who shares what: (shared key, global id, key)."""
        self._db.executemany("INSERT INTO temp.shared VALUES (?, ?, ?)", rows)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The keys of every two that share something, the one with the lesser global id first; each pair once."""
        self._db.execute("CREATE INDEX temp.shared_by ON shared (target, id, source)")
        return iter(
            self._db.execute(
                "SELECT DISTINCT a.source, b.source FROM temp.shared a JOIN temp.shared b"
                " ON b.target = a.target AND a.id < b.id ORDER BY a.source, b.source"
            )
        )
