"""The person has been recorded driving the vehicle."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import DATE, INTEGER

LINK = Link(
    kind="DRIVES",
    zh="驾驶",
    en="Drives",
    description="The person has been recorded driving the vehicle.",
    reads="{source} drives {target}",
    between=(
        Between(
            "Person",
            "Vehicle",
            Side("drives", "Vehicles the person was recorded driving.", "驾驶车辆", "Vehicles driven"),
            Side("drivers", "Persons recorded driving the vehicle.", "驾驶人", "Drivers"),
        ),
    ),
    props=(
        prop("times", INTEGER, "How many times within the record.", zh="次数", en="Times recorded"),
        prop(
            "lastAt",
            DATE,
            "Day of the last record.",
            zh="最近日期",
            en="Last recorded on",
            sensitivity=Sensitivity.LOCATION,
        ),
    ),
    sensitivity=Sensitivity.LOCATION,
    themes=(Theme.PROPERTY,),
)
