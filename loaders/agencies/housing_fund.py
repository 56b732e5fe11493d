"""Housing provident fund centre (住房公积金管理中心): accounts, their holders and the employers that pay in."""

from loaders.declare import Feed, Node, Source, Tie, Xlsx, codes, required, yuan

ACCOUNTS = Feed(
    name="accounts",
    en="Accounts",
    zh="公积金账户",
    files="housing_fund_accounts*.xlsx",
    format=Xlsx(sheet="个人账户"),
    records=(
        Node(
            "account",
            "HousingFundAccount",
            {
                "accountNo": required("个人账号"),
                "status": codes(
                    required("账户状态"),
                    {"正常": "NORMAL", "封存": "SUSPENDED", "冻结": "FROZEN", "销户": "CLOSED"},
                ),
                "balance": yuan(required("账户余额(元)")),
                "loanHold": yuan("贷款占用(元)"),
                "monthlyDeposit": yuan("月缴存额(元)"),
                "openedAt": "开户日期",
                "lastDepositAt": "最近缴存日期",
            },
            authority=True,
        ),
        Node("holder", "Person", {"citizenId": required("身份证号"), "name": required("姓名")}),
        Node("employer", "Company", {"uscc": "单位统一社会信用代码", "name": "单位名称"}, when="单位统一社会信用代码"),
        Node("centre", "Agency", {"code": required("公积金中心代码")}),
        Tie("HOLDS", "holder", "account"),
        Tie("HELD_AT", "account", "centre"),
        Tie("EMPLOYED_BY", "holder", "employer"),
        Tie("CONTRIBUTES_TO", "employer", "account"),
    ),
)

AGENCY = Source(
    code="housing_fund",
    agency="12990100MBTE5T0C0Q",
    name="Housing provident fund centre",
    zh="住房公积金管理中心",
    kind="HOUSING_FUND_CENTRE",
    feeds=(ACCOUNTS,),
)
