"""A motor vehicle (机动车)."""

from schema.declare import Entity, Lookup, prop
from schema.looks import Sign
from schema.values import DATE, PLATE_NO, TEXT, VIN, choice

PLATE_TYPE = choice(
    "PlateType",
    {
        "SMALL": ("小型汽车", "Small car (02)."),
        "LARGE": ("大型汽车", "Large vehicle (01)."),
        "SMALL_NEW_ENERGY": ("小型新能源汽车", "Small new-energy car (52)."),
        "LARGE_NEW_ENERGY": ("大型新能源汽车", "Large new-energy vehicle (51)."),
        "TRAILER": ("挂车", "Trailer (15)."),
        "MOTORCYCLE": ("摩托车", "Motorcycle (07)."),
        "OTHER": ("其他", "Any other.", "Other"),
    },
)
VEHICLE_STATUS = choice(
    "VehicleStatus",
    {
        "NORMAL": ("正常", "Normal."),
        "MORTGAGED": ("抵押", "Mortgaged."),
        "SEALED": ("查封", "Sealed at the registry."),
        "SCRAPPED": ("报废", "Scrapped."),
    },
)

ENTITY = Entity(
    name="Vehicle",
    zh="机动车",
    en="Vehicle",
    description="A motor vehicle as the traffic police register it, identified by its VIN.",
    plural="vehicles",
    caption="plateNo",
    card=("vin", "plateType", "status", "registeredAt"),
    sign=Sign("车", "V", "#0b7a75"),
    lookup=Lookup("vehicle", {"plate": "plateNo", "vin": "vin"}, latest="registeredAt"),
    props=(
        prop(
            "vin",
            VIN,
            "Vehicle identification number (R-ID-05).",
            zh="车架号",
            en="Vehicle identification number",
            identity=True,
        ),
        prop("plateNo", PLATE_NO, "Number plate (R-ID-04).", zh="号牌", en="Number plate", indexed=True),
        prop("plateType", PLATE_TYPE, "Type of plate.", zh="号牌种类", en="Plate type"),
        prop("brand", TEXT, "Brand and model.", zh="品牌型号", en="Brand and model"),
        prop("colour", TEXT, "Colour.", zh="车身颜色", en="Colour"),
        prop("status", VEHICLE_STATUS, "State of the registration.", zh="状态", en="Registration status"),
        prop("registeredAt", DATE, "Day of first registration.", zh="初次登记日期", en="First registered on"),
    ),
)
