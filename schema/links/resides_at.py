"""The person resides at the address."""

from schema.declare import Between, Link, Sensitivity, Side

LINK = Link(
    kind="RESIDES_AT",
    zh="居住",
    en="Resides at",
    description="The person resides at the address.",
    reads="{source} resides at {target}",
    between=(
        Between(
            "Person",
            "Address",
            Side("residences", "Addresses the person resides at.", "居住地址", "Residences"),
            Side("residents", "Persons who reside at the address.", "居住人", "Residents"),
        ),
    ),
    sensitivity=Sensitivity.LOCATION,
)
