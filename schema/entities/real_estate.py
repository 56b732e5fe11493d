"""A piece of real estate (不动产)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import BOOLEAN, DATE, FLOAT, TEXT

ENTITY = Entity(
    name="RealEstate",
    zh="不动产",
    description="A unit of real estate as the registry keeps it.",
    plural="realEstates",
    caption="certificateNo",
    props=(
        prop("unitNo", TEXT, "Number of the real-estate unit.", zh="不动产单元号", identity=True),
        prop("certificateNo", TEXT, "Number of the title certificate.", zh="不动产权证号", indexed=True),
        prop("use", TEXT, "Use, as dwelling or shop.", zh="用途"),
        prop("area", FLOAT, "Floor area in square metres.", zh="建筑面积"),
        prop("mortgaged", BOOLEAN, "Whether it is mortgaged.", zh="是否抵押", sensitivity=Sensitivity.FINANCIAL),
        prop("registeredAt", DATE, "Day of registration.", zh="登记日期"),
    ),
)
