"""What a purpose shows of a field, in one ring or register; what contracts print and differences compare."""

from __future__ import annotations

from collections.abc import Iterable

from hub.access.declare import Level, Opens, Purpose
from schema.declare import Link, Prop, Sensitivity
from schema.model import MODEL, Model


def level_of_field(purpose: Purpose, opens: Opens, prop: Prop, model: Model = MODEL) -> Level:
    """How much `opens` shows of a property; a derived property is visible to all who may follow its link."""
    if prop.exists_link is not None:
        fields = (f for f in model.link_fields(opens.entity) if f.link.kind == prop.exists_link)
        return (
            Level.WHOLE
            if any(_leads_to_something_open(purpose, f.link, f.target, model) for f in fields)
            else Level.NONE
        )
    return opens.level(prop)


def most_shown(purpose: Purpose, opens: Iterable[Opens], prop: Prop, model: Model = MODEL) -> Level:
    """How much is shown of a property where all of `opens` hold: the highest level wins."""
    return max((level_of_field(purpose, each, prop, model) for each in opens), default=Level.NONE)


def level_of_link_field(purpose: Purpose, prop: Prop) -> Level:
    """How much is shown of a property of a link that the purpose follows."""
    sealed = prop.sensitivity is Sensitivity.SEALED
    return Level.WHOLE if prop.sensitivity in purpose.link_values and not sealed else Level.NONE


def followed(purpose: Purpose, model: Model = MODEL) -> tuple[Link, ...]:
    """The links that the purpose may follow, in the order of the model."""
    return tuple(
        link
        for kind, link in model.links.items()
        if kind in purpose.followed and link.sensitivity is not Sensitivity.SEALED
    )


def _leads_to_something_open(purpose: Purpose, link: Link, target: str, model: Model) -> bool:
    return link in followed(purpose, model) and any(purpose.opened(name) for name in model.concrete_of(target))
