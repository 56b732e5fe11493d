"""From all that was stated to the files: each node and link put together, derived links drawn, all counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from loaders.first_fill import merging
from loaders.first_fill.csv_files import (
    ARRAY_DELIMITER,
    CsvFile,
    WrittenFile,
    link_columns,
    node_columns,
    own_columns,
    text,
)
from loaders.first_fill.merging import Says
from loaders.first_fill.spill import Spill
from loaders.landing.derived_links import FEED
from loaders.landing.pipeline import mark_of
from loaders.landing.quarantine import LANDED, REJECTED
from loaders.mapping.values import pinyin_of
from schema.declare import Link
from schema.identity import global_id
from schema.model import ROOT, Model, pinyin_prop
from schema.statements.feeds import keeps_names
from schema.validity import today

#: What a first fill knows of the graph's own node.
META = ("name", "idSecret", "demo")
#: A group of ids: links find their ends in it.
GROUP = ROOT
#: Progress is reported after this number of nodes or links.
STEP = 5_000


class FillWriter:
    """Writes every file of a fill into a folder of drafts."""

    def __init__(self, spill: Spill, model: Model, drafts: Path, secret: bytes, tell: Callable[[int], None]) -> None:
        """`tell` hears how many words have been put together, now and then, and raises to stop the work."""
        self._spill, self._model, self._drafts, self._secret, self._tell = spill, model, drafts, secret, tell
        self._words = 0
        self.nodes: list[WrittenFile] = []
        self.links: list[WrittenFile] = []

    def write(self, meta: dict[str, Any]) -> None:
        """Write them; `meta` are the properties of the graph's own node."""
        for entity in self._model.concrete:
            self._entity(entity.name)
        self._plain("Batch", iter(self._spill.batches()))
        self._plain(REJECTED, self._spill.quarantined())
        self._plain(LANDED, self._spill.quarantined(landed=True))
        self._plain("Alias", ({"key": key, "of": of} for key, of in self._spill.aliases()))
        self._plain("HubMeta", iter([meta]), META)
        for link in self._model.links.values():
            if link.shared is None:
                self._kind(link.kind)
        for link in self._model.links.values():
            if link.shared is not None:
                self._derived(link)

    def _entity(self, entity: str) -> None:
        companions = [(p.name, c) for p in self._model.props(entity) if (c := pinyin_prop(p)) is not None]
        labels = text(ARRAY_DELIMITER.join(self._model.labels(entity)))
        file = CsvFile(
            self._drafts,
            f"nodes-{entity}",
            (f"key:ID({GROUP})", ":LABEL", "id:string"),
            node_columns(self._model, entity),
        )
        renamed = keeps_names(self._model, entity, ("name",))
        for key, words in self._spill.nodes(entity):
            props = merging.node(self._counted(words), self._model.entity(entity).caption, keeps_names=renamed)
            for name, companion in companions:
                props[companion] = pinyin_of(props.get(name))
            file.write((text(key), labels, text(global_id(self._secret, key))), props)
        self._keep(self.nodes, file)

    def _plain(self, label: str, rows: Iterator[dict[str, Any]], props: Sequence[str] | None = None) -> None:
        file = CsvFile(self._drafts, f"nodes-{label}", (":LABEL",), own_columns(label, props))
        for row in rows:
            file.write((text(label),), row)
        self._keep(self.nodes, file)

    def _kind(self, kind: str) -> None:
        file = self._links(kind)
        for (source, target, key), words in self._spill.links(kind):
            file.write(_ends(source, target, kind, key), merging.link(self._counted(words)))
        self._keep(self.links, file)

    def _links(self, kind: str) -> CsvFile:
        leading = (f":START_ID({GROUP})", f":END_ID({GROUP})", ":TYPE", "key:string")
        return CsvFile(self._drafts, f"links-{kind}", leading, link_columns(self._model, kind))

    def _derived(self, link: Link) -> None:
        """What `schema.statements.derive_link` draws: a link between every two that share a valid one."""
        batches = self._spill.batches()
        self._spill.begin_pairs()
        self._spill.share(self._shared(link))
        file = self._links(link.kind)
        if batches:
            seen = max(date.fromisoformat(batch["seen"]) for batch in batches).isoformat()
            says = Says((), True, f"{FEED}.{link.kind.lower()}", mark_of(b["id"] for b in batches), seen)
            props = merging.link([(says, [])])
            for source, target in self._spill.pairs():
                file.write(_ends(source, target, link.kind, ""), props)
                if file.rows % STEP == 0:
                    self._tell(self._words)
        self._keep(self.links, file)

    def _shared(self, link: Link) -> Iterator[tuple[str, str, str]]:
        shared = self._model.link(link.shared or "")
        third = self._model.concrete_of(shared.between[0].target)
        ends = self._model.concrete_of(link.between[0].source)
        # Days as texts are in the order of days.
        now = today().isoformat()
        for (source, target, _), words in self._spill.links(shared.kind):
            until = merging.link(words).get("until")
            stands = until is None or until > now
            if stands and _entity(target) in third and _entity(source) in ends:
                yield target, global_id(self._secret, source), source

    def _counted(self, words: Iterator[merging.Word]) -> Iterator[merging.Word]:
        for word in words:
            self._words += 1
            if self._words % STEP == 0:
                self._tell(self._words)
            yield word

    def _keep(self, among: list[WrittenFile], file: CsvFile) -> None:
        written = file.close()
        if written.rows:
            among.append(written)
        else:
            (self._drafts / written.name).unlink()
            (self._drafts / written.header).unlink()


def _ends(source: str, target: str, kind: str, key: str) -> tuple[str, str, str, str]:
    return text(source), text(target), f'"{kind}"', text(key)


def _entity(key: str) -> str:
    return key.partition(":")[0]
