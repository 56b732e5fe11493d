"""What may sign the audit log on this machine: the system's libcrypto, Tongsuo, and a token of SoftHSM."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hub.audit.openssl_sm2 import OpenSsl
from hub.audit.pkcs11_module import Module
from schema.errors import SetupError

PIN = "a pin of 4711"
_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


def system_library() -> OpenSsl:
    """The system's OpenSSL; skips where it has no SM2."""
    try:
        library = OpenSsl()
        library.key((1).to_bytes(32, "big"), public_of_one())
    except SetupError:
        pytest.skip("the system's OpenSSL has no SM2")
    return library


def tongsuo() -> OpenSsl:
    """Tongsuo, as the package tongsuopy brings it (its library has the C functions too); skips without it."""
    found = importlib.util.find_spec("tongsuopy")
    if found is None or not found.submodule_search_locations:
        pytest.skip("tongsuopy is not installed")
    (library,) = Path(found.submodule_search_locations[0]).glob("backends/_tongsuo*.so")
    return OpenSsl(str(library))


def public_of_one() -> bytes:
    """The public key of the private key 1: the base point."""
    from hub.audit.verify_standalone import SM_G

    return b"".join(each.to_bytes(32, "big") for each in SM_G)


def soft_module() -> str:
    """The library of SoftHSM; skips where it or python-pkcs11 is not installed."""
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed (the extra pkcs11)")
    found = next((each for each in _MODULES if Path(each).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed (softhsm2)")
    return found


def configure(home: Path) -> None:
    """Have SoftHSM keep its tokens in a directory, also in processes that are started."""
    (home / "tokens").mkdir(parents=True)
    (home / "softhsm2.conf").write_text(f"directories.tokendir = {home / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(home / "softhsm2.conf")


def token(label: str) -> Module:
    """A new token of SoftHSM."""
    command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "so pin 0815"]
    subprocess.run(command, check=True, capture_output=True)
    # A library that is in use does not see new tokens.
    end_sessions()
    return Module(soft_module(), label, PIN)


def end_sessions() -> None:
    """End all sessions with tokens, as a module does that was started again."""
    import pkcs11

    pkcs11.lib(soft_module()).reinitialize()
