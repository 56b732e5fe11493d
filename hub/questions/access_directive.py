"""`@access`: the schema says by which group purposes open each root field, so that a change of it shows in a diff."""

from __future__ import annotations

import strawberry
from strawberry.schema_directive import Location


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="Purposes open the field together with the others of its group. (由用途开放)",
)
class Access:
    group: str = strawberry.directive_field(name="group")
