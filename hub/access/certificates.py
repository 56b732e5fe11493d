"""The client's certificate as a trusted proxy passes it: the `Client-Cert` header of RFC 9440, and its thumbprint."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from cryptography import x509

from schema.errors import Unauthenticated

#: A byte sequence of RFC 8941: base64 between colons.
_BYTES = re.compile(r":([A-Za-z0-9+/]+={0,2}):")
#: Certificates are one or two kilobytes; this is far above any.
_LONGEST = 16_384
_HINT = "The proxy in front of the hub writes it as RFC 9440 has it: Client-Cert: :<base64 of the DER certificate>:"


def thumbprint(header: str | None) -> str | None:
    """The SHA-256 thumbprint (base64url, as `x5t#S256`) of the certificate in a header; None where there is no header.

    Raises Unauthenticated where the header is there and is no certificate: nothing is guessed from half of one.
    """
    if header is None:
        return None
    found = _BYTES.fullmatch(header.strip(" \t")) if len(header) <= _LONGEST else None
    if found is None:
        raise Unauthenticated("The Client-Cert header is malformed.", hint=_HINT)
    try:
        der = base64.b64decode(found[1], validate=True)
        x509.load_der_x509_certificate(der)
    except (binascii.Error, ValueError):
        raise Unauthenticated("The Client-Cert header holds no certificate.", hint=_HINT) from None
    return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode()
