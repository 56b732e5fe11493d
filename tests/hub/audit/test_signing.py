"""Signatures and hashes: the standards' own examples, both implementations against each other, and keys in files."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import signer
from support.examples import examples

from hub.audit import sm2
from hub.audit.keys import Keys
from hub.audit.signing import ALGORITHMS, ED25519, SM2, fingerprint, signer_of, sm3, verify
from hub.audit.verify_standalone import ed25519_verify, sm2_verify, sm3_slow
from schema.errors import SetupError

# GB/T 32918.5-2017, annex A.2
PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
PUBLIC = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
SIGNATURE = (
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
# RFC 8032, 7.1, test 3
ED_PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
ED_SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)


def test_sm3_of_the_standards_examples() -> None:
    for hash_ in (sm3, sm3_slow):
        assert hash_(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert hash_(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@given(st.binary(max_size=200))
def test_plain_sm3_is_sm3(data: bytes) -> None:
    assert sm3_slow(data) == sm3(data)


def test_sm2_of_the_standards_example() -> None:
    public = sm2.public_key(PRIVATE)

    assert public.hex() == PUBLIC
    assert sm2.sign(PRIVATE, public, b"message digest", lambda: NONCE).hex() == SIGNATURE
    assert sm2_verify(public, b"message digest", bytes.fromhex(SIGNATURE))


def test_ed25519_of_the_standards_example() -> None:
    public, signature = bytes.fromhex(ED_PUBLIC), bytes.fromhex(ED_SIGNATURE)

    assert ed25519_verify(public, b"\xaf\x82", signature)
    assert not ed25519_verify(public, b"\xaf\x83", signature)


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=80), flip=st.integers(0, 511))
@settings(max_examples=examples(25))
def test_the_standalone_ed25519_agrees_with_the_library(seed: bytes, message: bytes, flip: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    bad = bytearray(signature)
    bad[flip // 8] ^= 1 << flip % 8

    assert ed25519_verify(public, message, signature)
    assert not ed25519_verify(public, message, bytes(bad))
    assert not ed25519_verify(public, message + b"!", signature)


@pytest.mark.slow
@given(private=st.integers(1, 2**256 - 2**225), message=st.binary(max_size=80), flip=st.integers(0, 511))
@settings(max_examples=examples(8), deadline=None)
def test_sm2_takes_its_own_signatures_and_no_other(private: int, message: bytes, flip: int) -> None:
    made = signer_of(SM2, private.to_bytes(32, "big"))
    signature = made.sign(message)
    bad = bytearray(signature)
    bad[flip // 8] ^= 1 << flip % 8

    assert verify(SM2, made.public, message, signature)
    assert not verify(SM2, made.public, message, bytes(bad))


@pytest.mark.parametrize("junk", [b"", b"\x00" * 64, b"\xff" * 64, b"x" * 63])
def test_junk_is_no_signature(junk: bytes) -> None:
    for algorithm in ALGORITHMS:
        public = signer(algorithm).public

        assert not verify(algorithm, public, b"m", junk)
        assert not ed25519_verify(public[:32], b"m", junk)
        assert not sm2_verify(junk, b"m", signer(SM2).sign(b"m"))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_is_made_once_and_for_the_hub_alone(tmp_path: Path, algorithm: str) -> None:
    keys = Keys(tmp_path / "keys")
    first = keys.signer(algorithm)

    assert keys.signer(algorithm).public == first.public
    assert keys.identifiers() == keys.identifiers()
    assert keys.public().keys() == {fingerprint(first)}
    assert stat.S_IMODE((tmp_path / "keys" / f"signing-{algorithm}.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert "private" not in repr(first)


def test_a_damaged_key_is_refused_in_words(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    for text in ("zz", "00" * 31):
        (tmp_path / f"signing-{ED25519}.key").write_text(text)
        with pytest.raises(SetupError) as caught:
            keys.signer(ED25519)
        assert caught.value.hint


def test_fingerprints_are_made_with_the_suites_hash() -> None:
    public = signer(ED25519).public

    assert fingerprint(signer(ED25519)) == hashlib.sha256(public).hexdigest()[:16]
    assert fingerprint(signer(SM2)) == sm3(signer(SM2).public).hex()[:16]
