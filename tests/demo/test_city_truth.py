"""What truth.json claims is found again by reading the files."""

import json
from collections import Counter
from datetime import date
from statistics import median
from typing import Any

from support.city_files import City

from demo.city import AGENCIES, DEMO_OFFICERS, NOMINEES
from schema.entities.agency import AGENCY_KIND
from schema.entities.officer import OFFICER_POST
from schema.values import CASE_NUMBER, CITIZEN_ID, Choice

Link = tuple[str, str, str]


def party(value: str) -> str:
    value = value.strip()
    return CITIZEN_ID.parse(value) if value.startswith("99") else value


def links_of(village: City) -> set[Link]:
    """Read links a second time, by hand, from the files the planted truths stand in."""
    found: set[Link] = set()
    for row in village.clean("police_kinship"):
        one, other = party(row[0]), party(row[2])
        found |= {(one, "RELATIVE_OF", other), (other, "RELATIVE_OF", one)}
    for row in village.clean("civil_marriages"):
        one, other = party(row[1]), party(row[3])
        found |= {(one, "SPOUSE_OF", other), (other, "SPOUSE_OF", one)}
    found |= {(party(row[8]), "OWNS", row[2]) for row in village.clean("traffic_vehicles")}
    found |= {(party(row[9]), "OWNS", row[0]) for row in village.clean("registry_units")}
    for stem in ("traffic_transfers", "registry_transfers"):
        found |= {(party(row[2]), "PREVIOUSLY_OWNED", row[0]) for row in village.clean(stem)}
    found |= {(party(row[1]), "DRIVES", row[0]) for row in village.clean("traffic_drivers")}
    for row in village.clean("market_companies"):
        head = row["legalRepresentative"]
        found.add((party(head["id"]), "LEGAL_REPRESENTATIVE_OF", row["uscc"]))
        found |= {(party(each["id"]), "SHAREHOLDER_OF", row["uscc"]) for each in row["shareholders"]}
    for row in village.clean("court_cases"):
        number = CASE_NUMBER.parse(row["caseNumber"])
        found |= {(party(each["id"]), "DEBTOR_IN", number) for each in row["debtors"]}
    return found


def paths(truth: Any) -> list[list[dict[str, Any]]]:
    """Return all expected paths anywhere in the planted truths."""
    if isinstance(truth, dict):
        own = [truth["path"]] if "path" in truth else []
        return own + [path for value in truth.values() for path in paths(value)]
    return [path for value in truth for path in paths(value)] if isinstance(truth, list) else []


def test_every_expected_path_is_in_the_files(village: City) -> None:
    links = links_of(village)
    expected = paths(village.truth["planted"])

    assert len(expected) == 6
    for path in expected:
        for hop in path:
            assert (hop["source"][1], hop["link"], hop["target"][1]) in links


def test_assets_were_moved_after_their_case_was_filed(village: City) -> None:
    cases = {row["caseNumber"]: row for row in village.clean("court_cases")}

    for each in village.truth["planted"]["asset_transfers"]:
        case = cases[each["case"]]
        assert case["filedAt"] == each["filed"] < each["moved"]
        assert each["debtor"] in [debtor["id"] for debtor in case["debtors"]]


def test_the_debtor_drives_the_cousins_car_daily(village: City) -> None:
    planted = village.truth["planted"]["story"]["daily_driver"]
    times = {row[1]: int(row[3]) for row in village.clean("traffic_drivers") if row[0] == planted["vin"]}

    assert max(times, key=lambda each: times[each]) == planted["debtor"]
    assert times[planted["debtor"]] == 212


def test_twenty_three_cases_stand_against_one_company(village: City) -> None:
    cluster = village.truth["planted"]["cluster"]
    found = [
        row for row in village.clean("court_cases") if cluster["company"] in [each["id"] for each in row["debtors"]]
    ]

    assert sorted(row["caseNumber"] for row in found) == sorted(cluster["cases"])
    assert len(found) == 23
    total = sum(round(float(row["claimAmount"]) * 100) for row in found)
    assert total == cluster["total"] > 985_000_000


def test_exactly_one_of_the_539_leaders_is_listed(village: City) -> None:
    listed = {party(row["id"]) for row in village.clean("court_listings")}
    rows = [row for _, row in village.lines("nominees")]
    hits = [row for row in rows if row[4] in listed or row[2] in listed]

    assert len(rows) == NOMINEES == 539
    assert len({row[2] for row in rows}) == len({row[4] for row in rows}) == 539
    assert [(row[1], row[3]) for row in hits] == [("澜川恒达商贸有限公司", "吴明远")]
    assert rows.index(hits[0]) + 2 == village.truth["planted"]["nominees"]["hit"]["row"]


def test_the_leaders_are_the_legal_representatives_but_for_the_hit(village: City) -> None:
    heads = {row["uscc"]: party(row["legalRepresentative"]["id"]) for row in village.clean("market_companies")}
    differing = [row[1] for _, row in village.lines("nominees") if heads.get(row[2], row[4]) != row[4]]

    assert differing == ["澜川恒达商贸有限公司"]


def test_the_controller_holds_the_debtor_company_only_through_two_others(village: City) -> None:
    planted = village.truth["planted"]["hidden_controller"]
    company = next(row for row in village.clean("market_companies") if row["uscc"] == planted["company"])

    assert planted["controller"] not in json.dumps(company)
    assert [hop["link"] for hop in planted["path"]] == ["SHAREHOLDER_OF"] * 3 + ["DEBTOR_IN"]


def test_namesakes_share_a_name_and_nothing_else(village: City) -> None:
    names = {row[0].strip(): row[1] for row in village.clean("police_residents")}

    for group in village.truth["planted"]["namesakes"]:
        ids = [group["known"], *group["others"]]
        assert {names[each] for each in ids} == {group["name"]}
        assert len(set(ids)) == 3


def test_persons_are_counted_as_the_files_have_them(village: City) -> None:
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, str) and value.lstrip().startswith("99") and CITIZEN_ID.recognise(value):
            found.add(CITIZEN_ID.parse(value))

    for path in village.folder.iterdir():
        if path.stem not in ("truth", "nominees", "telecom_calls"):
            for row in village.clean(path.stem):
                walk(row)
    assert village.truth["expected"]["entities"]["Person"] == len(found)


def test_links_are_counted_as_the_files_have_them(village: City) -> None:
    expected = village.truth["expected"]["links"]
    counts = Counter(kind for one, kind, other in links_of(village))

    assert expected["RELATIVE_OF"] == counts["RELATIVE_OF"] // 2
    for kind in ("DRIVES", "SHAREHOLDER_OF", "LEGAL_REPRESENTATIVE_OF", "DEBTOR_IN"):
        assert expected[kind] == counts[kind]


def test_a_few_hubs_and_most_people_with_a_few_links(village: City) -> None:
    degrees: Counter[str] = Counter()
    for one, _, _ in links_of(village):
        degrees[one] += 1
    employers: Counter[str] = Counter()
    for row in village.clean("housing_fund_accounts"):
        degrees[party(row[1])] += 2
        employers[row[3]] += 1
    residents = {row[0].strip() for row in village.clean("police_residents")}

    assert 2 <= median(degrees[each] for each in residents) <= 5
    assert max(degrees.values()) > 30
    assert employers.most_common(1)[0][1] > 60


def test_cases_run_over_eight_years_in_four_courts(village: City) -> None:
    rows = list(village.clean("court_cases"))

    assert {row["filedAt"][:4] for row in rows} == {str(year) for year in range(2019, 2027)}
    assert {row["court"] for row in rows} == {"示0101", "示0102", "示0103", "示0104"}
    assert all(date.fromisoformat(row["filedAt"]) <= date(2026, 11, 1) for row in rows)


def test_nobody_is_both_debtor_and_creditor_of_a_case(village: City) -> None:
    for row in village.clean("court_cases"):
        assert not {party(each["id"]) for each in row["debtors"]} & {party(each["id"]) for each in row["creditors"]}


def test_bulk_identifiers_never_repeat(village: City) -> None:
    for stem, place in (("traffic_vehicles", 2), ("traffic_vehicles", 0)):
        rows = {tuple(row) for row in village.clean(stem)}
        assert len({row[place] for row in rows}) >= len(rows) - 20  # an odd writing may repeat a row
    people = list(village.clean("police_residents"))
    assert len({row[0].strip().upper() for row in people}) >= 2000 - 40


def test_no_minor_owes_is_listed_or_leads(village: City) -> None:
    limit = "20081101"
    for row in village.clean("court_listings"):
        identity = party(row["id"])
        assert not identity.startswith("99") or identity[6:14] <= limit
    for row in village.clean("market_companies"):
        assert party(row["legalRepresentative"]["id"])[6:14] <= limit


def test_demo_officers_cover_every_kind_of_agency_and_the_register_has_them(village: City) -> None:
    agencies = {row["code"]: row for row in village.clean("court_agencies")}
    cards = {row["card"]: row for row in village.clean("court_officers")}
    kinds, posts = AGENCY_KIND, OFFICER_POST
    assert isinstance(kinds, Choice)
    assert isinstance(posts, Choice)

    assert {agency.kind for agency in AGENCIES} | {"PUBLIC_SOURCE"} == set(kinds.members)
    assert {officer.agency_kind for officer in DEMO_OFFICERS} == {agency.kind for agency in AGENCIES}
    for officer in DEMO_OFFICERS:
        row = cards[officer.card]
        assert (row["name"], row["agency"], posts.parse(row["post"])) == (officer.name, officer.agency, officer.post)
        assert kinds.parse(agencies[officer.agency]["kind"]) == officer.agency_kind


def test_handlers_and_superiors_are_in_the_register(village: City) -> None:
    agencies = {row["code"]: row for row in village.clean("court_agencies")}
    cards = {row["card"]: row["name"] for row in village.clean("court_officers")}

    assert all(row["superior"] is None or row["superior"] in agencies for row in agencies.values())
    for row in village.clean("court_cases"):
        if row["handler"]:
            assert cards[row["handler"]["card"]] == row["handler"]["name"]


def test_documents_are_addressed_to_agencies_that_there_are(village: City) -> None:
    known = {each.code for each in AGENCIES}
    rows = list(village.clean("court_documents"))
    codes = {row["documentNo"]: [each["code"] for each in row["addressees"]] for row in rows}
    statuses = Counter(row["status"] for row in rows if row["addressees"])

    assert {code for each in codes.values() for code in each} <= known
    assert all(len(set(each)) == len(each) for each in codes.values())
    assert all(bool(row["addressees"]) == ("协助" in row["kind"] or row["kind"].endswith("函")) for row in rows)
    assert set(statuses) == {"有效", "已反馈", "已撤回"}
    assert statuses["有效"] > statuses["已反馈"] > statuses["已撤回"]


def test_the_storys_documents_say_whom_they_ask(village: City) -> None:
    rows = {row["documentNo"]: row for row in village.clean("court_documents")}
    asked = ["91990100MATE5T0D52", "9901JG", "12990100MBTE5T0C0Q", "9901BDC", "9901SCJG", "9901TEL", "9901MZ", "9901GA"]

    for number, kind, to in (
        ("（2026）示0102执1203号之三", "协助查询通知书", asked),
        ("（2026）示0102执1203号之四", "协助执行通知书", ["9901JG"]),
        ("（2026）示0102执1377号之二", "协助查询通知书", ["12990100MBTE5T0C0Q"]),
        ("（2026）示0102执1377号之三", "协助执行通知书", ["12990100MBTE5T0C0Q"]),
        ("（2026）示0102执601号之三", "移送函", ["9901GA"]),
        ("（2026）示0102执601号之四", "检察监督函", ["9901JCY"]),
    ):
        row = rows[number]
        assert (row["kind"], row["status"], [each["code"] for each in row["addressees"]]) == (kind, "有效", to)
        assert row["validUntil"] is None or row["validUntil"] > "2027"
    assert rows["（2026）示0102执601号之三"]["issuedAt"] == "2026-11-04"
