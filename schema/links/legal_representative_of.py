"""The person is the legal representative of the company."""

from schema.declare import Between, Link, Side
from schema.themes import Theme

LINK = Link(
    kind="LEGAL_REPRESENTATIVE_OF",
    zh="法定代表人",
    en="Legal representative of",
    description="The person is the legal representative of the company.",
    reads="{source} is legal representative of {target}",
    between=(
        Between(
            "Person",
            "Company",
            Side(
                "legalRepresentativeOf",
                "Companies the person legally represents.",
                "担任法定代表人的单位",
                "Companies legally represented",
            ),
            Side(
                "legalRepresentatives", "Legal representatives of the company.", "法定代表人", "Legal representatives"
            ),
        ),
    ),
    themes=(Theme.CONTROL,),
)
