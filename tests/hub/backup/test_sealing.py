"""A sealed file gives back what was put into it, or nothing."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.backup import encrypted_file
from hub.backup.encrypted_file import PART, Opening, Sealing
from schema.errors import InvalidArgument

PASSPHRASE = "a passphrase for tests"


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """Derive keys without making guesses dear."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encrypted_file, "_COST", {"n": 16, "r": 8, "p": 1})
        yield


def sealed(*pieces: bytes) -> bytes:
    out = io.BytesIO()
    with Sealing(out, PASSPHRASE) as sealing_:
        for each in pieces:
            sealing_.write(each)
        sealing_.finish()
    return out.getvalue()


def opened(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(data), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 7])
def test_what_was_sealed_is_opened(size: int) -> None:
    data = os.urandom(size)
    file = sealed(data[: size // 3], data[size // 3 :])

    assert opened(file) == data
    Opening(io.BytesIO(file), PASSPHRASE).drain()
    assert data[:100] not in file or size < 2


@given(st.data())
@settings(deadline=None)
def test_nothing_of_it_can_be_changed_cut_or_added(data: st.DataObject) -> None:
    file = sealed(b"x" * 100)
    place = data.draw(st.integers(0, len(file) - 1))
    changed = bytearray(file)
    changed[place] ^= data.draw(st.integers(1, 255))

    for other in (bytes(changed), file[:place], file + changed[place : place + 1]):
        with pytest.raises(InvalidArgument):
            opened(other)


def test_whole_parts_cannot_be_left_out_or_moved() -> None:
    file = sealed(os.urandom(3 * PART))
    header = file.index(b"\n") + 1
    part = 4 + PART + 16
    first, second, third = (file[header + i * part : header + (i + 1) * part] for i in range(3))
    head = file[:header]

    assert len(opened(head + first + second + third)) == 3 * PART
    for order in ((first, second), (second, first, third), (first, third), (third,), ()):
        with pytest.raises(InvalidArgument):
            Opening(io.BytesIO(head + b"".join(order)), PASSPHRASE).drain()


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(InvalidArgument, match="passphrase is wrong"):
        opened(sealed(b"x"), "another passphrase")
