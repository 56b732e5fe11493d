"""The two persons are relatives."""

from schema.declare import Between, Link, Sensitivity, Side, prop
from schema.themes import Theme
from schema.values import choice

RELATION = choice(
    "Relation",
    {
        "PARENT_CHILD": ("父母子女", "Parent and child."),
        "SIBLING": ("兄弟姐妹", "Siblings."),
        "GRANDPARENT": ("祖孙", "Grandparent and grandchild."),
        "COUSIN": ("堂表亲", "Cousins."),
        "IN_LAW": ("姻亲", "In-laws."),
    },
)

LINK = Link(
    kind="RELATIVE_OF",
    zh="亲属",
    en="Relative of",
    description="The two persons are relatives.",
    reads="{source} is a relative of {target}",
    between=(
        Between(
            "Person",
            "Person",
            Side("relatives", "Relatives.", "亲属", "Relatives"),
            None,
        ),
    ),
    props=(
        prop("relation", RELATION, "Kind of kinship.", zh="亲属关系", en="Kinship", sensitivity=Sensitivity.PERSONAL),
    ),
    symmetric=True,
    sensitivity=Sensitivity.PERSONAL,
    themes=(Theme.KINSHIP,),
)
