"""The security headers of everything that the hub serves, one set for each kind of response."""

from __future__ import annotations

_NOT_SNIFFED = {"X-Content-Type-Options": "nosniff"}
_NO_REFERRER = {"Referrer-Policy": "no-referrer"}
_ISOLATED = {"Cross-Origin-Opener-Policy": "same-origin"}

#: Answers may hold personal data: nobody on the way keeps one, and no browser takes one for something else.
PRIVATE = {"Cache-Control": "no-store", **_NOT_SNIFFED}
#: An answer to a question; its media type and its coding depend on what the client accepts.
ANSWER = {**PRIVATE, "Vary": "Accept, Accept-Encoding"}
#: A redirect to a sign-in provider or back: the address that is left may carry secrets.
REDIRECT = {**PRIVATE, **_NO_REFERRER}
#: What is said of a session: who the officer is depends on the cookie.
SESSION = {**REDIRECT, "Vary": "Cookie"}
#: A page without scripts, styles or links to elsewhere.
PLAIN_PAGE = {
    **REDIRECT,
    **_ISOLATED,
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
#: A file of a web page: nothing on a page comes from elsewhere, and nothing is sent elsewhere.
PAGE_FILE = {
    **_NOT_SNIFFED,
    **_NO_REFERRER,
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Vary": "Accept-Encoding",
}
#: The workbench's page: the hub's own files, and pictures that the page makes, are all that it can load, run or apply.
WORKBENCH = {
    **REDIRECT,
    **_ISOLATED,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
    ),
}
