"""The party owns the asset."""

from schema.declare import Between, Link, Side, prop
from schema.themes import Theme
from schema.values import SHARE

LINK = Link(
    kind="OWNS",
    zh="所有",
    en="Owns",
    description="The party owns the asset.",
    reads="{source} owns {target}",
    between=(
        Between(
            "Party",
            "Vehicle",
            Side("vehicles", "Vehicles the party owns.", "名下车辆", "Vehicles"),
            Side("owners", "Owners of the vehicle.", "所有人", "Owners"),
        ),
        Between(
            "Party",
            "RealEstate",
            Side("realEstates", "Real estate the party owns.", "名下不动产", "Real estate"),
            Side("owners", "Owners of the real estate.", "权利人", "Owners"),
        ),
    ),
    props=(prop("share", SHARE, "Share as a fraction of one; none where it is whole.", zh="份额", en="Share"),),
    key=("since",),
    themes=(Theme.PROPERTY,),
)
