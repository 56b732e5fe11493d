"""The party owned the asset and gave it away."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import FEN

LINK = Link(
    kind="PREVIOUSLY_OWNED",
    zh="曾所有",
    en="Previously owned",
    description="The party owned the asset and gave it away.",
    reads="{source} previously owned {target}",
    between=(
        Between(
            "Party",
            "Vehicle",
            Side("previousVehicles", "Vehicles the party owned before.", "曾有车辆", "Previous vehicles"),
            Side("previousOwners", "Previous owners of the vehicle.", "原所有人", "Previous owners"),
        ),
        Between(
            "Party",
            "RealEstate",
            Side("previousRealEstates", "Real estate the party owned before.", "曾有不动产", "Previous real estate"),
            Side("previousOwners", "Previous owners of the real estate.", "原权利人", "Previous owners"),
        ),
    ),
    props=(
        prop(
            "price",
            FEN,
            "Price of the transfer in fen.",
            zh="转让价款",
            en="Transfer price",
            sensitivity=Sensitivity.FINANCIAL,
        ),
    ),
    key=("since",),
    themes=(Theme.PROPERTY,),
)
