"""A piece of real estate (不动产)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import BOOLEAN, DATE, FLOAT, TEXT

ENTITY = Entity(
    name="RealEstate",
    zh="不动产",
    en="Real estate",
    description="A unit of real estate as the registry keeps it.",
    plural="realEstates",
    caption="certificateNo",
    card=("area", "mortgaged", "registeredAt"),
    sign=Sign("房", "RE", "#8f5f00"),
    props=(
        prop(
            "unitNo",
            TEXT,
            "Number of the real-estate unit.",
            zh="不动产单元号",
            en="Real estate unit number",
            identity=True,
        ),
        prop(
            "certificateNo",
            TEXT,
            "Number of the title certificate.",
            zh="不动产权证号",
            en="Title certificate number",
            indexed=True,
        ),
        prop("use", TEXT, "Use, as dwelling or shop.", zh="用途", en="Use"),
        prop("area", FLOAT, "Floor area in square metres.", zh="建筑面积", en="Floor area (m²)"),
        prop(
            "mortgaged",
            BOOLEAN,
            "Whether it is mortgaged.",
            zh="是否抵押",
            en="Mortgaged",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("registeredAt", DATE, "Day of registration.", zh="登记日期", en="Registered on"),
    ),
)
