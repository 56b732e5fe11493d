"""What each clean row must make in the graph: the generator's own reading of the files, for tests to compare with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from demo.city.feeds import CityRow
from demo.city.tally import CityTally

# Rows are read by position or key whose types the feeds fix; Any spares a cast for each of a hundred cells.
ReadRow = Callable[[CityTally, Any], None]


def party(tally: CityTally, identity: str) -> str:
    """Note a person or a company, told apart by the reserved range of citizen ids."""
    tally.entity("Person" if identity.startswith("99") else "Company", identity)
    return identity


def _residents(tally: CityTally, row: Any) -> None:
    party(tally, row[0])
    if row[6]:
        tally.entity("Address", row[6])
        tally.link("RESIDES_AT", row[0], row[6])


def _kinship(tally: CityTally, row: Any) -> None:
    tally.pair("RELATIVE_OF", party(tally, row[0]), party(tally, row[2]))


def _vehicles(tally: CityTally, row: Any) -> None:
    tally.entity("Vehicle", row[2])
    tally.link("OWNS", party(tally, row[8]), row[2], row[10])


def _vehicle_transfers(tally: CityTally, row: Any) -> None:
    tally.entity("Vehicle", row[0])
    tally.link("PREVIOUSLY_OWNED", party(tally, row[2]), row[0], row[4])


def _drivers(tally: CityTally, row: Any) -> None:
    tally.entity("Vehicle", row[0])
    tally.link("DRIVES", party(tally, row[1]), row[0])


def _fund(tally: CityTally, row: Any) -> None:
    account, holder, employer, centre = row[0], party(tally, row[1]), row[3], row[11]
    tally.entity("HousingFundAccount", account)
    tally.entity("Agency", centre)
    tally.link("HOLDS", holder, account)
    tally.link("HELD_AT", account, centre)
    if employer:
        party(tally, employer)
        tally.link("EMPLOYED_BY", holder, employer)
        tally.link("CONTRIBUTES_TO", employer, account)


def _marriages(tally: CityTally, row: Any) -> None:
    tally.pair("SPOUSE_OF", party(tally, row[1]), party(tally, row[3]), row[5])


def _agencies(tally: CityTally, row: Any) -> None:
    tally.entity("Agency", row["code"])
    if row["superior"]:
        tally.entity("Agency", row["superior"])
        tally.link("PART_OF", row["code"], row["superior"])


def _officers(tally: CityTally, row: Any) -> None:
    tally.entity("Officer", row["card"])
    tally.entity("Agency", row["agency"])
    tally.link("SERVES_AT", row["card"], row["agency"])


def _cases(tally: CityTally, row: Any) -> None:
    number = row["caseNumber"]
    tally.entity("EnforcementCase", number)
    tally.entity("Agency", row["court"])
    tally.link("HEARD_BY", number, row["court"])
    if row["handler"]:
        tally.entity("Officer", row["handler"]["card"])
        tally.link("HANDLED_BY", number, row["handler"]["card"])
    for role, kind in (("debtors", "DEBTOR_IN"), ("creditors", "CREDITOR_IN"), ("guarantors", "GUARANTOR_IN")):
        for each in row[role]:
            tally.link(kind, party(tally, each["id"]), number)
    for one, other in combinations(sorted({each["id"] for each in row["debtors"]}), 2):
        tally.pair("CO_DEBTOR_WITH", one, other)


def _of_case(tally: CityTally, label: str, key: str, number: str) -> None:
    tally.entity(label, key)
    tally.entity("EnforcementCase", number)
    tally.link("ISSUED_IN", key, number)


def _listings(tally: CityTally, row: Any) -> None:
    _of_case(tally, "DishonestyEntry", row["entryNo"], row["caseNumber"])
    tally.link("LISTED_AS", party(tally, row["id"]), row["entryNo"])


def _documents(tally: CityTally, row: Any) -> None:
    _of_case(tally, "Document", row["documentNo"], row["caseNumber"])
    for each in row["addressees"]:
        tally.entity("Agency", each["code"])
        tally.link("ADDRESSED_TO", row["documentNo"], each["code"])


def _clues(tally: CityTally, row: Any) -> None:
    _of_case(tally, "Clue", row["clueNo"], row["caseNumber"])
    for each in row["about"]:
        tally.link("ABOUT", row["clueNo"], party(tally, each["id"]))


def _companies(tally: CityTally, row: Any) -> None:
    code = party(tally, row["uscc"])
    if row["address"]:
        tally.entity("Address", row["address"])
        tally.link("REGISTERED_AT", code, row["address"])
    if row["legalRepresentative"]:
        tally.link("LEGAL_REPRESENTATIVE_OF", party(tally, row["legalRepresentative"]["id"]), code)
    for each in row["shareholders"]:
        tally.link("SHAREHOLDER_OF", party(tally, each["id"]), code)
        tally.entity("Equity", each["equityNo"])
        tally.link("HOLDS", each["id"], each["equityNo"])
        tally.link("ISSUED_BY", each["equityNo"], code)
    for each in row["officers"]:
        tally.link("OFFICER_OF", party(tally, each["id"]), code, each["post"])
    for each in row["controllers"]:
        tally.link("ACTUAL_CONTROLLER_OF", party(tally, each["id"]), code)


def _units(tally: CityTally, row: Any) -> None:
    tally.entity("RealEstate", row[0])
    tally.entity("Address", row[6])
    tally.link("LOCATED_AT", row[0], row[6])
    tally.link("OWNS", party(tally, row[9]), row[0], row[12])


def _unit_transfers(tally: CityTally, row: Any) -> None:
    tally.entity("RealEstate", row[0])
    tally.link("PREVIOUSLY_OWNED", party(tally, row[2]), row[0], row[4])


def _subscribers(tally: CityTally, row: Any) -> None:
    tally.entity("Phone", row[0])
    tally.link("USES", party(tally, row[2]), row[0])


def _calls(tally: CityTally, row: Any) -> None:
    tally.entity("Phone", row[0])
    tally.entity("Phone", row[1])
    tally.link("CALLED", row[0], row[1])


def _accounts(tally: CityTally, row: Any) -> None:
    tally.entity("BankAccount", row["accountNo"])
    tally.entity("Agency", row["bank"])
    tally.link("HELD_AT", row["accountNo"], row["bank"])
    tally.link("HOLDS", party(tally, row["holderId"]), row["accountNo"])


def _loans(tally: CityTally, row: Any) -> None:
    borrower = party(tally, row["borrower"]["id"])
    for each in row["guarantors"]:
        tally.link("GUARANTEES", party(tally, each["id"]), borrower)


_READS: dict[str, ReadRow] = {
    "police_residents": _residents,
    "police_kinship": _kinship,
    "traffic_vehicles": _vehicles,
    "traffic_transfers": _vehicle_transfers,
    "traffic_drivers": _drivers,
    "housing_fund_accounts": _fund,
    "civil_marriages": _marriages,
    "court_agencies": _agencies,
    "court_officers": _officers,
    "court_cases": _cases,
    "court_listings": _listings,
    "court_documents": _documents,
    "court_clues": _clues,
    "market_companies": _companies,
    "registry_units": _units,
    "registry_transfers": _unit_transfers,
    "telecom_subscribers": _subscribers,
    "telecom_calls": _calls,
    "bank_accounts": _accounts,
    "bank_loans": _loans,
}


def note(tally: CityTally, stem: str, row: CityRow) -> None:
    """Note all that a clean row of a feed makes."""
    _READS[stem](tally, row)
