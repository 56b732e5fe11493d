"""Real estate registry (不动产登记中心): units with their owners, and former owners."""

from loaders.declare import Csv, Feed, Node, Party, Source, Tie, codes, percent, required, yuan

TYPE = {"个人": "Person", "单位": "Company"}

UNITS = Feed(
    name="units",
    en="Units",
    zh="不动产登记",
    files="registry_units*.csv",
    format=Csv(),
    records=(
        Node(
            "unit",
            "RealEstate",
            {
                "unitNo": required("不动产单元号"),
                "certificateNo": "不动产权证号",
                "use": "用途",
                "area": "建筑面积(㎡)",
                "mortgaged": "是否抵押",
                "registeredAt": "登记日期",
            },
            authority=True,
        ),
        Node("address", "Address", {"text": "坐落", "divisionCode": "区划代码"}, when="坐落"),
        Party("owner", "权利人证件号", {"name": "权利人名称"}, kind=codes("权利人类型", TYPE)),
        Tie("OWNS", "owner", "unit", {"share": percent("共有份额")}, since="取得日期"),
        Tie("LOCATED_AT", "unit", "address"),
    ),
)

TRANSFERS = Feed(
    name="transfers",
    en="Transfers",
    zh="不动产转移登记",
    files="registry_transfers*.csv",
    format=Csv(),
    records=(
        Node("unit", "RealEstate", {"unitNo": required("不动产单元号")}),
        Party("owner", "原权利人证件号", {"name": "原权利人名称"}, kind=codes("原权利人类型", TYPE)),
        Tie(
            "PREVIOUSLY_OWNED",
            "owner",
            "unit",
            {"price": yuan("成交价(元)")},
            since=required("取得日期"),
            until=required("转出日期"),
        ),
    ),
)

AGENCY = Source(
    code="registry",
    agency="9901BDC",
    name="Real estate registry",
    zh="不动产登记中心",
    kind="REAL_ESTATE_REGISTRY",
    feeds=(UNITS, TRANSFERS),
)
