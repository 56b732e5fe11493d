"""Trusted documents: the operations that were registered beforehand, and whether others may run.

Kept as JSON lines in the data directory; a running hub sees a change with the next request.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from hub.errors import DocumentNotTrusted, UnknownDocument
from hub.support.disk import Disk
from schema.errors import InvalidArgument, NotFound, SetupError

_LOG = logging.getLogger("hub.trusted")
FILE = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class Document:
    """A registered document; `sha256` is the hash of its text, white space at the ends left out."""

    sha256: str
    name: str
    text: str
    added_by: str
    added_at: str

    @classmethod
    def of(cls, text: str, name: str, by: str, at: str) -> Document:
        """The document of a text."""
        return cls(digest(text), name, text.strip(), by, at)


def digest(text: str) -> str:
    """The identifier of a text: white space at its ends does not count, since files end in a line feed."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()


class TrustedDocuments:
    """The registered documents of a data directory; with `required`, nothing else runs.

    `own` are the hashes of what the hub's own pages ask: these run too.
    """

    def __init__(self, data: Path | None, *, required: bool = False, own: frozenset[str] = frozenset()) -> None:
        self.required = required
        self._own = own
        self._path = None if data is None else data / FILE
        self._seen: tuple[int, ...] | None = None
        self._documents: dict[str, Document] = {}

    def resolve(self, query: str | None, identifier: str | None) -> str:
        """The text to run for what was asked; raises UnknownDocument, DocumentNotTrusted or InvalidArgument."""
        if query is None:
            found = self.documents().get(identifier or "")
            if found is None:
                raise UnknownDocument(
                    "No document is registered under that identifier.",
                    hint="Send the text in 'query', or ask the hub's operator to register it: hub documents add.",
                )
            return found.text
        if identifier is None and not self.required:
            return query
        # A client's own hash covers the text as it is; what the verb printed leaves out white space at the ends.
        hashes = {digest(query), hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()}
        if identifier is not None and identifier not in hashes:
            raise InvalidArgument(
                "The hash does not match 'query'.",
                hint="Send the SHA-256 of the text of 'query' in UTF-8, as hexadecimal digits.",
            )
        if self.required and not hashes & self._own and not hashes & self.documents().keys():
            raise DocumentNotTrusted(
                "Only registered documents run on this hub.",
                hint=(
                    "Send the documentId of a registered document, or ask the hub's operator to "
                    "register this one: hub documents add."
                ),
            )
        return query

    def documents(self) -> dict[str, Document]:
        """What is registered, by identifier, read again whenever the file has changed."""
        if self._path is None:
            return {}
        try:
            found = self._path.stat()
            mark: tuple[int, ...] | None = (found.st_mtime_ns, found.st_size, found.st_ino)
        except FileNotFoundError:
            mark = None
        if mark != self._seen:
            try:
                self._documents = {} if mark is None else _read(self._path)
            except SetupError as problem:
                if self._seen is None:
                    raise
                # What was registered before still is; a broken file must not stop partners in the middle of the day.
                _LOG.error("the registered documents cannot be read again", extra={"code": problem.code})
            self._seen = mark
        return self._documents

    def add(self, document: Document) -> bool:
        """Register a document; False where it is already."""
        if document.sha256 in self.documents():
            return False
        self._write([*self._documents.values(), document])
        return True

    def remove(self, which: str) -> Document:
        """Remove the document of that identifier or name; raises NotFound."""
        documents = self.documents()
        found = [d for d in documents.values() if which.removeprefix("sha256:") in (d.sha256, d.name)]
        if len(found) != 1:
            raise NotFound(
                f"{'Several documents have' if found else 'No registered document has'} this name or identifier.",
                hint="Name it by its identifier; hub documents list shows them.",
            )
        self._write([d for d in documents.values() if d is not found[0]])
        return found[0]

    def _write(self, documents: list[Document]) -> None:
        if self._path is None:
            raise SetupError(
                "Documents are kept in the data directory, and none is set.", hint="Set HUB_DATA to a directory."
            )
        text = "".join(json.dumps(asdict(document), ensure_ascii=False) + "\n" for document in documents)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # A running hub never reads half a file.
            Disk().create(self._path, text.encode())
        except OSError as problem:
            raise SetupError(
                f"The registered documents cannot be written to the data directory: {problem.strerror}.",
                hint="Set HUB_DATA to a writable directory.",
            ) from None
        self._seen = None


def _read(path: Path) -> dict[str, Document]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        documents = [Document(**json.loads(line)) for line in lines if line.strip()]
        found = {document.sha256: document for document in documents if digest(document.text) == document.sha256}
        whole = len(found) == len(documents)
    except (OSError, ValueError, TypeError, AttributeError):
        whole, found = False, {}
    if not whole:
        raise SetupError(
            f"The registered documents in {FILE} cannot be read.",
            hint=(
                "Restore this file of the data directory from the backup, or remove it and "
                "register the documents again."
            ),
        )
    return found
