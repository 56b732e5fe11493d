"""Public data (公开数据) in the format of FollowTheMoney, in files of any name."""

from loaders.declare import ANY_NAME, Source, follow_the_money

AGENCY = Source(
    code="ftm",
    agency="ftm",
    name="FollowTheMoney data",
    zh="公开数据",
    kind="PUBLIC_SOURCE",
    feeds=(follow_the_money("entities", ANY_NAME),),
)
