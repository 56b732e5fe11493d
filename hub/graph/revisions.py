"""The statements of the revision log: each transaction that may change somebody's rights adds one entry.

An entry is a node `(:Revision {at, touched})`: when it was written, by the database's clock, and what it touches
(`schema/touched.py`); without `touched` it may be anything. Entries are only added, so that writers never wait for one
another. Their number comes from the counts that the database keeps. `epoch` changes when old entries are removed: it is
odd while that goes on, and an even number otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Nodes without properties that are counted with the entries and never removed. The database plans a statement again
#: when the number of nodes that it counts has changed much; beside these, it does not.
PADDING = 20_000
#: What `hub init` adds; entries that an earlier version left are padding too.
PAD = f"""\
MATCH (logged:Revision) WHERE logged.at IS NULL
WITH count(logged) AS entries
UNWIND CASE WHEN entries < {PADDING} THEN range(entries + 1, {PADDING}) ELSE [] END AS place
CREATE (:Revision)"""
#: Leaves as many of the entries of an earlier version as the padding needs.
TRIM = f"MATCH (logged:Revision) WITH logged SKIP {PADDING} LIMIT 20000 DELETE logged RETURN count(*) AS gone"
#: The second label is on nothing that is read, so that a backup can hold up everybody who writes, and nobody else.
ADD = "CREATE (:Revision:GraphWrite {at: timestamp(), touched: $revisionTouched})"

#: Taken back with its transaction. Until then it has the label to itself: who writes waits before it commits.
HOLD = "CREATE INDEX graph_of_one_moment FOR (x:GraphWrite) ON (x.moment)"

#: One record: how many entries there are, the epoch, and the time by the database's clock. The count is read first.
LOOK = """\
MATCH (logged:Revision)
WITH count(logged) AS entries
OPTIONAL MATCH (meta:HubMeta {name: 'hub'})
RETURN entries, coalesce(max(meta.revisionEpoch), 0) AS epoch, timestamp() AS now"""

#: How many entries are found, without the counts that the database keeps.
ALL = "MATCH (logged:Revision) RETURN sum(CASE WHEN logged.at IS NULL THEN 1 ELSE 1 END) AS found"

#: Entries since a moment: their identity, time and marks.
TAIL = """\
MATCH (logged:Revision) WHERE logged.at >= $since
RETURN elementId(logged) AS id, logged.at AS at, logged.touched AS touched"""

#: Takes the log over for a removal, unless one was begun a short while ago; the epoch is odd from here on.
BEGIN_REMOVAL = """\
MATCH (meta:HubMeta {name: 'hub'})
SET meta.lock = 1
WITH meta, coalesce(meta.revisionEpoch, 0) AS epoch
WHERE coalesce(meta.revisionsRemovedAt, 0) < timestamp() - $pause
SET meta.revisionsRemovedAt = timestamp(), meta.revisionEpoch = epoch + 1 + epoch % 2
RETURN meta.revisionEpoch AS epoch"""

#: Removes old entries, unless somebody else has taken the log over.
REMOVE = """\
MATCH (meta:HubMeta {name: 'hub'})
SET meta.lock = 1
WITH meta WHERE meta.revisionEpoch = $epoch
MATCH (logged:Revision) WHERE logged.at < timestamp() - $age
WITH logged LIMIT $most
DELETE logged
RETURN count(*) AS removed"""

END_REMOVAL = """\
MATCH (meta:HubMeta {name: 'hub'})
SET meta.lock = 1
WITH meta WHERE meta.revisionEpoch = $epoch
SET meta.revisionEpoch = $epoch + 1
RETURN meta.revisionEpoch AS epoch"""


@dataclass(frozen=True, slots=True)
class Look:
    """What the log looked like at one moment."""

    entries: int
    epoch: int


def beside(text: str) -> str:
    """A reading statement of one value, and what the log looks like before it, as one statement of one record."""
    inner = "\n".join(f"  {line}" for line in text.splitlines())
    return f"{LOOK.rpartition('RETURN')[0]}WITH entries, coalesce(max(meta.revisionEpoch), 0) AS epoch\n" + (
        f"RETURN entries, epoch, COLLECT {{\n{inner}\n}} AS answers"
    )
