"""Market regulator (市场监督管理局): the company register."""

from loaders.declare import Feed, JsonLines, Node, Party, Source, Tie, codes, required, yuan

TYPE = {"自然人": "Person", "法人": "Company"}

COMPANIES = Feed(
    name="companies",
    en="Company register",
    zh="企业登记",
    files="market_companies*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "company",
            "Company",
            {
                "uscc": "uscc",
                "name": required("name"),
                "kind": required("kind"),
                "status": required("status"),
                "industry": "industry",
                "registeredCapital": yuan("registeredCapital"),
                "establishedAt": "establishedAt",
                "deregisteredAt": "deregisteredAt",
            },
            authority=True,
        ),
        Node("address", "Address", {"text": "address", "divisionCode": "division"}, when="address"),
        Node(
            "representative",
            "Person",
            {"citizenId": "legalRepresentative.id", "name": "legalRepresentative.name"},
            when="legalRepresentative",
        ),
        Party("shareholder", "id", {"name": "name"}, kind=codes("type", TYPE), each="shareholders"),
        Node(
            "equity",
            "Equity",
            {
                "equityNo": "equityNo",
                "subscribed": yuan("subscribed"),
                "paidIn": yuan("paidIn"),
                "registeredAt": "registeredAt",
            },
            authority=True,
            each="shareholders",
        ),
        Node("officer", "Person", {"citizenId": "id", "name": "name"}, each="officers"),
        Party("controller", "id", {"name": "name"}, kind=codes("type", TYPE), each="controllers"),
        Tie("REGISTERED_AT", "company", "address"),
        Tie("LEGAL_REPRESENTATIVE_OF", "representative", "company"),
        Tie(
            "SHAREHOLDER_OF",
            "shareholder",
            "company",
            {"share": "share", "subscribed": yuan("subscribed")},
            since="registeredAt",
            each="shareholders",
        ),
        Tie("HOLDS", "shareholder", "equity", each="shareholders"),
        Tie("ISSUED_BY", "equity", "company", each="shareholders"),
        Tie("OFFICER_OF", "officer", "company", {"post": "post"}, each="officers"),
        Tie("ACTUAL_CONTROLLER_OF", "controller", "company", each="controllers"),
    ),
)

AGENCY = Source(
    code="market",
    agency="9901SCJG",
    name="Market regulator",
    zh="市场监督管理局",
    kind="MARKET_REGULATOR",
    feeds=(COMPANIES,),
)
