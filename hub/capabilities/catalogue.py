"""All capabilities: walks `hub/capabilities/` and checks that they fit together and fit the purposes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType

import hub.capabilities
from hub.access.catalogue import PURPOSES
from hub.access.declare import Purpose
from hub.capabilities.declare import Bulk, Capability, Group
from hub.questions.change import Change
from hub.questions.resolver import Resolver
from hub.questions.shape import Root
from schema.discover import Declared
from schema.errors import DeclarationError
from schema.model import MODEL

_CAPABILITY = Declared("CAPABILITY", Capability, "Write CAPABILITY = Capability(…).")


def load(package: ModuleType = hub.capabilities) -> dict[str, Capability]:
    """Walk the folders and return the checked capabilities by the names of their folders; raises DeclarationError."""
    found = dict(_CAPABILITY.walk(package, inside="capability"))
    check(found)
    return found


def check(capabilities: Mapping[str, Capability]) -> None:
    """Check that no two declare the same name, and that each root field has a group; raises DeclarationError."""
    groups = {group.name for group in _single(capabilities, "groups", "group")}
    for what, noun in (("shapes", "type"), ("kinds", "scalar")):
        _single(capabilities, what, noun)
    declared: dict[str, str] = {}
    for name, capability in capabilities.items():
        fields: list[Root | Change | Resolver] = [*capability.all_roots(MODEL), *capability.changes]
        for each in fields:
            other = declared.setdefault(each.name, name)
            if other != name:
                raise DeclarationError(
                    f"The capabilities {other} and {name} both declare a root field '{each.name}'.", hint="Rename one."
                )
            if each.group not in groups:
                raise DeclarationError(
                    f"The root field '{each.name}' of {name} has the group '{each.group}', which is not declared.",
                    hint=f"Declare it in groups=, or use one of {', '.join(sorted(groups))}.",
                )


def check_groups(purposes: Iterable[Purpose]) -> None:
    """Check that each purpose opens groups that are declared; raises DeclarationError."""
    for purpose in purposes:
        if not purpose.groups <= GROUPS.keys():
            raise DeclarationError(
                f"Purpose {purpose.name} names unknown groups of questions.", hint=f"Use {', '.join(sorted(GROUPS))}."
            )


def _single(capabilities: Mapping[str, Capability], attribute: str, noun: str) -> list[Group]:
    """All that the capabilities declare under one attribute, where no name occurs twice; raises DeclarationError."""
    found: dict[str, Group] = {}
    for name, capability in capabilities.items():
        for each in getattr(capability, attribute):
            if each.name in found:
                raise DeclarationError(
                    f"The capability {name} declares a {noun} '{each.name}' that is declared already.",
                    hint="Rename one, or declare it in one capability alone.",
                )
            found[each.name] = each
    return list(found.values())


CAPABILITIES: Mapping[str, Capability] = load()
#: What purposes can open, by name.
GROUPS: Mapping[str, Group] = {group.name: group for each in CAPABILITIES.values() for group in each.groups}
#: Input types and scalars with limits of their own, by name.
BULK: Mapping[str, Bulk] = {name: limit for each in CAPABILITIES.values() for name, limit in each.bulk.items()}
check_groups(PURPOSES.values())
