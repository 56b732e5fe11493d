"""Courts (法院): agencies, officers, cases with their parties, list entries, documents and clues."""

from loaders.declare import Feed, JsonLines, Node, Party, Source, Tie, codes, required, yuan

TYPE = {"自然人": "Person", "法人": "Company"}

AGENCIES = Feed(
    name="agencies",
    en="Agencies",
    zh="联动单位",
    files="court_agencies*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "agency",
            "Agency",
            {"code": "code", "name": required("name"), "kind": required("kind"), "divisionCode": "division"},
            authority=True,
        ),
        Node("superior", "Agency", {"code": "superior"}, when="superior"),
        Tie("PART_OF", "agency", "superior"),
    ),
)

OFFICERS = Feed(
    name="officers",
    en="Officers",
    zh="办案人员",
    files="court_officers*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "officer",
            "Officer",
            {"cardNo": "card", "name": required("name"), "post": required("post")},
            authority=True,
        ),
        Node("agency", "Agency", {"code": "agency"}),
        Tie("SERVES_AT", "officer", "agency"),
    ),
)

CASES = Feed(
    name="cases",
    en="Cases",
    zh="执行案件",
    files="court_cases*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "case",
            "EnforcementCase",
            {
                "caseNumber": "caseNumber",
                "kind": required("kind"),
                "status": required("status"),
                "cause": "cause",
                "titleNumber": "titleNumber",
                "claimAmount": yuan(required("claimAmount")),
                "paidAmount": yuan("paidAmount"),
                "filedAt": required("filedAt"),
                "closedAt": "closedAt",
                "livelihood": "livelihood",
            },
            authority=True,
        ),
        Node("court", "Agency", {"code": "court"}),
        Node(
            "handler",
            "Officer",
            {"cardNo": "handler.card", "name": "handler.name", "post": "handler.post"},
            when="handler",
        ),
        Party("debtor", "id", {"name": "name"}, kind=codes("type", TYPE), each="debtors"),
        Party("creditor", "id", {"name": "name"}, kind=codes("type", TYPE), each="creditors"),
        Party("guarantor", "id", {"name": "name"}, kind=codes("type", TYPE), each="guarantors"),
        Tie("HEARD_BY", "case", "court"),
        Tie("HANDLED_BY", "case", "handler"),
        Tie("DEBTOR_IN", "debtor", "case", {"amount": yuan("amount"), "joint": "joint"}, each="debtors"),
        Tie("CREDITOR_IN", "creditor", "case", {"amount": yuan("amount"), "joint": "joint"}, each="creditors"),
        Tie("GUARANTOR_IN", "guarantor", "case", {"amount": yuan("amount"), "joint": "joint"}, each="guarantors"),
    ),
)

LISTINGS = Feed(
    name="listings",
    en="Listings",
    zh="失信名单",
    files="court_listings*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "entry",
            "DishonestyEntry",
            {
                "entryNo": "entryNo",
                "ground": required("ground"),
                "status": required("status"),
                "listedAt": required("listedAt"),
                "termEndsAt": "termEndsAt",
            },
            authority=True,
        ),
        Node("case", "EnforcementCase", {"caseNumber": "caseNumber"}),
        Party("debtor", "id", {"name": "name"}, kind=codes("type", TYPE)),
        Tie("LISTED_AS", "debtor", "entry"),
        Tie("ISSUED_IN", "entry", "case"),
    ),
)

DOCUMENTS = Feed(
    name="documents",
    en="Documents",
    zh="文书",
    files="court_documents*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "document",
            "Document",
            {
                "documentNo": "documentNo",
                "kind": required("kind"),
                "title": "title",
                "issuedAt": "issuedAt",
                "status": "status",
                "validUntil": "validUntil",
            },
            authority=True,
        ),
        Node("case", "EnforcementCase", {"caseNumber": "caseNumber"}),
        Node("addressee", "Agency", {"code": "code"}, each="addressees"),
        Tie("ISSUED_IN", "document", "case"),
        Tie("ADDRESSED_TO", "document", "addressee", each="addressees"),
    ),
)

CLUES = Feed(
    name="clues",
    en="Property clues",
    zh="财产线索",
    files="court_clues*.jsonl",
    format=JsonLines(),
    records=(
        Node(
            "clue",
            "Clue",
            {
                "clueNo": "clueNo",
                "statement": "statement",
                "receivedAt": required("receivedAt"),
                "outcome": required("outcome"),
            },
            authority=True,
        ),
        Node("case", "EnforcementCase", {"caseNumber": "caseNumber"}),
        Party("about", "id", {"name": "name"}, kind=codes("type", TYPE), each="about"),
        Tie("ISSUED_IN", "clue", "case"),
        Tie("ABOUT", "clue", "about", each="about"),
    ),
)

AGENCY = Source(
    code="court",
    agency="示",
    name="Courts",
    zh="法院",
    kind="COURT",
    feeds=(AGENCIES, OFFICERS, CASES, LISTINGS, DOCUMENTS, CLUES),
)
