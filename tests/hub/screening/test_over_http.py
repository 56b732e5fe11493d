"""Ten thousand subjects in one request over HTTP, as a partner's system sends them, under the limits of production."""

from __future__ import annotations

from support.partner import Partner
from support.screening_lists import QUERY
from support.world import citizen_id

from hub.capabilities.screening.subjects import MAX_SUBJECTS
from hub.testing import SeededGraph

#: On the list in every invented city, by an entry of the court of 西岭县.
WU = "990103198207090059"
HONOURS = "WMB-0003"


def test_ten_thousand_are_answered_in_one_request(hub_graph: SeededGraph) -> None:
    subjects = [
        {"ref": f"2026-{n:06}", "citizenId": citizen_id(f"19{50 + n % 50}0101", n % 1000), "name": "欧阳文博"}
        for n in range(MAX_SUBJECTS)
    ]
    subjects[7_777]["citizenId"] = WU
    subjects[8_888]["citizenId"] = "990103198207090050"
    with Partner(hub_graph, HONOURS, {"purpose": "LISTING_CHECK"}) as office:
        body = office.whole(QUERY, {"subjects": subjects})

    assert "errors" not in body
    found = body["data"]["screen"]
    assert found["counts"] == {
        "subjects": MAX_SUBJECTS,
        "hit": 1,
        "noHit": MAX_SUBJECTS - 2,
        "uncertain": 0,
        "invalid": 1,
    }
    assert [each["ref"] for each in found["outcomes"]] == [each["ref"] for each in subjects]
    assert found["outcomes"][7_777]["outcome"] == "HIT"
    assert found["outcomes"][7_777]["courts"] == [{"code": "示0103", "name": "西岭县人民法院"}]
    assert found["outcomes"][8_888]["problem"]["code"] == "CHECK_DIGIT"
    assert body["extensions"]["receipt"]
    assert body["extensions"]["cost"]["units"] > MAX_SUBJECTS
