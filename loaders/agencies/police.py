"""Public security organ (公安机关): residents and kinship."""

from loaders.declare import Csv, Feed, Node, Source, Tie, codes, required

RESIDENTS = Feed(
    name="residents",
    en="Resident register",
    zh="常住人口登记",
    files="police_residents*.csv",
    format=Csv(encoding="gb18030"),
    records=(
        Node(
            "person",
            "Person",
            {
                "citizenId": required("公民身份号码"),
                "name": required("姓名"),
                "formerName": "曾用名",
                "sex": codes("性别", {"1": "MALE", "2": "FEMALE"}),
                "birthDate": "出生日期",
                "householdDivision": "户籍地区划",
                "deathDate": "死亡日期",
            },
            authority=True,
        ),
        Node("home", "Address", {"text": "现住址", "divisionCode": "户籍地区划"}, when="现住址"),
        Tie("RESIDES_AT", "person", "home"),
    ),
)

KINSHIP = Feed(
    name="kinship",
    en="Kinship",
    zh="亲属关系",
    files="police_kinship*.csv",
    format=Csv(encoding="gb18030"),
    records=(
        Node("one", "Person", {"citizenId": required("本人身份号码"), "name": "本人姓名"}),
        Node("other", "Person", {"citizenId": required("亲属身份号码"), "name": "亲属姓名"}),
        Tie(
            "RELATIVE_OF",
            "one",
            "other",
            {
                "relation": codes(
                    required("亲属关系"),
                    {"01": "PARENT_CHILD", "02": "SIBLING", "03": "GRANDPARENT", "04": "COUSIN", "05": "IN_LAW"},
                )
            },
        ),
    ),
)

AGENCY = Source(
    code="police",
    agency="9901GA",
    name="Public security bureau",
    zh="公安局",
    kind="POLICE",
    feeds=(RESIDENTS, KINSHIP),
)
