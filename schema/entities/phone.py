"""A telephone number (电话号码)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import PHONE_NO, TEXT

ENTITY = Entity(
    name="Phone",
    zh="电话号码",
    en="Phone number",
    description="A telephone number.",
    plural="phones",
    caption="phoneNo",
    sign=Sign("话", "Ph", "#ad3f7f"),
    props=(
        prop(
            "phoneNo",
            PHONE_NO,
            "Number.",
            zh="号码",
            en="Phone number",
            sensitivity=Sensitivity.PERSONAL,
            identity=True,
        ),
        prop(
            "carrier", TEXT, "Telecom operator.", zh="运营商", en="Telecom operator", sensitivity=Sensitivity.PERSONAL
        ),
    ),
)
