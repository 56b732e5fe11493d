"""The parts everything rests on: chance without state, identifiers with check digits, bounded counting."""

from datetime import date
from pathlib import Path

import pytest

from demo.city import cases, companies, estates, identifiers, people, register, tally, vehicles
from demo.city.dice import Draw, scatter
from demo.city.plan import CLAN, plan
from schema.values import ACCOUNT_NO, CASE_NUMBER, CITIZEN_ID, PHONE_NO, PLATE_NO, USCC, VIN


def test_draws_depend_on_seed_stream_and_index_alone() -> None:
    assert Draw(1, "a", 2).bits() == Draw(1, "a", 2).bits()
    assert len({Draw(*each).bits() for each in ((1, "a", 2), (2, "a", 2), (1, "b", 2), (1, "a", 3))}) == 4


@pytest.mark.parametrize("size", [1, 2, 100, 48271, 100_000])
def test_scatter_maps_one_to_one(size: int) -> None:
    assert sorted(scatter(each, size, 5) for each in range(size)) == list(range(size))


def test_identifiers_of_the_story() -> None:
    assert identifiers.citizen_id("990102", date(1985, 6, 15), 1) == "990102198506150019"
    assert identifiers.uscc("990102", "MATE5T0A") == "91990102MATE5T0A0C"
    assert identifiers.uscc("990100", "MBTE5T0C", "12") == "12990100MBTE5T0C0Q"
    assert identifiers.vin("TS", "12345", 2024, 1) == "0TS123456RA000001"
    assert identifiers.bank_card(1) == "9999990000000000014"
    assert identifiers.fifteen_digits("990102196610010033") == "990102661001003"


@pytest.mark.parametrize("size", ["village", "town"])
def test_no_two_people_share_an_id(size: str) -> None:
    city = plan(size, 3, date(2026, 11, 1))

    ids = {people.person(city, clan, slot).identity for clan in range(city.clans) for slot in range(CLAN)}
    assert len(ids) == city.people


def test_no_two_people_of_one_crowded_region_share_an_id() -> None:
    province = plan("province", 3, date(2026, 11, 1))
    step = province.cities * 4

    # People 489 places apart share a serial, so clans that far apart are those that could clash.
    clans = range(0, province.clans, step)
    ids = {
        people.person(province, clan, slot).identity for clan in (*clans[::489], *clans[1::489]) for slot in range(CLAN)
    }
    assert len(ids) == len((*clans[::489], *clans[1::489])) * CLAN


def test_everyone_called_adult_is_of_age() -> None:
    city = plan("village", 3, date(2026, 11, 1))

    for clan in range(city.clans):
        assert all(people.person(city, clan, slot).adult_on(city.as_of) for slot in people.ADULTS)
        for child, parent in people.PARENTS:
            gap = people.person(city, clan, child).born.year - people.person(city, clan, parent).born.year
            assert 16 <= gap <= 50


def test_tally_counts_the_same_when_it_spills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "_AT_ONCE", 64)
    counter = tally.CityTally(tmp_path)

    for number in range(1000):
        counter.pair("SPOUSE_OF", f"a{number % 300}", "b")
        counter.pair("SPOUSE_OF", "b", f"a{number % 300}")
        counter.entity("Person", "one")

    assert counter.counts() == {"entities": {"Person": 1}, "links": {"SPOUSE_OF": 300}}
    assert list(tmp_path.iterdir()) == []


def test_the_last_of_everything_in_a_province_still_has_valid_numbers() -> None:
    province = plan("province", 3, date(2026, 11, 1))

    last = vehicles.vehicle(province, province.vehicles - 1)
    assert VIN.parse(last.vin) == last.vin
    assert PLATE_NO.parse(last.plate) == last.plate
    assert CITIZEN_ID.parse(people.person(province, province.clans - 1, 19).identity)
    assert USCC.parse(companies.company(province, province.companies - 1).uscc)
    assert ACCOUNT_NO.parse(identifiers.bank_card(province.accounts + 1000))
    assert PHONE_NO.parse(identifiers.phone(province.phones + 1000))
    case = cases.case(province, province.cases - 1)
    assert CASE_NUMBER.parse(case.number) == case.number
    assert case.court in register.courts(10)
    assert len(estates.unit(province, province.units - 1).number) == 28
    for make in (identifiers.plate, identifiers.green_plate, identifiers.trailer_plate):
        assert PLATE_NO.parse(make(0))
    assert PLATE_NO.parse(identifiers.plate(1_199_999))
    assert PLATE_NO.parse(identifiers.green_plate(1_999_999))
    assert PLATE_NO.parse(identifiers.trailer_plate(239_999))


def test_a_province_has_courts_and_judges_in_ten_cities() -> None:
    province = plan("province", 3, date(2026, 11, 1))

    found = {agency.code for agency in register.agencies(province) if agency.kind == "COURT"}
    assert len(found) == 1 + 10 + 40
    assert {officer.agency for officer in register.officers(province)} >= set(register.courts(10))
    assert len({officer.card for officer in register.officers(province)}) == len(list(register.officers(province)))
