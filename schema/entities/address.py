"""A postal address (地址)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import DIVISION_CODE, TEXT

ENTITY = Entity(
    name="Address",
    zh="地址",
    en="Address",
    description="A postal address.",
    plural="addresses",
    caption="text",
    card=("divisionCode",),
    sign=Sign("址", "Ad", "#5f6b76"),
    props=(
        prop(
            "text",
            TEXT,
            "Address as written.",
            zh="地址",
            en="Address",
            sensitivity=Sensitivity.LOCATION,
            identity=True,
            search=True,
        ),
        prop(
            "divisionCode",
            DIVISION_CODE,
            "Division code.",
            zh="区划代码",
            en="Division code",
            sensitivity=Sensitivity.PARTNER,
        ),
    ),
)
