"""The Merkle tree of RFC 9162 over the records of one log, kept in a file so that nothing is read twice.

Hashes of all full subtrees stand in the order in which they become full (the left child, the right child, then their
parent), 32 bytes each: appending only ever appends, and where a subtree stands follows from its place in the tree.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import islice

from hub.support.disk import Disk

Digest = Callable[[bytes], bytes]
WIDTH = 32
# What proofs of new records need was added or read lately; 100 bytes each with what Python needs for them.
_CACHED = 1 << 16


def nodes_of(size: int) -> int:
    """How many full subtrees a tree of that many leaves has."""
    return 2 * size - size.bit_count()


def _place(level: int, number: int) -> int:
    """Where the full subtree stands that is the `number`-th of its level."""
    last = ((number + 1) << level) - 1
    return 2 * last - last.bit_count() + level


class Tree:
    """A growing tree; `flush` writes to its file what was added since."""

    def __init__(self, fd: int, digest: Digest, disk: Disk) -> None:
        self._fd, self._digest, self._disk = fd, digest, disk
        self._stored = os.fstat(fd).st_size // WIDTH
        self._tail = bytearray()
        self._ragged = False
        self._cache: dict[int, bytes] = {}
        self._known: dict[tuple[int, int], bytes] = {}
        self.size = 0

    def read(self, size: int) -> bool:
        """Answer for that many leaves of the file and change nothing; False where it holds fewer."""
        self.size = size
        if nodes_of(size) > self._stored:
            self._stored = os.fstat(self._fd).st_size // WIDTH
        return nodes_of(size) <= self._stored

    def resume(self, size: int) -> bool:
        """Go on from that many leaves of the file; False where it holds fewer."""
        if nodes_of(size) > self._stored:
            return False
        # Also where it is long enough: a crash may have left half a hash behind the last whole one.
        self._ragged = True
        self.cut(size)
        return True

    def cut(self, size: int) -> None:
        """Forget all leaves from `size` on."""
        count = nodes_of(size)
        if count < self._stored:
            # Taken back at the next write, so that nothing can fail here.
            self._stored, self._ragged = count, True
        del self._tail[(count - self._stored) * WIDTH :]
        self._known.clear()
        self._cache.clear()
        self.size = size

    def leaf_hash(self, record: bytes) -> bytes:
        """The hash of a record as a leaf."""
        return self._digest(b"\x00" + record)

    def append(self, leaf: bytes) -> int:
        """Add a leaf hash; answers its index."""
        index, node = self.size, leaf
        self._add(node)
        self.size = number = index + 1
        level = 0
        while number % 2 == 0:
            # The sibling is a level's last but one, as the node is its last.
            node = self._digest(b"\x01" + self._node(level, number - 2) + node)
            self._add(node)
            level, number = level + 1, number // 2
        self._known.clear()
        return index

    def leaf(self, index: int) -> bytes:
        """The hash of a leaf that is in the tree."""
        return self._node(0, index)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves."""
        return self._range(0, self.size if size is None else size)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The siblings on the way from a leaf to the root over the first `size` leaves (RFC 9162, 2.1.3.1)."""
        begin, end = 0, self.size if size is None else size
        if not 0 <= index < end <= self.size:
            raise IndexError(index)
        path: list[bytes] = []
        while end - begin > 1:
            middle = begin + _split(end - begin)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(begin, middle))
                begin = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Proof that the tree of `old` leaves is the beginning of that of `size` leaves (RFC 9162, 2.1.4.1)."""
        begin, end = 0, self.size if size is None else size
        if not 0 < old <= end <= self.size:
            raise IndexError(old)
        path: list[bytes] = []
        whole = True
        while old != end:
            middle = begin + _split(end - begin)
            if old <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(begin, middle))
                begin, whole = middle, False
        if not whole:
            path.append(self._range(begin, end))
        return path[::-1]

    def sound(self) -> bool:
        """Whether the hash of every full subtree is that of its two halves."""
        for size in range(2, self.size + 1, 2):
            level, count = 0, size
            while count % 2 == 0:
                both = self._node(level, count - 2) + self._node(level, count - 1)
                level, count = level + 1, count // 2
                if self._node(level, count - 1) != self._digest(b"\x01" + both):
                    return False
        return True

    def flush(self) -> None:
        """Write what was added; after an OSError it stays in memory, and the next flush tries again."""
        self._straighten()
        self._ragged = True
        self._disk.write(self._fd, bytes(self._tail))
        self._ragged = False
        self._stored += len(self._tail) // WIDTH
        self._tail.clear()

    def sync(self) -> None:
        """Write what was added, and return when it is on the disk."""
        self.flush()
        self._disk.sync(self._fd)

    def make_durable(self) -> None:
        """Wait until all hashes of the file are on the disk."""
        os.fsync(self._fd)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)

    def _straighten(self) -> None:
        """Take back what a failed write or a cut left behind the last hash that counts."""
        if self._ragged:
            self._disk.cut(self._fd, self._stored * WIDTH)
            self._ragged = False

    def _range(self, begin: int, end: int) -> bytes:
        size = end - begin
        if size == 0:
            return self._digest(b"")
        if size.bit_count() == 1:
            return self._node(size.bit_length() - 1, begin // size)
        # Only the right edge is not full; all proofs of one batch need it, so it is computed once.
        known = self._known.get((begin, end))
        if known is None:
            middle = begin + _split(size)
            known = self._digest(b"\x01" + self._range(begin, middle) + self._range(middle, end))
            self._known[begin, end] = known
        return known

    def _add(self, node: bytes) -> None:
        self._remember(self._stored + len(self._tail) // WIDTH, node)
        self._tail += node

    def _node(self, level: int, number: int) -> bytes:
        place = _place(level, number)
        node = self._cache.get(place)
        if node is None:
            at = (place - self._stored) * WIDTH
            node = bytes(self._tail[at : at + WIDTH]) if at >= 0 else os.pread(self._fd, WIDTH, place * WIDTH)
            self._remember(place, node)
        return node

    def _remember(self, place: int, node: bytes) -> None:
        if len(self._cache) >= _CACHED:
            for each in [*islice(self._cache, _CACHED // 2)]:
                del self._cache[each]
        self._cache[place] = node


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root_by_consistency(
    digest: Digest, old: int, size: int, old_root: bytes, path: list[bytes]
) -> tuple[bytes, bytes] | None:
    """The two roots to which a consistency proof leads (RFC 9162, 2.1.4.2); None where its length is wrong."""
    if old == size:
        return (old_root, old_root) if not path else None
    nodes = ([old_root] if old.bit_count() == 1 else []) + path
    if not nodes:
        return None
    first, second = old - 1, size - 1
    while first % 2:
        first, second = first // 2, second // 2
    left = right = nodes[0]
    for node in nodes[1:]:
        if second == 0:
            return None
        if first % 2 or first == second:
            left, right = digest(b"\x01" + node + left), digest(b"\x01" + node + right)
            while first % 2 == 0 and first:
                first, second = first // 2, second // 2
        else:
            right = digest(b"\x01" + right + node)
        first, second = first // 2, second // 2
    return (left, right) if second == 0 else None
