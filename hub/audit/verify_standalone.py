#!/usr/bin/env python3
"""Checks an export of the Linkage Hub's audit log. Needs Python 3.9 or newer and nothing else, no network, no hub.

    python3 verify.py EXPORT [--key FINGERPRINT]... [--head FILE]... [--receipt FILE]... [--all-signatures]

EXPORT is the directory that the hub handed over. --head is a signed head that you kept from an earlier export,
--receipt is the `extensions.receipt` of an answer that you kept, short or full, --key is the fingerprint of the hub's
key that you were given in writing; keys that follow it, or that it follows, count as well. Exit code 0: all is as it
was signed; 1: something is wrong, each finding on a line; 2: the files cannot be read.

An export holds `keys.json` and for each log a file of lines: `A` which log and algorithm, `R leafHash record` a record
in clear, `L leafHash` a record of somebody else, `X leafHash` a record whose retention has ended, `H head` a signed
head over all records above it. The tree is that of RFC 9162: leaf = H(0x00, record), node = H(0x01, left, right).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Optional

Digest = Callable[[bytes], bytes]
Signed = Callable[[str, bytes, bytes, bytes], bool]
JsonObject = dict[str, Any]
Affine = Optional[tuple[int, int]]  # noqa: UP045 - evaluated, and Python 3.9 does not know the other way
Extended = tuple[int, int, int, int]

# --- SM3 (GB/T 32905), where the system's OpenSSL lacks it -----------------------------------------------------------

_IV = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
_M32 = 0xFFFFFFFF


def _rol(x: int, n: int) -> int:
    n %= 32
    return ((x << n) | (x >> (32 - n))) & _M32


def sm3_slow(data: bytes) -> bytes:
    """SM3 in plain Python."""
    state = list(_IV)
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        w = [int.from_bytes(padded[at + i : at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _rol(w[j - 3], 15)
            w.append(x ^ _rol(x, 15) ^ _rol(x, 23) ^ _rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            s1 = _rol(_rol(a, 12) + e + _rol(0x79CC4519 if j < 16 else 0x7A879D8A, j) & _M32, 7)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            t1 = (ff + d + (s1 ^ _rol(a, 12)) + (w[j] ^ w[j + 4])) & _M32
            t2 = (gg + h + s1 + w[j]) & _M32
            a, b, c, d, e, f, g, h = t1, a, _rol(b, 9), c, t2 ^ _rol(t2, 9) ^ _rol(t2, 17), e, _rol(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - Python 3.9 has no strict
    return b"".join(x.to_bytes(4, "big") for x in state)


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    """SM3 by OpenSSL, or else in plain Python."""
    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        return sm3_slow(data)


# --- Signatures ------------------------------------------------------------------------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D: int = -121665 * pow(121666, _P - 2, _P) % _P
_I: int = pow(2, (_P - 1) // 4, _P)


def _ed_add(p: Extended, q: Extended) -> Extended:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _ed_times(n: int, p: Extended) -> Extended:
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = _ed_add(q, p)
        p, n = _ed_add(p, p), n >> 1
    return q


def _ed_point(data: bytes) -> Extended | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x2 = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(x2, (_P + 3) // 8, _P)
    x = x if (x * x - x2) % _P == 0 else x * _I % _P
    if y >= _P or (x * x - x2) % _P or (not x and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = _ed_point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 (RFC 8032): whether the owner of the 32-byte key signed this with these 64 bytes."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r, s = _ed_point(public), _ed_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or _BASE is None or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    a, b = _ed_times(s, _BASE), _ed_add(r, _ed_times(h, key))
    return (a[0] * b[2] - b[0] * a[2]) % _P == 0 and (a[1] * b[2] - b[1] * a[2]) % _P == 0


SM_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SM_A = SM_P - 3
SM_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SM_N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SM_G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


def sm2_add(p: Affine, q: Affine) -> Affine:
    """The sum of two affine points of the curve; None is the point at infinity."""
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if (p[1] + q[1]) % SM_P == 0:
            return None
        slope = (3 * p[0] * p[0] + SM_A) * pow(2 * p[1], SM_P - 2, SM_P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], SM_P - 2, SM_P)
    x = (slope * slope - p[0] - q[0]) % SM_P
    return x, (slope * (p[0] - x) - p[1]) % SM_P


def sm2_digest(public: bytes, message: bytes) -> int:
    """What SM2 signs (GB/T 32918.2): SM3 over the signer's identity, curve, key and the message."""
    curve = b"".join(x.to_bytes(32, "big") for x in (SM_A, SM_B, *SM_G))
    who = sm3(b"\x00\x80" + b"1234567812345678" + curve + public)
    return int.from_bytes(sm3(who + message), "big")


def sm2_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """SM2 (GB/T 32918.2): whether the owner of the 64-byte key (x, y) signed this with these 64 bytes (r, s)."""
    if len(public) != 64 or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    key = int.from_bytes(public[:32], "big"), int.from_bytes(public[32:], "big")
    on_curve = (key[1] ** 2 - key[0] ** 3 - SM_A * key[0] - SM_B) % SM_P == 0 and max(key) < SM_P
    t = (r + s) % SM_N
    if not (on_curve and 0 < r < SM_N and 0 < s < SM_N and t):
        return False
    both = sm2_add(SM_G, key)
    point: Affine = None
    for bit in range(255, -1, -1):
        point = sm2_add(point, point)
        chosen = (None, SM_G, key, both)[(s >> bit & 1) + 2 * (t >> bit & 1)]
        point = sm2_add(point, chosen)
    return point is not None and (sm2_digest(public, message) + point[0]) % SM_N == r


ALGORITHMS: dict[str, tuple[Digest, Callable[[bytes, bytes, bytes], bool]]] = {
    "ed25519": (sha256, ed25519_verify),
    "sm2": (sm3, sm2_verify),
}


# --- The tree --------------------------------------------------------------------------------------------------------


class Frontier:
    """The tree over all leaves so far, kept as the roots of its full parts."""

    def __init__(self, digest: Digest) -> None:
        self.digest, self.size = digest, 0
        self.parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash."""
        self.size = n = self.size + 1
        while n % 2 == 0:
            leaf, n = self.digest(b"\x01" + self.parts.pop() + leaf), n // 2
        self.parts.append(leaf)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        root = self.parts[-1] if self.parts else self.digest(b"")
        for part in reversed(self.parts[:-1]):
            root = self.digest(b"\x01" + part + root)
        return root


def root_of_path(digest: Digest, leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root to which an inclusion proof leads (RFC 9162, 2.1.3.2); None where its length is wrong."""
    last, node = size - 1, leaf
    for each in path:
        if last <= 0:
            return None
        if index % 2 or index == last:
            node = digest(b"\x01" + each + node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = digest(b"\x01" + node + each)
        index, last = index // 2, last // 2
    return node if last <= 0 <= index else None


# --- Heads, receipts, logs -------------------------------------------------------------------------------------------


HEAD = ("log", "algorithm", "size", "rootHash", "at", "key", "signature")
# Clocks are put right by some seconds now and then, which is nothing to report.
CLOCK_SECONDS = 60


def _time(text: str) -> datetime:
    return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")


def signed_text(head: JsonObject) -> bytes:
    """The bytes that a head's signature covers."""
    parts = ("linkage-hub audit head 1", head["log"], head["algorithm"], head["size"], head["rootHash"], head["at"])
    return "\n".join(map(str, parts)).encode()


def fingerprint(algorithm: str, public: bytes) -> str:
    """What a key is called: the first 16 hex digits of its hash."""
    return ALGORITHMS[algorithm][0](public).hex()[:16]


def vouched_text(entry: JsonObject) -> bytes:
    """The bytes that both keys sign when one takes the other's place."""
    after = entry["after"]
    parts = ("linkage-hub audit key 1", entry["algorithm"], entry["publicKey"], after["key"], after["at"])
    return "\n".join(map(str, parts)).encode()


class Chain:
    """Which keys follow each other: the earlier one signs that the later one takes its place, and the later one too.

    Both, because anybody can sign somebody else's key.
    """

    def __init__(self, keys: JsonObject, signed: Signed) -> None:
        self._keys, self._signed = keys, signed
        self.before: dict[str, str] = {name: keys[name]["after"]["key"] for name in keys if self._follows(name)}

    def _follows(self, name: str) -> bool:
        try:
            entry = self._keys[name]
            after = entry["after"]
            text = vouched_text(entry)
            return self._good(after["key"], text, after["signature"]) and self._good(name, text, after["accepted"])
        except (KeyError, ValueError, TypeError):
            return False

    def _good(self, name: str, text: bytes, signature: str) -> bool:
        entry = self._keys[name]
        public = base64.b64decode(entry["publicKey"])
        same = fingerprint(entry["algorithm"], public) == name
        return same and self._signed(entry["algorithm"], public, text, base64.b64decode(signature))

    def line(self, name: str) -> list[str]:
        """A key and all before it, the first one last."""
        found = [name]
        while (earlier := self.before.get(found[-1])) is not None and earlier not in found:
            found.append(earlier)
        return found

    def first(self, name: str) -> str:
        """The key with which a key's chain begins."""
        return self.line(name)[-1]


class RecordNumbers:
    """Follows the numbers that records bear, and tells what was removed, inserted or moved."""

    def __init__(self) -> None:
        self.shift, self.sure, self.gaps = 0, 0, list[str]()
        self.missing, self.late = set[int](), set[int]()

    def mark(self, position: int, number: int, what: str = "") -> None:
        """What stands here bears this number: a record its own, a head (which says so in `what`) that of its size."""
        expected = position + self.shift
        if number > expected:
            if self.sure == position:
                self.missing.update(range(expected, min(number, expected + 10_000)))
            else:
                first = self.sure + self.shift
                self.gaps.append(f"of the records {first} to {number - 1}, {number - expected} were removed")
            self.shift += number - expected
        elif number < expected:
            if what:
                self.gaps.append(f"{expected - number} records were inserted before {what}")
            else:
                self.late.add(number)
            self.shift -= expected - number if what else 1
        self.sure = position if what else position + 1

    def findings(self) -> list[str]:
        """What is out of order."""
        moved = self.missing & self.late
        found = [f"record {i} was moved: the order is not that of the numbers" for i in sorted(moved)]
        found += [f"record {i} was removed" for i in sorted(self.missing - moved)]
        return found + [f"record {i} was inserted a second time" for i in sorted(self.late - moved)] + self.gaps


class Check:
    """Collects what is wrong; `signed` may check signatures faster, `every` has all of them checked."""

    def __init__(
        self, keys: JsonObject, pinned: Iterable[str] = (), every: bool = False, signed: Signed | None = None
    ) -> None:
        self.keys, self.pinned, self.every = keys, set(pinned), every
        self._signed = signed or (lambda algorithm, *rest: ALGORITHMS[algorithm][1](*rest))
        self.chain = Chain(keys, self._signed)
        self._trusted = {self.chain.first(each) for each in self.pinned}
        self.used: dict[str, tuple[str, str]] = {}  # key -> when it signed first of what was shown, and which log
        self.findings: list[str] = []
        self.clocks: list[str] = []  # where times go back: nothing was tampered with, but times cannot be relied on
        self.claims: list[tuple[str, JsonObject]] = []  # whose word, and a head that must be of its log's history
        self.leaves: dict[tuple[str, int], list[tuple[str, bytes]]] = {}  # log, index -> who names which leaf
        self.named: dict[tuple[str, int], list[str]] = {}  # log, index -> whose receipt names it
        self.told: list[str] = []  # what the records say that receipts name
        self.expired: list[tuple[str, int]] = []  # log, index of what is shown as expired
        self.attested: list[tuple[str, int, int]] = []  # log, first, end: what is on record as expired
        self.logs: dict[str, JsonObject | None] = {}  # the last head of each
        self.roots: dict[str, bytes] = {}  # the root over the records shown of each

    def say(self, text: str) -> None:
        """Note a finding."""
        self.findings.append(text)

    def signature(self, head: JsonObject) -> bool:
        """Whether a head was signed with a key of the hub (of the chain of a pinned one, where there are any)."""
        try:
            key, name, algorithm = self.keys[head["key"]], head["key"], head["algorithm"]
            public, signature = base64.b64decode(key["publicKey"]), base64.b64decode(head["signature"])
            known = key["algorithm"] == algorithm and fingerprint(algorithm, public) == name
            trusted = known and (not self.pinned or self.chain.first(name) in self._trusted)
            return trusted and self._signed(algorithm, public, signed_text(head), signature)
        except (KeyError, ValueError, TypeError):
            return False

    def head(self, whose: str, head: JsonObject) -> None:
        """Take a head that somebody kept: it must be signed, and later fit its log."""
        self.claims.append((whose, head))
        if not self.signature(head):
            self.say(f"{whose} does not bear a signature of this hub")

    def receipt(self, whose: str, receipt: JsonObject) -> None:
        """Take a receipt: its head must be signed and contain its record, and later both must fit the log."""
        self.named.setdefault((receipt["log"], receipt["index"]), []).append(whose)
        if not 0 <= receipt["index"] < receipt["size"]:
            self.say(f"{whose} proves nothing: its head does not cover its record")
        if "path" in receipt:
            self._proof(whose, receipt)
        self.head(whose, receipt)

    def _proof(self, whose: str, receipt: JsonObject) -> None:
        digest, leaf = ALGORITHMS[receipt["algorithm"]][0], base64.b64decode(receipt["leafHash"])
        path = [base64.b64decode(each) for each in receipt["path"]]
        if root_of_path(digest, leaf, receipt["index"], receipt["size"], path) != base64.b64decode(receipt["rootHash"]):
            self.say(f"{whose} proves nothing: its path does not lead to its root")
        self.leaves.setdefault((receipt["log"], receipt["index"]), []).append((whose, leaf))

    def log(self, name: str, lines: Iterable[str]) -> None:
        """Read one log from its first line to its last and hold it against its heads and all claims about it."""
        lines = iter(lines)
        about = json.loads(next(lines)[2:])
        if about["log"] != name:
            self.say(f"{name}: the file is not that of this log")
        claims: dict[int, list[tuple[str, JsonObject]]] = {}
        for whose, head in self.claims:
            if head["log"] == name and head["size"]:
                claims.setdefault(head["size"], []).append((whose, head))
        tree, order, good, broken = Frontier(ALGORITHMS[about["algorithm"]][0]), RecordNumbers(), 0, False
        last: JsonObject | None = None
        for number, line in enumerate(lines, 2):
            kind, _, rest = line.rstrip("\n").partition(" ")
            try:
                if kind == "H":
                    head = json.loads(rest)
                    before, last = last, {each: head[each] for each in HEAD}
                    order.mark(tree.size, last["size"], f"the head of size {last['size']}")
                    fits = last["size"] == tree.size and base64.b64decode(last["rootHash"]) == tree.root()
                    changed = before is None or before["key"] != last["key"]
                    doubtful = self.every or changed or not (fits or broken)
                    if last["log"] != name or (doubtful and not self.signature(last)):
                        self.say(f"{name}: the head of size {last['size']} does not bear a signature of this hub")
                    elif not fits and not broken:
                        broken = True
                        self.say(
                            f"{name}: records {good} to {last['size'] - 1} are not those that were signed: one or more "
                            "of them was changed, removed, inserted or moved"
                        )
                    good = tree.size if fits else good
                    self._went_on(name, before, last)
                else:
                    self._leaf(name, tree, order, kind, *rest.partition(" ")[::2])
            except (ValueError, KeyError, TypeError):
                self.say(f"{name}: line {number}, about record {tree.size + order.shift}, cannot be read")
                tree.add(tree.digest(line.encode()))
            for whose, head in claims.pop(tree.size, ()) if kind != "H" else ():
                if base64.b64decode(head["rootHash"]) != tree.root() and self.signature(head):
                    self.say(
                        f"{name}: split view: {whose} holds a head of size {head['size']} that was signed over other "
                        "records than those shown here"
                    )
        self.logs[name], self.roots[name] = last, tree.root()
        if last is None or last["size"] != tree.size + order.shift:
            self.say(f"{name}: the log does not end with a signed head, so its last records prove nothing")
        elif not self.every and not self.signature(last):
            self.say(f"{name}: the last head, of size {last['size']}, does not bear a signature of this hub")
        self.findings += [f"{name}: {each}" for each in order.findings()]
        for size in sorted(claims):
            for whose, head in claims[size]:
                if self.signature(head):
                    self.say(
                        f"{name}: records {tree.size} to {size - 1} were removed: {whose} holds a head of size {size}"
                    )

    def _went_on(self, name: str, before: JsonObject | None, head: JsonObject) -> None:
        """Hold a head against the one before it: its key, and its time."""
        at, key = str(head["at"]), str(head["key"])
        self.used[key] = min(self.used.get(key, (at, name)), (at, name))
        if before is None:
            return
        if key != before["key"] and key in self.chain.line(before["key"]):
            self.say(f"{name}: the head of size {head['size']} is signed with {key}, which was replaced before")
        back = (_time(before["at"]) - _time(at)).total_seconds()
        if back > CLOCK_SECONDS:
            self.clocks.append(
                f"{name}: the clock went back: the head of size {head['size']} says {at}, the one before it, of size "
                f"{before['size']}, {before['at']}. Do not rely on the times of records around it"
            )

    def _leaf(self, name: str, tree: Frontier, order: RecordNumbers, kind: str, given: str, text: str) -> None:
        leaf = base64.b64decode(given, validate=True)
        if kind == "R":
            record = json.loads(text)
            order.mark(tree.size, record["index"])
            if tree.digest(b"\x00" + text.encode()) != leaf:
                self.say(f"{name}: record {record['index']} was changed")
            for whose in self.named.get((name, tree.size), ()):
                self._answered(whose, f"record {record['index']} of {name}", record)
            if record.get("kind") == "expiry":
                self.attested.append((record["log"], record["first"], record["end"]))
        elif kind == "X":
            self.expired.append((name, tree.size))
        elif kind != "L":
            raise ValueError(kind)
        for whose, named in self.leaves.get((name, tree.size), ()):
            if named != leaf:
                self.say(f"{name}: record {tree.size} is another one than that of {whose}")
        tree.add(leaf)

    def _answered(self, whose: str, which: str, record: JsonObject) -> None:
        if record.get("kind") != "outcome":
            self.say(f"{whose} names {which}, which is not the outcome of a question")
            return
        asked, answer = record["question"]["asked"], record["answerSha256"]
        self.told.append(f"{whose}: {which}, asked {asked}, {record['outcome']}, SHA-256 of the answer {answer}")

    def finish(self) -> list[str]:
        """What only shows when all logs were read; answers all findings."""
        for name in sorted({h["log"] for _, h in self.claims if h["log"] not in self.logs and self.signature(h)}):
            self.say(f"{name}: the whole log is missing, but somebody holds a signed head of it")
        gone = [(name, i) for name, i in self.expired if not any(n == name and a <= i < b for n, a, b in self.attested)]
        for name in sorted({name for name, _ in gone}):
            those = [i for each, i in gone if each == name]
            self.say(
                f"{name}: {len(those)} records ({those[0]} to {those[-1]}) are gone as expired, "
                "but no expiry of them is on record"
            )
        self._keys_replaced()
        return self.findings

    def _keys_replaced(self) -> None:
        """Report a key that signs although no earlier one vouches for it, unless it was given as one to trust."""
        begun: dict[str, tuple[str, str, str]] = {}
        for key, (at, log) in self.used.items():
            first = self.chain.first(key)
            begun[first] = min(begun.get(first, (at, log, key)), (at, log, key))
        oldest = min(begun, key=lambda first: begun[first], default="")
        for first, (at, log, key) in sorted(begun.items()):
            if first == oldest or first in self._trusted or first not in self.keys:
                continue
            lost = self.keys[first].get("lost")
            said = f"; {lost['key']} was said to be lost at {lost['at']}: {lost['reason']}" if lost else ""
            self.say(
                f"{log}: the signing key was replaced: {key} signs since {at}, and {oldest} does not vouch for it{said}"
            )


def witnessed(name: str, lines: Iterable[str]) -> Iterator[tuple[str, JsonObject]]:
    """The heads of other logs that this log bears witness of."""
    for line in lines:
        if line.startswith("R ") and '"kind":"witness"' in line:
            try:
                yield from [(f"the witness in {name}", head) for head in json.loads(line.split(" ", 2)[2])["heads"]]
            except (ValueError, KeyError, TypeError):
                continue  # reading the log reports a damaged record


def lines_of(path: Path) -> Iterator[str]:
    """The lines of one log of an export."""
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Check an export of the Linkage Hub's audit log.")
    parser.add_argument("export", type=Path, help="directory that the hub handed over")
    parser.add_argument("--key", action="append", default=[], help="fingerprint of the hub's key, as given in writing")
    parser.add_argument("--head", action="append", default=[], type=Path, help="signed heads that you kept, one a line")
    parser.add_argument("--receipt", action="append", default=[], type=Path, help="receipt of an answer that you kept")
    parser.add_argument("--all-signatures", action="store_true", help="check every head's signature (slow)")
    given, out = parser.parse_args(arguments), sys.stdout.write
    try:
        keys = json.loads((given.export / "keys.json").read_text("utf-8"))
        check = Check(keys, given.key, given.all_signatures)
        for path in given.head:
            for line in filter(str.strip, lines_of(path)):
                check.head(f"the kept head {path.name}", json.loads(line))
        for path in given.receipt:
            check.receipt(f"the receipt {path.name}", json.loads(path.read_text("utf-8")))
        paths = sorted((given.export / "logs").glob("*.log"))
        for path in paths:
            check.claims.extend(witnessed(path.stem, lines_of(path)))
        for path in paths:
            check.log(path.stem, lines_of(path))
        findings = check.finish() if paths else ["there is no log in this export"]
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as problem:
        out(f"CANNOT BE READ: {type(problem).__name__}: {problem}\n")
        return 2
    for name, last in check.logs.items():
        out(f"{name}: {last['size'] if last else 0} records, last head of {last['at'] if last else 'nobody'}\n")
    if not given.key:
        out(f"Signed with the key {', '.join(sorted(keys))}. Is that the one you were given? Then say so: --key\n")
    out("".join(f"{each}\n" for each in check.told))
    out("".join(f"CLOCK  {each}\n" for each in check.clocks))
    out("".join(f"WRONG  {each}\n" for each in findings))
    if findings:
        out("WRONG: do not rely on this export.\n")
    elif check.clocks:
        out("CLOCK: nothing was removed, changed, moved or inserted, but times go back.\n")
    else:
        out("OK: nothing was removed, changed, moved or inserted.\n")
    return 1 if findings or check.clocks else 0


if __name__ == "__main__":
    sys.exit(main())
