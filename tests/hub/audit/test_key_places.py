"""Keys in a file, in a library, in a hardware module: every signature is good for every check, and none is mixed up."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import key_places
from support.audit_ledger import START, Ledger, run, verified
from support.command_line import hub
from support.examples import examples

from hub.audit import key_places as places
from hub.audit import sm2
from hub.audit.key_succession import replace_lost, rotate, signer_for
from hub.audit.keys import FileKeys, KeyProvider, Keys, fingerprint_of_kept
from hub.audit.openssl_keys import OpenSslKeys
from hub.audit.openssl_sm2 import OpenSsl
from hub.audit.pkcs11_module import Module, ModuleKeys
from hub.audit.signing import ED25519, SM2, fingerprint, verify
from hub.audit.verify_standalone import ed25519_verify, sm2_verify
from hub.backup.audit_files import BackedUpKeys
from hub.commands import doctor
from hub.errors import AuditUnavailable, KeyElsewhere
from hub.settings import Settings
from schema.errors import SetupError

#: The package warns of operations in sessions that have ended, when Python removes them.
pytestmark = pytest.mark.filterwarnings("ignore:.*OperationContext:pytest.PytestUnraisableExceptionWarning")
STANDALONE = {ED25519: ed25519_verify, SM2: sm2_verify}
#: GB/T 32918.5-2017, annex A.2.
PRIVATE = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
PUBLIC = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
LIBRARIES = {"openssl": key_places.system_library, "tongsuo": key_places.tongsuo}


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Module]]:
    """Makes tokens of SoftHSM; a label is used once."""
    key_places.soft_module()
    before = os.environ.get("SOFTHSM2_CONF")
    key_places.configure(tmp_path_factory.mktemp("softhsm"))
    yield key_places.token
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture(
    params=[("file", ED25519), ("file", SM2), ("openssl", SM2), ("tongsuo", SM2), ("pkcs11", ED25519)], ids="-".join
)
def place(request: pytest.FixtureRequest) -> tuple[KeyProvider, str]:
    """Each way to sign that this machine has."""
    name, algorithm = request.param
    if name == "file":
        return FileKeys(), algorithm
    if name == "pkcs11":
        return ModuleKeys(request.getfixturevalue("soft")(f"place {secrets.token_hex(4)}")), algorithm
    return OpenSslKeys(LIBRARIES[name]()), algorithm


@pytest.mark.slow
def test_what_it_signs_is_good_for_the_standalone_verifier_and_nothing_else(place: tuple[KeyProvider, str]) -> None:
    provider, algorithm = place
    made = provider.new(algorithm)
    good = STANDALONE[algorithm]
    for size in (0, 1, 31, 32, 33, 4000):
        message = secrets.token_bytes(size)
        signature = made.sign(message)
        changed = bytes([signature[0] ^ 1]) + signature[1:]
        assert good(made.public, message, signature)
        assert verify(algorithm, made.public, message, signature)
        assert not good(made.public, message + b"!", signature)
        assert not good(made.public, message, changed)


def test_a_key_is_found_again_and_has_one_name(place: tuple[KeyProvider, str], tmp_path: Path) -> None:
    provider, algorithm = place
    keys = Keys(tmp_path / "keys", provider)
    made = signer_for(tmp_path / "audit", keys, algorithm, lambda: START)
    kept = (keys.home / f"signing-{algorithm}.key").read_text("ascii")
    again = signer_for(tmp_path / "audit", Keys(keys.home, provider), algorithm, lambda: START)

    assert again.public == made.public
    assert fingerprint_of_kept(algorithm, kept) == fingerprint(made)
    assert provider.has(kept)
    assert not [each for each in (PRIVATE, kept.split(" ")[0]) if each in repr(made) and each != "pkcs11"]
    for junk in ("zz", "00", "00" * 31, "pkcs11 zz zz", "pkcs11 00"):
        with pytest.raises((ValueError, SetupError)):
            provider.open(algorithm, junk)


def test_a_whole_log_is_good_for_the_standalone_verifier(place: tuple[KeyProvider, str], tmp_path: Path) -> None:
    provider, algorithm = place
    directory = tmp_path / "audit"
    keys = Keys(directory / "keys", provider)
    ledger = Ledger(directory, signer=signer_for(directory, keys, algorithm, lambda: START))

    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)

    run(work)
    rotate(directory, keys, algorithm, lambda: ledger.at)
    ledger.signer = signer_for(directory, keys, algorithm, lambda: ledger.at)
    run(work)

    assert verified([str(ledger.export()), "--key", fingerprint(ledger.signer)]) == (0, [])


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_key_of_the_standards_example_signs_by_a_library(name: str) -> None:
    signer = OpenSslKeys(LIBRARIES[name]()).open(SM2, PRIVATE)

    assert signer.public.hex() == PUBLIC
    assert sm2_verify(signer.public, b"message digest", signer.sign(b"message digest"))
    # Each signature has a nonce of its own: two with one nonce give the key away.
    assert signer.sign(b"message digest")[:32] != signer.sign(b"message digest")[:32]


@given(private=st.integers(1, 2**256 - 2**225), message=st.binary(max_size=80))
@settings(max_examples=examples(6), deadline=None)
def test_small_and_large_keys_sign_by_a_library_as_by_the_hub(private: int, message: bytes) -> None:
    ours = FileKeys().open(SM2, private.to_bytes(32, "big").hex())
    theirs = OpenSslKeys(key_places.system_library()).open(SM2, ours.kept)

    assert theirs.public == ours.public
    for one in (ours, theirs):
        assert sm2_verify(ours.public, message, one.sign(message))


def test_what_the_hub_signs_is_good_for_openssl(tmp_path: Path) -> None:
    """The other way round: their check, our signature."""
    key_places.system_library()
    command = shutil.which("openssl")
    if command is None:
        pytest.skip("there is no command openssl")
    private = sm2.new_key()
    public = sm2.public_key(private)
    signature = sm2.sign(private, public, b"a head")
    # RFC 5480: a public key on the SM2 curve.
    (tmp_path / "public").write_bytes(bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004") + public)
    numbers = b"".join(b"\x02" + bytes([len(n)]) + n for n in map(_der, (signature[:32], signature[32:])))
    (tmp_path / "signature").write_bytes(b"\x30" + bytes([len(numbers)]) + numbers)

    def checked(message: bytes) -> int:
        (tmp_path / "message").write_bytes(message)
        return subprocess.run(
            [command, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "public", "-in", "message", "-rawin",
             "-digest", "sm3", "-sigfile", "signature", "-pkeyopt", "distid:1234567812345678"],
            cwd=tmp_path, capture_output=True, check=False,
        ).returncode  # fmt: skip

    assert checked(b"a head") == 0
    assert checked(b"another head") != 0


def _der(number: bytes) -> bytes:
    short = number.lstrip(b"\x00")
    return b"\x00" + short if short[0] & 0x80 else short


@pytest.mark.parametrize("path", ["/no/such/library.so", "libm.so.6"])
def test_a_library_without_sm2_is_named(path: str) -> None:
    with pytest.raises(SetupError, match="does not sign with SM2") as caught:
        OpenSsl(path)

    assert path in caught.value.message
    assert "HUB_AUDIT_OPENSSL" in str(caught.value.hint)


def test_a_private_key_never_leaves_its_module(soft: Callable[[str], Module]) -> None:
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.exceptions import PKCS11Error

    module = soft("stays")
    ModuleKeys(module).new(ED25519)

    def looked(session: Any) -> tuple[bool, bool, bool]:
        (key,) = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        with pytest.raises(PKCS11Error):
            key[Attribute.VALUE]
        return key[Attribute.SENSITIVE], key[Attribute.EXTRACTABLE], key[Attribute.TOKEN]

    assert module.run(looked) == (True, False, True)


def test_sm2_is_refused_in_a_module_with_a_way_out(soft: Callable[[str], Module]) -> None:
    with pytest.raises(SetupError, match="SM2 in no hardware module") as caught:
        ModuleKeys(soft("no sm2")).new(SM2)

    assert "openssl" in str(caught.value.hint)


def test_a_module_signs_on_in_a_fork_and_after_its_session_was_lost(soft: Callable[[str], Module]) -> None:
    module = soft("forks")
    signer = ModuleKeys(module).new(ED25519)
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if ed25519_verify(signer.public, b"child", signer.sign(b"child")) else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert ed25519_verify(signer.public, b"parent", signer.sign(b"parent"))

    key_places.end_sessions()
    assert ed25519_verify(signer.public, b"again", signer.sign(b"again"))


def test_what_a_module_cannot_do_is_told_without_the_pin(soft: Callable[[str], Module]) -> None:
    library, signer = key_places.soft_module(), ModuleKeys(soft("told")).new(ED25519)
    wrong = {
        "token": (Module(library, "no such token", key_places.PIN), "does not sign: NoSuchToken"),
        "pin": (Module(library, "told", "another pin"), "does not sign: PinIncorrect"),
        "library": (Module("/no/such/module.so", "told", key_places.PIN), "does not sign"),
    }
    for module, message in wrong.values():
        # While a user is signed in, no PIN is asked for.
        key_places.end_sessions()
        with pytest.raises(SetupError, match=message) as caught:
            ModuleKeys(module).open(ED25519, signer.kept)
        assert "HUB_AUDIT_PKCS11_MODULE" in str(caught.value.hint)
        assert module.pin not in f"{caught.value} {module!r}"
    # In another token it is not there, and another key of the id is not taken for it.
    with pytest.raises(KeyElsewhere, match="is not in the token other"):
        ModuleKeys(soft("other")).open(ED25519, signer.kept)
    with pytest.raises(KeyElsewhere, match="another one than it was"):
        ModuleKeys(Module(library, "told", key_places.PIN)).open(ED25519, signer.kept[:-64] + "00" * 32)


def test_nothing_is_answered_while_the_module_is_gone(
    soft: Callable[[str], Module], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = soft("gone")
    ledger = Ledger(tmp_path / "audit", signer=ModuleKeys(module).new(ED25519))

    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)
            good = module.token
            module.token = "pulled out"
            module._session.close()
            with pytest.raises(AuditUnavailable, match="cannot be signed"):
                await ledger.ask(log)
            module.token = good
            await ledger.ask(log)

    run(work)
    assert verified([str(ledger.export())])[0] == 0


def test_a_key_goes_from_a_file_into_a_module_and_the_old_one_vouches(
    soft: Callable[[str], Module], tmp_path: Path
) -> None:
    directory = tmp_path / "audit"
    ledger = Ledger(directory, signer=Keys(directory / "keys").signer(ED25519))
    first = fingerprint(ledger.signer)

    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)

    run(work)
    keys = Keys(directory / "keys", ModuleKeys(soft("moves")))
    with pytest.raises(SetupError, match="in a file, not in the hardware module"):
        signer_for(directory, keys, ED25519, lambda: ledger.at)
    rotate(directory, keys, ED25519, lambda: ledger.at)
    ledger.signer = signer_for(directory, keys, ED25519, lambda: ledger.at)
    run(work)

    assert fingerprint(ledger.signer) != first
    assert verified([str(ledger.export()), "--key", first]) == (0, [])
    # A hub that looks in files alone says where the key is, and makes no second key.
    with pytest.raises(KeyElsewhere, match="in a hardware module"):
        signer_for(directory, Keys(keys.home), ED25519, lambda: ledger.at)


@pytest.mark.parametrize("then", ["file", "another token"])
def test_a_module_that_is_lost_is_said_to_be(soft: Callable[[str], Module], tmp_path: Path, then: str) -> None:
    directory = tmp_path / "audit"
    keys = Keys(directory / "keys", ModuleKeys(soft(f"lost to {then}")))
    ledger = Ledger(directory, signer=signer_for(directory, keys, ED25519, lambda: START))

    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)

    run(work)
    with pytest.raises(SetupError, match="is not lost"):
        replace_lost(directory, keys, ED25519, lambda: ledger.at, "no")
    other = Keys(keys.home, FileKeys() if then == "file" else ModuleKeys(soft(f"after {then}")))
    lost, new = replace_lost(directory, other, ED25519, lambda: ledger.at, "the module burnt")

    assert lost == fingerprint(ledger.signer)
    assert signer_for(directory, other, ED25519, lambda: ledger.at).public == new.public


def test_a_backup_of_keys_in_a_module_is_compared_without_it(soft: Callable[[str], Module], tmp_path: Path) -> None:
    keys = Keys(tmp_path / "audit" / "keys", ModuleKeys(soft("backed up")))
    keys.signer(ED25519)
    given = {path.name: path.read_bytes() for path in keys.home.iterdir()}
    _, later = rotate(tmp_path / "audit", keys, ED25519, lambda: START)

    back = BackedUpKeys(keys.home, given)
    back.check()
    back.put()

    assert keys.signer(ED25519).public == later.public


def test_the_settings_choose(soft: Callable[[str], Module], tmp_path: Path) -> None:
    soft("chosen")
    base = {"HUB_DATA": str(tmp_path / "data")}
    module = {
        "HUB_AUDIT_KEY_PROVIDER": "pkcs11",
        "HUB_AUDIT_PKCS11_MODULE": key_places.soft_module(),
        "HUB_AUDIT_PKCS11_TOKEN": "chosen",
        "HUB_AUDIT_PKCS11_PIN": key_places.PIN,
    }
    for missing in list(module)[1:]:
        with pytest.raises(SetupError, match="which module, which token or which PIN"):
            places.keys_of(Settings.from_env(base | {k: v for k, v in module.items() if k != missing}))
    told = Settings.from_env(base | module)
    assert key_places.PIN not in repr(told)
    assert "token chosen" in doctor.signatures(told)

    ledger = Ledger(tmp_path / "data" / "audit", signer=Keys(tmp_path / "data" / "audit" / "keys").signer(ED25519))

    async def work() -> None:
        with ledger.log() as log:
            await ledger.ask(log)

    run(work)
    done = hub("audit", "rotate", "--reason", "into the module", **base, **module)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data" / "audit" / "keys" / "signing-ed25519.key").read_text().startswith("pkcs11 ")
    checked = hub("audit", "verify", **base)
    assert checked.returncode == 0, checked.stderr


def test_doctor_names_the_library(tmp_path: Path) -> None:
    library = key_places.system_library()
    given = {"HUB_DATA": str(tmp_path), "HUB_AUDIT_SIGNATURE": "sm2", "HUB_AUDIT_KEY_PROVIDER": "openssl"}

    assert library.version in doctor.signatures(Settings.from_env(given))
    with pytest.raises(SetupError, match="does not sign with SM2"):
        doctor.signatures(Settings.from_env(given | {"HUB_AUDIT_OPENSSL": "/no/such/library"}))


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)

    with pytest.raises(SetupError, match=r"python-pkcs11 is missing.*linkage-hub\[pkcs11\]"):
        ModuleKeys(Module("any", "any", "any")).new(ED25519)
