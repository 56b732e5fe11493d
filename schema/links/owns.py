"""The party owns the asset."""

from schema.declare import Between, Link, Side, prop
from schema.values import SHARE

LINK = Link(
    kind="OWNS",
    zh="所有",
    description="The party owns the asset.",
    reads="{source} owns {target}",
    between=(
        Between(
            "Party",
            "Vehicle",
            Side("vehicles", "Vehicles the party owns.", "名下车辆"),
            Side("owners", "Owners of the vehicle.", "所有人"),
        ),
        Between(
            "Party",
            "RealEstate",
            Side("realEstates", "Real estate the party owns.", "名下不动产"),
            Side("owners", "Owners of the real estate.", "权利人"),
        ),
    ),
    props=(prop("share", SHARE, "Share as a fraction of one; none where it is whole.", zh="份额"),),
    key=("since",),
)
