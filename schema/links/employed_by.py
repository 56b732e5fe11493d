"""The person is employed by the company."""

from schema.declare import Between, Link, Sensitivity, Side

LINK = Link(
    kind="EMPLOYED_BY",
    zh="受雇",
    en="Employed by",
    description="The person is employed by the company.",
    reads="{source} is employed by {target}",
    between=(
        Between(
            "Person",
            "Company",
            Side("employers", "Companies that employ the person.", "工作单位", "Employers"),
            Side("employees", "Persons the company employs.", "员工", "Employees"),
        ),
    ),
    sensitivity=Sensitivity.PERSONAL,
)
