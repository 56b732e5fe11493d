"""The client's certificate as a trusted proxy passes it: the `Client-Cert` header of RFC 9440, and its thumbprint."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence

from cryptography import x509

from hub.errors import CertificateRefused
from hub.support.base64_text import to_url_text

#: A byte sequence of RFC 8941: base64 between colons.
_BYTES = re.compile(r":([A-Za-z0-9+/]+={0,2}):")
#: Certificates are one or two kilobytes; this is far above any.
_LONGEST = 16_384
_HINT = "The proxy in front of the hub writes it as RFC 9440 has it: Client-Cert: :<base64 of the DER certificate>:"
_ONE = "The proxy in front of the hub removes every Client-Cert header that comes from outside and writes its own."


def only(headers: Sequence[str]) -> str | None:
    """The one header that a request has of this name; raises CertificateRefused where it has several.

    The client may have sent one of them itself, and nobody knows which.
    """
    if len(headers) > 1:
        raise CertificateRefused("There are several Client-Cert headers.", hint=_ONE)
    return headers[0] if headers else None


def thumbprint(header: str | None) -> str | None:
    """The SHA-256 thumbprint (base64url, as `x5t#S256`) of the certificate in the header; None where there is none.

    Raises CertificateRefused where the header is there and is no certificate: nothing is guessed from half of one.
    """
    if header is None:
        return None
    found = _BYTES.fullmatch(header.strip(" \t")) if len(header) <= _LONGEST else None
    if found is None:
        raise CertificateRefused("The Client-Cert header is malformed.", hint=_HINT)
    try:
        der = base64.b64decode(found[1], validate=True)
        x509.load_der_x509_certificate(der)
    except (binascii.Error, ValueError):
        raise CertificateRefused("The Client-Cert header holds no certificate.", hint=_HINT) from None
    return to_url_text(hashlib.sha256(der).digest())
