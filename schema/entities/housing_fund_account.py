"""A housing provident fund account (住房公积金账户)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import ACCOUNT_NO, DATE, FEN, choice

FUND_STATUS = choice(
    "HousingFundStatus",
    {
        "NORMAL": ("正常缴存", "Contributions are paid.", "Contributing"),
        "SUSPENDED": ("封存", "Sealed: no contributions.", "Sealed"),
        "FROZEN": ("冻结", "Frozen."),
        "CLOSED": ("销户", "Closed."),
    },
)

ENTITY = Entity(
    name="HousingFundAccount",
    zh="住房公积金账户",
    en="Housing provident fund account",
    description="An account of an employee at a housing provident fund centre.",
    plural="housingFundAccounts",
    caption="accountNo",
    card=("status", "balance", "loanHold", "monthlyDeposit"),
    sign=Sign("积", "HF", "#00756a"),
    begins="openedAt",
    props=(
        prop(
            "accountNo",
            ACCOUNT_NO,
            "Account number.",
            zh="公积金账号",
            en="Account number",
            sensitivity=Sensitivity.FINANCIAL,
            identity=True,
        ),
        prop(
            "status",
            FUND_STATUS,
            "State of the account.",
            zh="账户状态",
            en="Account status",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("balance", FEN, "Balance in fen.", zh="余额", en="Balance", sensitivity=Sensitivity.FINANCIAL),
        prop(
            "loanHold",
            FEN,
            "Part held for a housing-fund loan, in fen.",
            zh="贷款占用",
            en="Held for a loan",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop(
            "monthlyDeposit",
            FEN,
            "Monthly deposit in fen.",
            zh="月缴存额",
            en="Monthly deposit",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("openedAt", DATE, "Day of opening.", zh="开户日期", en="Opened on", sensitivity=Sensitivity.FINANCIAL),
        prop(
            "lastDepositAt",
            DATE,
            "Day of the last deposit.",
            zh="最近缴存日期",
            en="Last deposit on",
            sensitivity=Sensitivity.FINANCIAL,
        ),
    ),
)
