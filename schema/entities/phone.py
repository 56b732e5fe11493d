"""A telephone number (电话号码)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import PHONE_NO, TEXT

ENTITY = Entity(
    name="Phone",
    zh="电话号码",
    description="A telephone number.",
    plural="phones",
    caption="phoneNo",
    props=(
        prop("phoneNo", PHONE_NO, "Number.", zh="号码", sensitivity=Sensitivity.PERSONAL, identity=True),
        prop("carrier", TEXT, "Telecom operator.", zh="运营商", sensitivity=Sensitivity.PERSONAL),
    ),
)
