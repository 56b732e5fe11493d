"""The person has been recorded driving the vehicle."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.values import DATE, INTEGER

LINK = Link(
    kind="DRIVES",
    zh="驾驶",
    description="The person has been recorded driving the vehicle.",
    reads="{source} drives {target}",
    between=(
        Between(
            "Person",
            "Vehicle",
            Side("drives", "Vehicles the person was recorded driving.", "驾驶车辆"),
            Side("drivers", "Persons recorded driving the vehicle.", "驾驶人"),
        ),
    ),
    props=(
        prop("times", INTEGER, "How many times within the record.", zh="次数"),
        prop("lastAt", DATE, "Day of the last record.", zh="最近日期", sensitivity=Sensitivity.LOCATION),
    ),
    sensitivity=Sensitivity.LOCATION,
)
