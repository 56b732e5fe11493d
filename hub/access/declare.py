"""The vocabulary of a purpose file: `Purpose`, `Ring`, `Register`, `Opens`, `Ground`, `Level`; articles.py: `Article`.

One file under `hub/access/purposes/` declares one purpose in a variable `PURPOSE`. What is not declared is not visible.
A purpose says who may use it (kinds of agency, roles), on which articles of law, on which ground (a case, a document),
and what it opens. It opens in two ways: a `Ring` holds what is reached from the basis case by declared links, and a
`Register` holds every entity of a kind. `catalogue.py` checks the files, `rights_statement.py` fetches the rings of a
case, and `profile.py` turns the whole into predicates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from hub.access.articles import Article
from hub.access.case_rules import CaseRule
from schema.declare import CAMEL, UPPER, Prop, Sensitivity
from schema.errors import DeclarationError

#: Groups of root fields, as purposes open them: questions about the graph, flags, and what each purpose opens unasked.
#: Capabilities declare the other groups, and purpose files write their names.
GRAPH, FLAGS, FREE = "graph", "flags", "free"

#: What is raised on the other entities.
FLAG = "Flag"
#: The purpose of operations that carry no basis.
WITHOUT_BASIS = "PUBLIC_REGISTER"
#: The rings that hold what the caller named: the basis case and the basis document.
STARTS = ("case", "document")


class Level(IntEnum):
    """How much of a value is shown; the higher one wins where several rings hold an entity."""

    NONE = 0
    MASKED = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Opens:
    """What is shown of an entity: its values by sensitivity, and fields that differ from their sensitivity."""

    entity: str
    whole: frozenset[Sensitivity]
    masked: frozenset[Sensitivity] = frozenset()
    fields: Mapping[str, Level] = field(default_factory=dict)

    def level(self, prop: Prop) -> Level:
        """How much is shown of a stored property; of a SEALED one nothing, whatever else is declared."""
        if prop.sensitivity is Sensitivity.SEALED:
            return Level.NONE
        if prop.name in self.fields:
            return self.fields[prop.name]
        if prop.sensitivity in self.whole:
            return Level.WHOLE
        return Level.MASKED if prop.sensitivity in self.masked else Level.NONE


@dataclass(frozen=True, slots=True)
class RingStep:
    """Link kinds that are followed one way: OUT from the node, IN to it, or BOTH."""

    kinds: tuple[str, ...]
    way: str


def out(*kinds: str) -> RingStep:
    """Follow links that lead from the node."""
    return RingStep(kinds, "OUT")


def into(*kinds: str) -> RingStep:
    """Follow links that lead to the node."""
    return RingStep(kinds, "IN")


def both(*kinds: str) -> RingStep:
    """Follow links either way."""
    return RingStep(kinds, "BOTH")


@dataclass(frozen=True, slots=True)
class Ring:
    """Entities reached from earlier rings by declared links, up to `hops` links away.

    Without `of` it is where all begins: the ring named 'case' holds the basis case, the one named 'document' the basis
    document. With `held_by`, only what that link ties to the caller's own agency.
    """

    name: str
    zh: str
    description: str
    opens: tuple[Opens, ...]
    of: tuple[str, ...] = ()
    along: tuple[RingStep, ...] = ()
    hops: int = 1
    held_by: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Every entity of a kind; with `within`, only those whose agency by that link lies in the caller's division."""

    opens: Opens
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The basis a caller must name: what the case must be, in which states, one of which documents, of which kind."""

    case: CaseRule = CaseRule.NONE
    statuses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """How a purpose opens an entity: by a register, and in rings; false where it does not."""

    register: Register | None
    rings: tuple[tuple[str, Opens], ...]

    def __bool__(self) -> bool:
        return self.register is not None or bool(self.rings)


# Compared and cached by identity: each is one file.
@dataclass(frozen=True, slots=True, eq=False)
class Purpose:
    """A lawful reason to ask, with all it opens.

    `subjects` names the ring that a person or company looked up by identifier must be in, or the question is refused
    (R-AS-01). `years` is the time window: links that ended more than these years before the case was filed are not
    visible. `links` may be followed besides those the rings follow; `link_values` are the sensitivities of their
    values. With `statistics` only counts are answered. `demo` purposes exist in demo mode alone.
    """

    name: str
    zh: str
    en: str
    description: str
    description_zh: str
    agencies: frozenset[str]
    roles: frozenset[str]
    articles: tuple[Article, ...]
    ground: Ground = Ground()
    rings: tuple[Ring, ...] = ()
    registers: tuple[Register, ...] = ()
    links: frozenset[str] = frozenset()
    link_values: frozenset[Sensitivity] = frozenset({Sensitivity.PUBLIC, Sensitivity.PARTNER})
    subjects: str | None = None
    years: int | None = None
    statistics: bool = False
    groups: frozenset[str] = frozenset({GRAPH})
    demo: bool = False

    def __post_init__(self) -> None:
        if not UPPER.match(self.name):
            raise DeclarationError(f"'{self.name}' cannot name a purpose.", hint="Write UPPER_CASE words.")
        for what, text in (("description", self.description), ("description_zh", self.description_zh)):
            if len(text) < 5:
                raise DeclarationError(f"Purpose {self.name} has no {what}.", hint="Write one sentence.")
        for what, zh in (("purpose", self.zh), *((f"ring '{ring.name}'", ring.zh) for ring in self.rings)):
            if not zh:
                raise DeclarationError(f"The {what} of {self.name} has no Chinese name.", hint="Write it in zh=.")
        if not self.en[:1].isupper():
            raise DeclarationError(
                f"Purpose {self.name} has no English name.", hint="Write it in en='…', a capital first."
            )
        if not self.articles:
            raise DeclarationError(
                f"Purpose {self.name} names no article of law.", hint="Add articles=(Article(…),); none is no basis."
            )
        if not self.roles:
            raise DeclarationError(f"Purpose {self.name} names no role.", hint="Add roles=frozenset({'JUDGE'}).")
        if self.years is not None and self.years < 1:
            raise DeclarationError(
                f"Purpose {self.name} has no window.", hint="Write years=1 or more, or leave it out."
            )
        self._check_ground()
        self._check_rings()

    def _check_ground(self) -> None:
        ground = self.ground
        if ground.case is CaseRule.ADDRESSED and not ground.documents:
            raise DeclarationError(
                f"Purpose {self.name} requires that a document of the case is addressed to the agency, "
                "and names no kind of document.",
                hint="Add the kinds of document, such as ('ASSISTANCE_NOTICE',), to the ground.",
            )
        if ground.case is CaseRule.NONE and (ground.documents or ground.statuses or ground.kinds):
            raise DeclarationError(
                f"Purpose {self.name} names documents, states or kinds of a case, and requires no case.",
                hint="Write the case rule first: Ground(CaseRule.OWN, …).",
            )
        if "document" in {ring.name for ring in self.rings} and not ground.documents:
            raise DeclarationError(
                f"Purpose {self.name} opens the document of the basis, and its ground accepts any document.",
                hint="Name the kinds of document in its ground.",
            )

    def _check_rings(self) -> None:
        known: set[str] = set()
        for ring in self.rings:
            if not CAMEL.match(ring.name):
                # It stands in statements.
                raise DeclarationError(f"'{ring.name}' cannot name a ring.", hint="Write a camelCase word.")
            if any(step.way not in ("OUT", "IN", "BOTH") or not step.kinds for step in ring.along):
                raise DeclarationError(
                    f"Ring '{ring.name}' of {self.name} names no link to follow.",
                    hint="Write out('OWNS'), into('OWNS') or both('SPOUSE_OF').",
                )
            if ring.name in known:
                raise DeclarationError(f"Purpose {self.name} has two rings '{ring.name}'.", hint="Rename one.")
            if not set(ring.of) <= known:
                raise DeclarationError(
                    f"Ring '{ring.name}' of {self.name} starts from a ring that is not declared before it.",
                    hint="Declare a ring after the rings it starts from.",
                )
            if bool(ring.of) != bool(ring.along):
                raise DeclarationError(
                    f"Ring '{ring.name}' of {self.name} needs both of= and along=, or neither.",
                    hint="of=('debtors',), along=(out('OWNS'),); a ring without both is 'case' or 'document'.",
                )
            if not ring.of and ring.name not in STARTS:
                raise DeclarationError(
                    f"Ring '{ring.name}' of {self.name} does not say where it starts.",
                    hint=f"Add of= and along=, or name it {' or '.join(STARTS)}.",
                )
            if not 1 <= ring.hops <= 4:
                raise DeclarationError(
                    f"Ring '{ring.name}' of {self.name} goes {ring.hops} hops.", hint="Write 1 to 4."
                )
            known.add(ring.name)
        if self.rings and self.ground.case is CaseRule.NONE:
            raise DeclarationError(
                f"Purpose {self.name} has rings, which start from a case, but requires no case.",
                hint="Add ground=Ground(CaseRule.OWN, …).",
            )
        if self.subjects is not None and self.subjects not in known:
            raise DeclarationError(
                f"Purpose {self.name} says subjects='{self.subjects}', which is not one of its rings.",
                hint="Name one of its rings.",
            )

    def opened(self, entity: str) -> Opened:
        """How the purpose opens a concrete entity."""
        register = next((each for each in self.registers if each.opens.entity == entity), None)
        return Opened(register, tuple((r.name, o) for r in self.rings for o in r.opens if o.entity == entity))

    @property
    def flagged(self) -> frozenset[str] | None:
        """The rings of which flags on their entities can be seen, by their own agency at least; None where all can."""
        if any(register.opens.entity == FLAG for register in self.registers):
            return None
        shown = (ring for ring in self.rings if any(opens.entity == FLAG for opens in ring.opens))
        return frozenset(name for ring in shown for name in ring.of)

    @property
    def followed(self) -> frozenset[str]:
        """The link kinds the purpose may follow."""
        return self.links | {kind for ring in self.rings for step in ring.along for kind in step.kinds}
