"""A postal address (地址)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import DIVISION_CODE, TEXT

ENTITY = Entity(
    name="Address",
    zh="地址",
    description="A postal address.",
    plural="addresses",
    caption="text",
    props=(
        prop(
            "text", TEXT, "Address as written.", zh="地址", sensitivity=Sensitivity.LOCATION, identity=True, search=True
        ),
        prop("divisionCode", DIVISION_CODE, "Division code.", zh="区划代码", sensitivity=Sensitivity.PARTNER),
    ),
)
