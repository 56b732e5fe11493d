"""The vocabulary of nodes that the hub keeps for itself: `OwnNode`, `held()`, `OwnLink`.

One file under `schema/own/` declares one kind of node in a variable `NODE`. No feed of a partner writes such a node,
and no question finds one by the model. Constraints, indexes, writes, import files and backups derive from the
declaration.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.declare import CAMEL, PASCAL, UPPER
from schema.errors import DeclarationError
from schema.model import ROOT
from schema.values import Kind

#: Properties that the writes generator uses on any node: `lock` to lock it, `new` while it is being created.
LOCK, NEW = "lock", "new"


@dataclass(frozen=True, slots=True)
class Held:
    """One property of an own node; made by `held()`."""

    name: str
    kind: Kind | None
    description: str
    many: bool
    index: str
    unique: str
    rights: bool


def held(
    name: str,
    kind: Kind | None,
    description: str,
    *,
    many: bool = False,
    index: str = "",
    unique: str = "",
    rights: bool = True,
) -> Held:
    """Declare a property: its camelCase name, kind of value (None: bytes), and one English sentence.

    `many`: a list of such values. `index` and `unique` name a range index or a constraint on it. `rights`: of a node
    that rights depend on, whether they depend on this property.
    """
    if not CAMEL.match(name) or name in (LOCK, NEW):
        raise DeclarationError(
            f"'{name}' cannot be the name of a property.", hint=f"Write a camelCase name, and not '{LOCK}' or '{NEW}'."
        )
    _need_sentence(f"property '{name}'", description)
    return Held(name, kind, description, many, index, unique, rights)


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link from the own node to an entity or to another own node. No right depends on such a link."""

    kind: str
    target: str
    description: str

    def __post_init__(self) -> None:
        if not UPPER.match(self.kind):
            raise DeclarationError(f"'{self.kind}' cannot name a link.", hint="Write UPPER_CASE, as in 'STEP_OF'.")
        _need_sentence(f"link {self.kind}", self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNode:
    """One kind of node that the hub keeps for itself.

    `key`: the properties that tell two of them apart; `constraint` is the name of the constraint that holds it.
    `rights`: rights depend on such a node; writes mark it by the value of its key, which is then one property.
    `spent`: the property that says when a node is worth nothing and may be removed; without it none is ever removed,
    unless it is `removable`. `housekeeping`: a graph that holds nothing else counts as empty. `in_backup`: a backup
    holds it. `also`: a second label.
    """

    name: str
    description: str
    props: tuple[Held, ...]
    key: tuple[str, ...] = ()
    constraint: str = ""
    links: tuple[OwnLink, ...] = ()
    rights: bool = False
    spent: str = ""
    removable: bool = False
    housekeeping: bool = False
    in_backup: bool = True
    also: str = ""

    def __post_init__(self) -> None:
        if not PASCAL.match(self.name):
            raise DeclarationError(f"'{self.name}' cannot name a node.", hint="Write PascalCase, as in 'SavedChart'.")
        _need_sentence(f"node {self.name}", self.description)
        names = [each.name for each in self.props]
        if len(set(names)) < len(names):
            raise DeclarationError(f"{self.name} declares a property twice.", hint="Remove or rename one of the two.")
        for name in (*self.key, *([self.spent] if self.spent else ())):
            if name not in names:
                raise DeclarationError(
                    f"{self.name} names '{name}', which it does not declare.",
                    hint=f"Use one of {', '.join(sorted(names))}.",
                )
        if bool(self.key) != bool(self.constraint):
            raise DeclarationError(
                f"{self.name} has a key without a constraint, or a constraint without a key.",
                hint="Write both: key=('code',), constraint='registered_agency'.",
            )
        if self.rights and len(self.key) != 1:
            raise DeclarationError(
                f"Rights depend on {self.name}, and its key is not one property.",
                hint="A write marks the node by the one value of its key.",
            )

    def prop(self, name: str) -> Held:
        """One property; raises KeyError where it is not declared."""
        for each in self.props:
            if each.name == name:
                return each
        raise KeyError(f"{self.name} declares no {name}")

    def link(self, kind: str, target: str) -> OwnLink:
        """The link of a kind to a target; raises KeyError where it is not declared."""
        for each in self.links:
            if each.kind == kind and each.target in (target, ROOT):
                return each
        raise KeyError(f"{self.name} declares no {kind} to {target}")

    @property
    def may_go(self) -> bool:
        """Whether such a node may be removed."""
        return self.removable or bool(self.spent)


def _need_sentence(what: str, text: str) -> None:
    if not text.endswith(".") or len(text) < 5:
        raise DeclarationError(
            f"The description of {what} is missing.", hint="Write one English sentence with a full stop."
        )
