"""What a caller may see, as Cypher: the one place every read passes through.

The compiler never writes a property, a label or a link kind into a statement without asking the caller's profile. Rows,
links, properties, filters and sort keys all come through here, so a rule written here holds for all of them alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.declare import Link, Prop, Sensitivity
from schema.errors import InvalidArgument
from schema.model import MODEL, Model


@dataclass(frozen=True)
class Profile:
    """The rights of one caller for one operation.

    `closed` are the sensitivities that stay hidden from everyone who is admitted at all.
    """

    agency: str
    card: str
    closed: frozenset[Sensitivity] = frozenset({Sensitivity.SEALED})
    model: Model = field(default=MODEL, repr=False)

    def node(self, entity: str, var: str) -> str | None:
        """A predicate that holds where the caller may see the node, or None where every node of the kind is open."""
        return None

    def link(self, link: Link, var: str) -> str | None:
        """A predicate that holds where the caller may see the link, or None where every link of the kind is open."""
        return None

    def kinds(self) -> tuple[str, ...]:
        """The link kinds the caller may follow."""
        return tuple(kind for kind, link in self.model.links.items() if link.sensitivity not in self.closed)

    def value(self, prop: Prop, var: str) -> str:
        """The expression for a property: the value, or null where it is hidden."""
        return f"{var}.{prop.name}" if prop.sensitivity not in self.closed else "null"

    def usable(self, prop: Prop, where: str) -> None:
        """Refuse a filter or a sort key on a property the caller may not see whole; raises InvalidArgument."""
        if prop.sensitivity in self.closed:
            raise InvalidArgument(
                f"'{prop.name}' cannot be used in {where}.", hint="Leave it out.", argument=where, field=prop.name
            )
