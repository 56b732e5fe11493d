"""What a setting is: one row says its variable, default, meaning and reader, and is the field that holds its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from hub.settings.kinds import Misfit
from schema.errors import SetupError

Value = TypeVar("Value")
Holder = TypeVar("Holder")
_KEY = "setting"


@dataclass(frozen=True)
class Setting:
    """One variable of the environment: what it is called, what it is without being set, and what it means."""

    name: str
    default: str | None
    description: str
    read: Callable[[str], object] = str
    #: Whether it may also come in a file, which the variable with `_FILE` behind its name then names.
    secret: bool = False
    #: The field of Settings that holds the value.
    attribute: str = ""
    #: The object that takes the value, and its field there: `document.characters`.
    fills: str = ""

    def given(self, environ: Mapping[str, str]) -> str | None:
        """What the environment says, or the file that it names; empty counts as not set. Raises SetupError."""
        file = environ.get(f"{self.name}_FILE") if self.secret else None
        if not file:
            return environ.get(self.name) or self.default
        if environ.get(self.name):
            raise SetupError(
                f"{self.name} and {self.name}_FILE are both set.", hint="Set one of the two.", variable=self.name
            )
        try:
            return Path(file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise SetupError(
                f"The file that {self.name}_FILE names cannot be read.",
                hint="Name a file that the hub's user can read, that holds the secret and nothing else.",
                variable=f"{self.name}_FILE",
            ) from None

    def value(self, text: str | None) -> object:
        """What the text means; raises SetupError where it means nothing."""
        if text is None:
            return None
        try:
            return self.read(text.strip())
        except Misfit as problem:
            # The value is not repeated: it may be a password that slipped into the wrong variable.
            raise SetupError(
                f"The value of {self.name} cannot be used.", hint=str(problem), variable=self.name
            ) from None


@overload
def setting(name: str, default: str | None, description: str, *, secret: bool = False, fills: str = "") -> str: ...


@overload
def setting(
    name: str,
    default: str | None,
    description: str,
    read: Callable[[str], Value],
    *,
    secret: bool = False,
    fills: str = "",
) -> Value: ...


def setting(
    name: str,
    default: str | None,
    description: str,
    read: Callable[[str], Any] = str,
    *,
    secret: bool = False,
    fills: str = "",
) -> Any:
    """A field of a dataclass that a variable of the environment fills; the value of a secret is not printed.

    `fills` names the object that takes the value, and its field there: `filled` then hands it over.
    """
    row = Setting(name, default, description, read, secret, fills=fills)
    return field(repr=not secret, metadata={_KEY: row})


def settings_of(holder: type) -> tuple[Setting, ...]:
    """The settings that a dataclass holds, each with the name of its field."""
    return tuple(replace(cast("Setting", each.metadata[_KEY]), attribute=each.name) for each in fields(holder))


def read(holder: type[Holder], environ: Mapping[str, str]) -> Holder:
    """A dataclass with the values that the environment gives its settings; raises SetupError."""
    return holder(**{each.attribute: each.value(each.given(environ)) for each in settings_of(holder)})


def filled(settings: object, what: str) -> dict[str, Any]:
    """The values of the settings that fill one object, by the names of its fields."""
    parts = {each.attribute: each.fills.partition(".") for each in settings_of(type(settings))}
    return {name: getattr(settings, attribute) for attribute, (where, _, name) in parts.items() if where == what}
