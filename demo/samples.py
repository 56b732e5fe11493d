"""Sample questions about the one invented case; asked by `hub demo`, shown on the GraphiQL page, kept true by tests.

They use no variables: the same text works as a `curl` line in any shell, where `$` and `!` have meanings of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent

JUDGE = "示0102-A-017"
#: The judge's own case, and the notice of assistance in inquiry that was issued in it.
INQUIRY = {
    "purpose": "CASE_INQUIRY",
    "case": "（2026）示0102执1203号",
    "document": "（2026）示0102执1203号之三",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with a title, worth asking as this demo officer."""

    title: str
    query: str
    basis: Mapping[str, str]
    card: str = JUDGE
    #: Whether `hub demo` prints it.
    shown: bool = False

    def as_page(self) -> dict[str, str]:
        """As the GraphiQL page reads it: the title is the first line, a comment."""
        headers = json.dumps({"Linkage-Basis": json.dumps(self.basis)}, indent=2)
        return {"title": self.title, "query": f"# {self.title}\n{self.query}", "variables": "", "headers": headers}

    def as_curl(self, url: str, token: str) -> str:
        """As one line for a shell, which works out the `token` where it is a command."""
        body = json.dumps({"query": " ".join(self.query.split()), "extensions": {"basis": self.basis}})
        return (
            f'curl -s {url}/graphql -H "Authorization: Bearer {token}" '
            f"-H 'Content-Type: application/json' -d '{body}'"
        )


def _sample(title: str, query: str, *, shown: bool = False, basis: Mapping[str, str] = INQUIRY) -> Sample:
    return Sample(title, dedent(query).strip(), basis, shown=shown)


SAMPLES: tuple[Sample, ...] = (
    _sample(
        "Debtor 陈立诚: his cases, vehicles and housing-fund account",
        """
        query Debtor {
          person(citizenId: "990102198506150019") {
            name
            isDebtor
            casesAsDebtor(first: 5) { nodes { caseNumber status claimAmount filedAt } }
            vehicles(first: 5) { nodes { plateNo brand status } }
            housingFundAccounts(first: 5) { nodes { accountNo status balance monthlyDeposit } }
          }
        }
        """,
        shown=True,
    ),
    _sample(
        "The cars he is seen driving, and whose they are",
        """
        query CarsHeDrives {
          person(citizenId: "990102198506150019") {
            name
            drives(first: 5) {
              edges {
                times
                lastAt
                node { plateNo brand owners(first: 3) { nodes { name } } }
              }
            }
            relatives(first: 10) { edges { relation node { name } } }
          }
        }
        """,
        shown=True,
    ),
    _sample(
        "Search by pinyin: chenlicheng",
        """
        query ByPinyin {
          search(text: "chenlicheng", first: 5) {
            hits { score matched { field how } node { __typename id label } }
            moreExist
          }
        }
        """,
        shown=True,
    ),
    _sample(
        "The case: parties, court, judge, documents",
        """
        query Case {
          case(caseNumber: "（2026）示0102执1203号") {
            caseNumber
            status
            cause
            claimAmount
            debtors(first: 5) { nodes { name isListed } }
            creditors(first: 5) { nodes { name } }
            courts(first: 1) { nodes { label } }
            handlers(first: 3) { nodes { label } }
            documents(first: 10) { nodes { label } }
            clues(first: 10) { nodes { label } }
          }
        }
        """,
    ),
    _sample(
        "What he once owned, and who owns it now",
        """
        query MovedProperty {
          person(citizenId: "990102198506150019") {
            previousRealEstates(first: 5) {
              edges {
                until
                node { certificateNo area owners(first: 3) { edges { since node { name } } } }
              }
            }
          }
        }
        """,
    ),
    _sample(
        "A company: who stands behind it",
        """
        query BehindACompany {
          company(uscc: "91990101MATE5T0B9T") {
            name
            legalRepresentatives(first: 3) { nodes { name } }
            shareholders(first: 10) { edges { share node { name isListed } } }
          }
        }
        """,
        basis={"purpose": "DEMONSTRATION"},
    ),
)
