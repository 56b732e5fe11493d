"""The company is registered at the address."""

from schema.declare import Between, Link, Side

LINK = Link(
    kind="REGISTERED_AT",
    zh="登记地址",
    en="Registered at",
    description="The company is registered at the address.",
    reads="{source} is registered at {target}",
    between=(
        Between(
            "Company",
            "Address",
            Side("registeredAddresses", "Addresses the company is registered at.", "登记地址", "Registered addresses"),
            Side(
                "registeredCompanies", "Companies registered at the address.", "登记单位", "Companies registered here"
            ),
        ),
    ),
)
