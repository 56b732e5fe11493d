"""The tree: every root and proof against the definitions of RFC 9162, written down naively."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.audit.tree import Tree, root_by_consistency
from hub.audit.verify_standalone import Frontier, root_of_path, sha256
from hub.support.disk import Disk, opened

LEAVES = [sha256(b"\x00" + bytes([i])) for i in range(80)]
# Published with the first Certificate Transparency logs: roots over the first leaves of a fixed list.
KNOWN = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    bytes(range(0x60, 0x70)),
]


def naive(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive(leaves[:k]) + naive(leaves[k:]))


@contextmanager
def tree(path: Path, disk: Disk | None = None) -> Iterator[Tree]:
    with opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND) as fd:
        yield Tree(fd, sha256, disk or Disk())


def test_roots_are_those_that_others_compute(tmp_path: Path) -> None:
    with tree(tmp_path / "t") as grown:
        assert grown.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        roots = []
        for entry in KNOWN:
            grown.append(grown.leaf_hash(entry))
            roots.append(grown.root().hex())

    assert roots[0] == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert roots[7] == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(size=st.integers(1, 80), flushes=st.sets(st.integers(0, 79)), data=st.data())
def test_every_proof_leads_to_the_root(
    tmp_path_factory: pytest.TempPathFactory, size: int, flushes: set[int], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("tree") / "t"
    old = data.draw(st.integers(1, size))
    index = data.draw(st.integers(0, old - 1))
    frontier = Frontier(sha256)
    with tree(path) as grown:
        for i, leaf in enumerate(LEAVES[:size]):
            grown.append(leaf)
            frontier.add(leaf)
            if i in flushes:
                grown.flush()

        assert grown.root() == frontier.root() == naive(LEAVES[:size])
        assert grown.root(old) == naive(LEAVES[:old])
        path_up = grown.inclusion(index, old)
        assert root_of_path(sha256, LEAVES[index], index, old, path_up) == grown.root(old)
        proof = grown.consistency(old)
        assert root_by_consistency(sha256, old, size, grown.root(old), proof) == (grown.root(old), grown.root())
        grown.sync()

    with tree(path) as again:
        assert again.resume(size)
        assert again.root() == naive(LEAVES[:size])
        again.cut(old)
        assert again.root() == naive(LEAVES[:old])
        for leaf in LEAVES[old:size]:
            again.append(leaf)
        assert again.root() == naive(LEAVES[:size])


@given(size=st.integers(2, 80), data=st.data())
def test_a_proof_of_another_place_or_leaf_leads_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda i: i != index))
    with tree(tmp_path_factory.mktemp("tree") / "t") as grown:
        for leaf in LEAVES[:size]:
            grown.append(leaf)
        path = grown.inclusion(index)

        assert root_of_path(sha256, LEAVES[other], index, size, path) != grown.root()
        assert root_of_path(sha256, LEAVES[index], other, size, path) != grown.root()
        assert root_of_path(sha256, LEAVES[index], index, size, [*path, LEAVES[0]]) != grown.root()
        assert root_of_path(sha256, LEAVES[index], index, size, path[:-1]) != grown.root()


def test_what_a_full_disk_does_not_take_stays_and_is_written_later(tmp_path: Path) -> None:
    class Full(Disk):
        full = True

        def write(self, fd: int, data: bytes) -> None:
            super().write(fd, data[: len(data) // 2] if self.full else data)
            if self.full:
                raise OSError(28, "No space left on device")

    disk = Full()
    with tree(tmp_path / "t", disk) as grown:
        for leaf in LEAVES[:5]:
            grown.append(leaf)
        with pytest.raises(OSError, match="No space"):
            grown.flush()
        assert grown.root() == naive(LEAVES[:5])
        disk.full = False
        grown.flush()

    with tree(tmp_path / "t") as again:
        assert again.resume(5)
        assert again.root() == naive(LEAVES[:5])
