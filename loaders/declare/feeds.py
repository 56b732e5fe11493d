"""One file under `loaders/agencies/` declares an agency (`Source`) and the kinds of file it sends (`Feed`).

Declarations check themselves against the model when the file is imported, and say what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.declare.columns import Column, Value, as_column
from loaders.declare.formats import Format, JsonLines
from loaders.declare.records import Node, Party, Record, Tie, entities_of, values_of
from schema.declare import Link, Prop
from schema.entities.agency import AGENCY_KIND
from schema.errors import DeclarationError
from schema.model import MODEL, Model

#: The pattern of a feed whose files may have any name: they are taken where their agency is named, never in a folder.
ANY_NAME = "*"
CODE = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class Feed:
    """One kind of file an agency sends. `files` are patterns of file names; `empty` are words that mean 'no value'.

    `complete`: a file always holds everything, so that what it no longer names has ended. `header`: the line or row
    that names the columns, where titles stand above it. `en` and `zh` say what the register is called where people read
    of it; without them its `name` stands there.
    """

    name: str
    files: str | tuple[str, ...]
    format: Format
    records: tuple[Record, ...]
    complete: bool = False
    empty: tuple[str, ...] = ()
    header: int = 1
    en: str = ""
    zh: str = ""

    def __post_init__(self) -> None:
        if not CODE.match(self.name):
            raise DeclarationError(f"'{self.name}' cannot name a feed.", hint="Write lower_case, as in 'residents'.")
        if not self.patterns or not all(self.patterns):
            raise DeclarationError(f"Feed {self.name} names no files.", hint='Write files="residents*.csv".')
        if not self.records:
            raise DeclarationError(f"Feed {self.name} maps nothing.", hint="Add records=(Node(…), Tie(…)).")
        if self.header < 1 or (self.header > 1 and isinstance(self.format, JsonLines)):
            raise DeclarationError(
                f"Feed {self.name} has its header in line {self.header}.",
                hint="Lines count from 1, and JSON lines have no header.",
            )
        self._check(MODEL)

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of its file names."""
        return (self.files,) if isinstance(self.files, str) else self.files

    @property
    def any_name(self) -> bool:
        """Whether its files may have any name."""
        return self.patterns == (ANY_NAME,)

    def entities(self) -> dict[str, tuple[str, ...]]:
        """What each ref can be."""
        return {r.ref: entities_of(r) for r in self.records if not isinstance(r, Tie)}

    def columns(self) -> Iterator[tuple[Column, str]]:
        """Every column the records read, with the list ('' for the row itself) it is read from."""
        for record in self.records:
            for value in values_of(record):
                column = as_column(value)
                if column.name:
                    yield column, "" if column.outer else record.each

    def _check(self, model: Model) -> None:
        scopes: dict[str, str] = {}
        for record in self.records:
            if record.each and not isinstance(self.format, JsonLines):
                raise DeclarationError(
                    f"Feed {self.name} repeats a record over '{record.each}'.",
                    hint="Only a feed in the format JsonLines() has lists.",
                )
            if isinstance(record, Tie):
                continue
            if record.ref in scopes:
                raise DeclarationError(f"Feed {self.name} has two records '{record.ref}'.", hint="Rename one ref.")
            scopes[record.ref] = record.each
            for entity in entities_of(record):
                self._check_node(model, record, entity)
        for record in self.records:
            if isinstance(record, Tie):
                self._check_tie(model, record, scopes)

    def _check_node(self, model: Model, record: Node | Party, entity: str) -> None:
        if entity not in {e.name for e in model.concrete}:
            raise DeclarationError(
                f"Feed {self.name} maps '{entity}', which is no entity that records can be.",
                hint=f"Use one of {', '.join(e.name for e in model.concrete)}; Party(…) is a Person or a Company.",
            )
        known = {p.name for p in model.props(entity) if p.stored}
        self._check_names(f"{entity} '{record.ref}'", record.values, known)
        identity = model.identity(entity).name
        if isinstance(record, Node) and identity not in record.values and record.own is None:
            raise DeclarationError(
                f"{entity} '{record.ref}' of feed {self.name} has no identity.",
                hint=f"Map '{identity}' in values, or give own='<column of the agency's own id>'.",
            )
        if isinstance(record, Party) and identity in record.values:
            raise DeclarationError(
                f"Party '{record.ref}' of feed {self.name} maps '{identity}'.", hint="Give the column as id=… alone."
            )

    def _check_tie(self, model: Model, tie: Tie, scopes: Mapping[str, str]) -> None:
        if tie.link not in model.links or model.link(tie.link).shared is not None:
            known = ", ".join(k for k, link in model.links.items() if link.shared is None)
            raise DeclarationError(
                f"Feed {self.name} ties '{tie.link}', which is no link that a feed can state.",
                hint=f"Use one of {known}.",
            )
        link = model.link(tie.link)
        for ref in (tie.source, tie.target):
            if ref not in scopes:
                raise DeclarationError(
                    f"Tie {tie.link} of feed {self.name} names '{ref}', which no record has as ref.",
                    hint=f"Use one of {', '.join(scopes)}.",
                )
            if scopes[ref] not in ("", tie.each):
                raise DeclarationError(
                    f"Tie {tie.link} of feed {self.name} names '{ref}', which is repeated over '{scopes[ref]}'.",
                    hint=f"Write each='{scopes[ref]}' in the Tie too.",
                )
        refs = self.entities()
        for source in refs[tie.source]:
            for target in refs[tie.target]:
                if not joins(model, link, source, target):
                    pairs = ", ".join(f"{p.source} to {p.target}" for p in link.between)
                    raise DeclarationError(
                        f"Tie {tie.link} of feed {self.name} goes from {source} to {target}.",
                        hint=f"{tie.link} goes from {pairs}: swap or correct source and target.",
                    )
        self._check_names(f"Tie {tie.link}", tie.values, {p.name for p in link.props})

    def _check_names(self, what: str, values: Mapping[str, Value], known: set[str]) -> None:
        for name in values:
            if name not in known:
                raise DeclarationError(
                    f"{what} of feed {self.name} maps '{name}', which the model does not have.",
                    hint=f"Use {', '.join(sorted(known)) or 'no values'}.",
                )


def joins(model: Model, link: Link, source: str, target: str) -> bool:
    """Whether a link may go from one concrete entity to another."""
    return any(source in model.concrete_of(p.source) and target in model.concrete_of(p.target) for p in link.between)


def link_prop(link: Link, name: str) -> Prop:
    """One declared property of a link."""
    return next(p for p in link.props if p.name == name)


@dataclass(frozen=True, slots=True)
class Source:
    """One agency: `code` is the name of its file, `agency` the natural code of its Agency, `feeds` what it sends."""

    code: str
    agency: str
    name: str
    zh: str
    kind: str
    feeds: tuple[Feed, ...]

    def __post_init__(self) -> None:
        if not CODE.match(self.code):
            raise DeclarationError(f"'{self.code}' cannot be a code.", hint="Write lower_case, as the file's name.")
        if not self.agency or not self.name or not self.zh:
            raise DeclarationError(f"Agency {self.code} lacks its code or names.", hint="Give agency=, name= and zh=.")
        if self.kind not in AGENCY_KIND.members:
            raise DeclarationError(
                f"'{self.kind}' is not a kind of agency.", hint=f"Use one of {', '.join(AGENCY_KIND.members)}."
            )
        names = [feed.name for feed in self.feeds]
        if not names or len(set(names)) < len(names):
            raise DeclarationError(
                f"Agency {self.code} has no feeds, or two of one name.", hint="Give each Feed a name of its own."
            )
