"""Civil affairs bureau (民政局): marriages and divorces."""

from loaders.declare import Feed, Node, Source, Tie, Xlsx, required

MARRIAGES = Feed(
    name="marriages",
    en="Marriages",
    zh="婚姻登记",
    files="civil_marriages*.xlsx",
    format=Xlsx(sheet="婚姻登记"),
    records=(
        Node("husband", "Person", {"citizenId": required("男方身份证号"), "name": "男方姓名"}),
        Node("wife", "Person", {"citizenId": required("女方身份证号"), "name": "女方姓名"}),
        Tie(
            "SPOUSE_OF",
            "husband",
            "wife",
            {"certificateNo": required("结婚证字号")},
            since=required("登记日期"),
            until="离婚日期",
        ),
    ),
)

AGENCY = Source(
    code="civil",
    agency="9901MZ",
    name="Civil affairs bureau",
    zh="民政局",
    kind="CIVIL_AFFAIRS",
    feeds=(MARRIAGES,),
)
