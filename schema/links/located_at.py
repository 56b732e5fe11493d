"""The real estate lies at the address."""

from schema.declare import Between, Link, Side
from schema.themes import Theme

LINK = Link(
    kind="LOCATED_AT",
    zh="坐落",
    en="Located at",
    description="The real estate lies at the address.",
    reads="{source} lies at {target}",
    between=(
        Between(
            "RealEstate",
            "Address",
            Side("locations", "Address of the real estate.", "坐落", "Location"),
            Side("realEstates", "Real estate at the address.", "不动产", "Real estate here"),
        ),
    ),
    themes=(Theme.PROPERTY,),
)
