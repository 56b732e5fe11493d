"""Traffic police (交警): vehicles, their former owners, and who was recorded driving them."""

from loaders.declare import Csv, Feed, Node, Party, Source, Tie, codes, required, yuan

ID_TYPE = {"A": "Person", "B": "Company"}

VEHICLES = Feed(
    name="vehicles",
    en="Vehicle register",
    zh="机动车登记",
    files="traffic_vehicles*.csv",
    format=Csv(),
    records=(
        Node(
            "vehicle",
            "Vehicle",
            {
                "vin": required("车辆识别代号"),
                "plateNo": required("号牌号码"),
                "plateType": codes(
                    required("号牌种类"),
                    {
                        "01": "LARGE",
                        "02": "SMALL",
                        "07": "MOTORCYCLE",
                        "15": "TRAILER",
                        "51": "LARGE_NEW_ENERGY",
                        "52": "SMALL_NEW_ENERGY",
                        "99": "OTHER",
                    },
                ),
                "brand": "品牌型号",
                "colour": "车身颜色",
                "status": codes("机动车状态", {"A": "NORMAL", "D": "MORTGAGED", "K": "SEALED", "P": "SCRAPPED"}),
                "registeredAt": "初次登记日期",
            },
            authority=True,
        ),
        Party("owner", "所有人证件号码", {"name": "所有人名称"}, kind=codes("所有人证件类型", ID_TYPE)),
        Tie("OWNS", "owner", "vehicle", since="取得日期"),
    ),
)

TRANSFERS = Feed(
    name="transfers",
    en="Transfers",
    zh="机动车转移登记",
    files="traffic_transfers*.csv",
    format=Csv(),
    records=(
        Node("vehicle", "Vehicle", {"vin": required("车辆识别代号")}),
        Party("owner", "原所有人证件号码", {"name": "原所有人名称"}, kind=codes("原所有人证件类型", ID_TYPE)),
        Tie(
            "PREVIOUSLY_OWNED",
            "owner",
            "vehicle",
            {"price": yuan("成交价(元)")},
            since=required("取得日期"),
            until=required("转出日期"),
        ),
    ),
)

DRIVERS = Feed(
    name="drivers",
    en="Observed drivers",
    zh="驾驶记录",
    files="traffic_drivers*.csv",
    format=Csv(),
    records=(
        Node("vehicle", "Vehicle", {"vin": required("车辆识别代号")}),
        Node("driver", "Person", {"citizenId": required("驾驶人身份号码"), "name": "驾驶人姓名"}),
        Tie("DRIVES", "driver", "vehicle", {"times": required("次数"), "lastAt": required("最近日期")}),
    ),
)

AGENCY = Source(
    code="traffic",
    agency="9901JG",
    name="Traffic police",
    zh="交警支队",
    kind="TRAFFIC_POLICE",
    feeds=(VEHICLES, TRANSFERS, DRIVERS),
)
