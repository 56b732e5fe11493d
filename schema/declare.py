"""The vocabulary of a declaration file: `Entity`, `prop()`, `Lookup`, `Link`, `Between`, `Side`, `Sensitivity`.

One file under `schema/entities/` declares one entity in a variable `ENTITY`, one file under `schema/links/` one kind of
link in a variable `LINK`. GraphQL types, filters, constraints, indexes, upserts, masks, documents and all that the
workbench shows derive from them.
Declarations check themselves when the file is imported; what is wrong is said together with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from schema.errors import DeclarationError
from schema.looks import Sign
from schema.themes import Theme
from schema.values import BOOLEAN, Kind

CAMEL = re.compile(r"^[a-z][A-Za-z0-9]*$")
PASCAL = re.compile(r"^[A-Z][A-Za-z0-9]*$")
UPPER = re.compile(r"^[A-Z][A-Z0-9_]*$")
#: An English label as the workbench shows it.
_LABEL = re.compile(r"[A-Z].{0,46}[^.\s]")

#: Properties that every node or link carries besides those declared; a declaration may not use these names.
RESERVED = frozenset(
    {
        "id",
        "key",
        "label",
        "lock",
        "source",
        "batch",
        "asserted",
        "firstSeen",
        "lastSeen",
        "assertedAt",
        "since",
        "until",
    }
)


class Sensitivity(Enum):
    """How much harm a value can do, and so which purposes may open it (PIPL 28, 51; R-PD-02)."""

    PUBLIC = "PUBLIC"
    PARTNER = "PARTNER"
    PERSONAL = "PERSONAL"
    FINANCIAL = "FINANCIAL"
    LOCATION = "LOCATION"
    SEALED = "SEALED"

    @property
    def zh(self) -> str:
        """What a Chinese text calls such values."""
        return _SENSITIVITIES_ZH[self.value]


_SENSITIVITIES_ZH = {
    "PUBLIC": "公开信息",
    "PARTNER": "联动信息",
    "PERSONAL": "个人信息",
    "FINANCIAL": "财产信息",
    "LOCATION": "行踪信息",
    "SEALED": "封存信息",
}


@dataclass(frozen=True, slots=True)
class Prop:
    """One declared property of an entity or a link; made by `prop()` or `exists()`."""

    name: str
    kind: Kind
    description: str
    zh: str
    en: str
    sensitivity: Sensitivity
    identity: bool = False
    indexed: bool = False
    search: bool = False
    exists_link: str | None = None
    exists_status: str | None = None

    @property
    def stored(self) -> bool:
        """Whether the graph holds the value (derived properties are worked out when they are asked for)."""
        return self.exists_link is None


def prop(
    name: str,
    kind: Kind,
    description: str,
    *,
    zh: str,
    en: str,
    sensitivity: Sensitivity = Sensitivity.PARTNER,
    identity: bool = False,
    indexed: bool = False,
    search: bool = False,
) -> Prop:
    """Declare a property: its camelCase name, kind of value, one English sentence, and both labels.

    `identity`: the natural key (unique). `indexed`: range index. `search`: found by full text, and by pinyin for names.
    """
    if not CAMEL.match(name) or name in RESERVED:
        raise DeclarationError(
            f"'{name}' cannot be the name of a property.",
            hint=f"Write a camelCase name that is none of {', '.join(sorted(RESERVED))}.",
        )
    _need_texts(f"property '{name}'", description, zh, en)
    return Prop(name, kind, description, zh, en, sensitivity, identity, indexed, search)


def exists(name: str, link: str, description: str, *, zh: str, en: str, status: str | None = None) -> Prop:
    """Declare a yes-or-no property that is true when the entity has a link of kind `link` the caller may see.

    The link must stand today; with `status`, what it leads to must have that status, and stand too.
    """
    if not CAMEL.match(name) or not UPPER.match(link):
        raise DeclarationError(
            f"exists('{name}', '{link}') is malformed.",
            hint="Write exists('isDebtor', 'DEBTOR_IN', …): a camelCase name and an UPPER_CASE link kind.",
        )
    _need_texts(f"property '{name}'", description, zh, en)
    return Prop(name, BOOLEAN, description, zh, en, Sensitivity.PARTNER, exists_link=link, exists_status=status)


def _need_texts(what: str, description: str, zh: str, en: str) -> None:
    if not description.endswith(".") or len(description) < 5:
        hint = "Write one English sentence with a full stop."
        raise DeclarationError(f"The description of {what} is missing.", hint=hint)
    if not zh:
        raise DeclarationError(f"The Chinese term of {what} is missing.", hint="Add zh='…' as in the glossary.")
    if not _LABEL.fullmatch(en):
        raise DeclarationError(
            f"The English label of {what} is missing or malformed.",
            hint="Add en='…', the field's term: at most 48 characters, a capital first, no full stop.",
        )


def _no_repeats(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DeclarationError(f"{what} declares '{name}' twice.", hint="Remove or rename one of the two.")
        seen.add(name)


@dataclass(frozen=True, slots=True)
class Lookup:
    """The root field that finds one entity: its name, and the property behind each of its arguments.

    Several entities can have a value that is no identity: the one with the last day in the property `latest` is meant.
    """

    field: str
    by: Mapping[str, str]
    latest: str = ""

    def __post_init__(self) -> None:
        if not self.by or not all(CAMEL.match(name) for name in (self.field, *self.by)):
            raise DeclarationError(
                f"The look-up '{self.field}' is malformed.",
                hint="Write Lookup('vehicle', {'vin': 'vin'}): a camelCase field, and argument: property.",
            )


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of node. An `abstract` entity is a GraphQL interface and an extra label of those that name it in `of`.

    `plural` names the list field, and `lookup` the field that finds one; entities without them have none.
    `caption` is the property shown as the label, `card` are those shown beside it wherever it stands among others.
    `sign` stands for it in drawings. `begins` and `ends` are the properties that say from when to when it exists.
    `relates`: whether two that are linked with it have to do with each other; a court or a bank serves everybody.
    """

    name: str
    zh: str
    en: str
    description: str
    props: tuple[Prop, ...]
    plural: str = ""
    caption: str = ""
    card: tuple[str, ...] = ()
    sign: Sign | None = None
    begins: str = ""
    ends: str = ""
    lookup: Lookup | None = None
    of: str | None = None
    abstract: bool = False
    relates: bool = True

    def __post_init__(self) -> None:
        if not PASCAL.match(self.name):
            raise DeclarationError(
                f"'{self.name}' cannot name an entity.", hint="Write PascalCase, as in 'BankAccount'."
            )
        _need_texts(f"entity {self.name}", self.description, self.zh, self.en)
        _no_repeats(f"Entity {self.name}", (p.name for p in self.props))
        identities = [p.name for p in self.props if p.identity]
        if self.abstract and identities:
            raise DeclarationError(
                f"Abstract entity {self.name} declares an identity.", hint="Move the identity to the concrete entities."
            )
        if not self.abstract and len(identities) != 1:
            raise DeclarationError(
                f"Entity {self.name} declares {len(identities)} identity properties.",
                hint="Give identity=True to exactly one property, its natural key.",
            )
        if not self.abstract and not self.caption:
            raise DeclarationError(
                f"Entity {self.name} has no caption.",
                hint="Write caption='<property>', what a reader recognises it by.",
            )
        if not self.abstract and self.sign is None:
            raise DeclarationError(
                f"Entity {self.name} has no sign.",
                hint="Write sign=Sign('车', 'V', '#0b7a75'), as no other entity has.",
            )
        if self.plural and not CAMEL.match(self.plural):
            raise DeclarationError(
                f"Plural '{self.plural}' is malformed.", hint="Write camelCase, as in 'bankAccounts'."
            )


@dataclass(frozen=True, slots=True)
class Side:
    """How a link reads from one of its ends: the field's name, one sentence, its label in Chinese and English."""

    field: str
    description: str
    zh: str
    en: str

    def __post_init__(self) -> None:
        if not CAMEL.match(self.field):
            raise DeclarationError(
                f"'{self.field}' cannot name a link field.", hint="Write camelCase, as in 'vehicles'."
            )
        _need_texts(f"link field '{self.field}'", self.description, self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Between:
    """A pair of entities a link may join, with the field on each; `reverse` is None for a symmetric link."""

    source: str
    target: str
    forward: Side
    reverse: Side | None


@dataclass(frozen=True, slots=True)
class Link:
    """One kind of link between entities. `reads` says it aloud with {source} and {target}.

    `key` names the link properties that, beside its two ends, tell two links of the kind apart (`since` may be one).
    `symmetric`: the direction means nothing (marriage); it is stored once and read both ways.
    `shared`: the link is derived: it joins every two entities that have a link of that kind to the same third one.
    `themes`: what it is about; paths can be asked for by theme.
    """

    kind: str
    zh: str
    en: str
    description: str
    reads: str
    between: tuple[Between, ...]
    props: tuple[Prop, ...] = ()
    key: tuple[str, ...] = ()
    symmetric: bool = False
    shared: str | None = None
    sensitivity: Sensitivity = Sensitivity.PARTNER
    themes: tuple[Theme, ...] = ()

    def __post_init__(self) -> None:
        if not UPPER.match(self.kind):
            raise DeclarationError(f"'{self.kind}' cannot name a link.", hint="Write UPPER_CASE, as in 'DEBTOR_IN'.")
        _need_texts(f"link {self.kind}", self.description, self.zh, self.en)
        _no_repeats(f"Link {self.kind}", (p.name for p in self.props))
        if "{source}" not in self.reads or "{target}" not in self.reads:
            raise DeclarationError(
                f"Link {self.kind} does not say how it reads.", hint="Write reads='{source} owns {target}'."
            )
        if not self.between:
            raise DeclarationError(f"Link {self.kind} joins nothing.", hint="Add between=(Between('A', 'B', …),).")
        for pair in self.between:
            if self.symmetric != (pair.reverse is None) or (self.symmetric and pair.source != pair.target):
                raise DeclarationError(
                    f"Link {self.kind} and its Between({pair.source}, {pair.target}) disagree about symmetry.",
                    hint="A symmetric link joins an entity to itself with reverse=None; any other has a reverse Side.",
                )
        known = {p.name for p in self.props} | {"since"}
        for name in self.key:
            if name not in known:
                raise DeclarationError(
                    f"Link {self.kind} has the key '{name}', which it does not declare.",
                    hint=f"Use one of {', '.join(sorted(known))}.",
                )
