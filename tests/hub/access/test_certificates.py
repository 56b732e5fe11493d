"""The certificate a proxy passes: read strictly, and known by its thumbprint."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from hub.access.client_certificates import only, thumbprint
from hub.errors import Unauthenticated


def certificate() -> bytes:
    """A certificate of nobody, in DER."""
    key, name = Ed25519PrivateKey.generate(), x509.Name([])
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=1))
    return built.sign(key, None).public_bytes(Encoding.DER)


DER = certificate()
TEXT = base64.b64encode(DER).decode()
GOOD = f":{TEXT}:"


def test_no_header_is_no_certificate() -> None:
    assert thumbprint(None) is None


@pytest.mark.parametrize("header", [GOOD, f" {GOOD} ", f"{GOOD}\t"])
def test_the_thumbprint_is_that_of_the_certificate(header: str) -> None:
    found = thumbprint(header)

    assert found is not None
    assert base64.urlsafe_b64decode(found + "=") == hashlib.sha256(DER).digest()
    assert "=" not in found


@pytest.mark.parametrize(
    "header",
    [
        "",
        ":",
        "::",
        TEXT,
        f":{TEXT}",
        f"{TEXT}:",
        f"{GOOD}, {GOOD}",
        f"{GOOD};v=1",
        f'"{TEXT}"',
        f":{TEXT[:40]} {TEXT[40:]}:",
        f":{TEXT[:40]}\n{TEXT[40:]}:",
        f"{GOOD}\n",
        f":{TEXT.rstrip('=')}A:",
        f":{TEXT[:-8]}:",
        f":{base64.urlsafe_b64encode(b'?>?>?>').decode()}:",
        f":{base64.b64encode(b'no certificate').decode()}:",
        f":{base64.b64encode(DER + b'x').decode()}:",
        f":{base64.b64encode(DER + DER).decode()}:",
        f":{'A' * 20_000}:",
        "-----BEGIN CERTIFICATE-----",
    ],
)
def test_half_a_certificate_is_refused_in_words(header: str) -> None:
    with pytest.raises(Unauthenticated, match="Client-Cert") as caught:
        thumbprint(header)

    assert caught.value.hint
    assert TEXT[:20] not in str(caught.value)


def test_of_two_headers_none_is_believed() -> None:
    assert (only([]), only([GOOD])) == (None, GOOD)
    for headers in ([GOOD, GOOD], [GOOD, ":AA==:"], ["", GOOD]):
        with pytest.raises(Unauthenticated, match="several"):
            only(headers)
