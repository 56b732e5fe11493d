"""Where the keys that sign the audit log are, and who computes with them, as the settings say."""

from __future__ import annotations

from hub.audit.keys import FileKeys, KeyProvider, Keys
from hub.audit.openssl_keys import OpenSslKeys
from hub.audit.openssl_sm2 import OpenSsl
from hub.audit.pkcs11_module import ModuleKeys, module
from hub.settings import Settings
from hub.settings.audit import OPENSSL, PKCS11
from schema.errors import SetupError


def keys_of(settings: Settings) -> Keys:
    """The audit keys of these settings; raises SetupError where what they name is not there."""
    return Keys(settings.audit_keys_home, _provider(settings))


def _provider(settings: Settings) -> KeyProvider:
    if settings.audit_key_provider == OPENSSL:
        return OpenSslKeys(OpenSsl(settings.audit_openssl))
    if settings.audit_key_provider != PKCS11:
        return FileKeys()
    path, token, pin = settings.audit_pkcs11_module, settings.audit_pkcs11_token, settings.audit_pkcs11_pin
    if path is None or token is None or pin is None:
        raise SetupError(
            "HUB_AUDIT_KEY_PROVIDER is pkcs11, and it is not said which module, which token or which PIN.",
            hint="Set HUB_AUDIT_PKCS11_MODULE, HUB_AUDIT_PKCS11_TOKEN and HUB_AUDIT_PKCS11_PIN.",
            variable="HUB_AUDIT_KEY_PROVIDER",
        )
    return ModuleKeys(module(str(path), token, pin))
