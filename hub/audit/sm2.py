"""SM2 signatures (GB/T 32918.2) for hubs that must use the national algorithms; verification is in `verify_standalone`.

Big numbers in Python do not take constant time. What an attacker could learn from that is kept small: every signature
does the same number of steps whatever its nonce, and signatures are made once for many questions, in a thread of
their own. A library of the system computes SM2 in constant time (`hub/audit/openssl_keys.py`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache

from hub.audit.verify_standalone import SM_G, SM_N, SM_P, sm2_add, sm2_digest

Point = tuple[int, int]
_WINDOW = 4
# Every number from twice to three times the order has this number of digits of 1 to 16.
_WINDOWS = 65


def new_key() -> int:
    """A private key."""
    return secrets.randbelow(SM_N - 2) + 1


def public_key(private: int) -> bytes:
    """The 64 bytes x, y of the public key."""
    x, y = _times_base(private)
    return x.to_bytes(32, "big") + y.to_bytes(32, "big")


def sign(private: int, public: bytes, message: bytes, nonce: Callable[[], int] = new_key) -> bytes:
    """The 64 bytes r, s of a signature."""
    e = sm2_digest(public, message)
    while True:
        k = nonce()
        r = (e + _times_base(k)[0]) % SM_N
        s = pow(1 + private, -1, SM_N) * (k - r * private) % SM_N
        # Each has a chance of 2⁻²⁵⁶; the standard wants another nonce then.
        if r and s and r + k != SM_N:
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@cache
def _table() -> tuple[tuple[Point, ...], ...]:
    """Multiples of the base point: for each window 1 to 16 times its weight."""
    rows: list[tuple[Point, ...]] = []
    unit: Point = SM_G
    for _ in range(_WINDOWS):
        row = [unit]
        for _ in range((1 << _WINDOW) - 1):
            row.append(_affine(sm2_add(row[-1], unit)))
        rows.append(tuple(row))
        unit = row[-1]
    return tuple(rows)


def _times_base(scalar: int) -> Point:
    """The base point times a scalar below the order: one addition per window, whatever the scalar."""
    # Adding the order changes no result; twice the order makes every scalar fill exactly all windows.
    left = scalar + 2 * SM_N
    point = (0, 1, 0)
    for row in _table():
        # Digits 1 to 16 instead of 0 to 15: no window is left out.
        digit = left & 15 or 16
        left = (left - digit) >> _WINDOW
        point = _add(point, row[digit - 1])
    return _from(point)


def _add(p: tuple[int, int, int], q: Point) -> tuple[int, int, int]:
    """A point in Jacobian coordinates plus another affine one."""
    x, y, z = p
    if z == 0:
        return q[0], q[1], 1
    zz = z * z % SM_P
    h = (q[0] * zz - x) % SM_P
    r = (q[1] * zz * z - y) % SM_P
    if h == 0:
        same = _affine(sm2_add(_from(p), q))
        return same[0], same[1], 1
    hh = h * h % SM_P
    hhh, v = hh * h % SM_P, x * hh % SM_P
    x3 = (r * r - hhh - 2 * v) % SM_P
    return x3, (r * (v - x3) - y * hhh) % SM_P, z * h % SM_P


def _from(p: tuple[int, int, int]) -> Point:
    inverse = pow(p[2], -1, SM_P)
    return p[0] * inverse**2 % SM_P, p[1] * inverse**3 % SM_P


def _affine(point: Point | None) -> Point:
    if point is None:
        raise ArithmeticError("the point at infinity is no multiple that is used here")
    return point
