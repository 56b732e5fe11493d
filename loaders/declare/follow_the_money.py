"""A feed of FollowTheMoney entities: its columns need no declaration, for the format names them itself."""

from __future__ import annotations

from loaders.declare.feeds import Feed
from loaders.declare.formats import FollowTheMoney
from loaders.declare.records import Node, Tie

#: What such a feed may speak of; `loaders/mapping/ftm/` says which of its schemas and fields become what.
ENTITIES = ("Person", "Company", "Vehicle", "RealEstate", "BankAccount", "Address", "Phone")
LINKS = (
    Tie("SHAREHOLDER_OF", "person", "company"),
    Tie("OWNS", "person", "vehicle"),
    Tie("HOLDS", "person", "bankaccount"),
    Tie("OFFICER_OF", "person", "company"),
    Tie("EMPLOYED_BY", "person", "company"),
    Tie("SPOUSE_OF", "person", "person"),
    Tie("RELATIVE_OF", "person", "person"),
    Tie("RESIDES_AT", "person", "address"),
    Tie("REGISTERED_AT", "company", "address"),
    Tie("LOCATED_AT", "realestate", "address"),
    Tie("USES", "person", "phone"),
)


def follow_the_money(name: str, files: str | tuple[str, ...]) -> Feed:
    """A feed of files in the format of FollowTheMoney; each entity is known by its own id within the agency."""
    nodes = tuple(Node(entity.lower(), entity, {}, own="id") for entity in ENTITIES)
    return Feed(name, files, FollowTheMoney(), (*nodes, *LINKS))
