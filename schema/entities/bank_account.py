"""A bank account (银行账户)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import ACCOUNT_NO, DATE, FEN, choice

ACCOUNT_STATUS = choice(
    "BankAccountStatus",
    {
        "NORMAL": ("正常", "Normal."),
        "FROZEN": ("冻结", "Frozen."),
        "DORMANT": ("久悬", "Dormant."),
        "CLOSED": ("销户", "Closed."),
    },
)

ENTITY = Entity(
    name="BankAccount",
    zh="银行账户",
    en="Bank account",
    description="A deposit account at a bank.",
    plural="bankAccounts",
    caption="accountNo",
    card=("status", "balance", "balanceAt", "openedAt"),
    sign=Sign("户", "BA", "#2e7d32"),
    begins="openedAt",
    props=(
        prop(
            "accountNo",
            ACCOUNT_NO,
            "Account number.",
            zh="账号",
            en="Account number",
            sensitivity=Sensitivity.FINANCIAL,
            identity=True,
        ),
        prop(
            "status",
            ACCOUNT_STATUS,
            "State of the account.",
            zh="账户状态",
            en="Account status",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("balance", FEN, "Balance in fen.", zh="余额", en="Balance", sensitivity=Sensitivity.FINANCIAL),
        prop(
            "balanceAt",
            DATE,
            "Day of the balance.",
            zh="余额日期",
            en="Balance as of",
            sensitivity=Sensitivity.FINANCIAL,
        ),
        prop("openedAt", DATE, "Day of opening.", zh="开户日期", en="Opened on", sensitivity=Sensitivity.FINANCIAL),
    ),
)
