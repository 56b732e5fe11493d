"""Telecom operators (电信运营商): who uses which number, and which numbers called each other."""

from loaders.declare import Csv, Feed, Node, Party, Source, Tie, codes, required

SUBSCRIBERS = Feed(
    name="subscribers",
    en="Subscribers",
    zh="机主信息",
    files="telecom_subscribers*.csv",
    format=Csv(),
    records=(
        Node("phone", "Phone", {"phoneNo": required("手机号码"), "carrier": "运营商"}, authority=True),
        Party(
            "user",
            "证件号码",
            {"name": "机主名称"},
            kind=codes("证件类型", {"身份证": "Person", "统一社会信用代码": "Company"}),
        ),
        Tie("USES", "user", "phone"),
    ),
)

CALLS = Feed(
    name="calls",
    en="Calls",
    zh="通话记录",
    files="telecom_calls*.csv",
    format=Csv(),
    records=(
        Node("caller", "Phone", {"phoneNo": required("主叫号码")}),
        Node("callee", "Phone", {"phoneNo": required("被叫号码")}),
        Tie("CALLED", "caller", "callee", {"times": required("次数"), "lastAt": required("最近日期")}),
    ),
)

AGENCY = Source(
    code="telecom",
    agency="9901TEL",
    name="Telecom operators",
    zh="电信运营商",
    kind="TELECOM",
    feeds=(SUBSCRIBERS, CALLS),
)
