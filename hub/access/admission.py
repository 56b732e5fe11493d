"""Admission: whether a caller may run an operation on the basis it names, and the profile it then runs under.

Everything it depends on comes in one statement and is used again while the graph has not changed (see `rights.py`), so
that a suspension or a withdrawn notice takes effect at the next operation. What the caller may not know makes no
difference to a refusal: a case of another court and a case that is not there are refused in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from hub.access import session_checks
from hub.access.answer_summary import AnswerSummary
from hub.access.callers import HINT, Basis, Bearer, Caller
from hub.access.case_rules import CaseRule
from hub.access.catalogue import PURPOSES
from hub.access.declare import WITHOUT_BASIS, Purpose
from hub.access.profile import Profile
from hub.access.rights import CachedRights, Rights, as_date
from hub.access.rights_cache import Freshness, RightsCache
from hub.access.tokens import Tokens
from hub.errors import BasisRefused, Unauthenticated
from hub.graph.client import Graph
from schema.entities.enforcement_case import KIND_OF_TYPE
from schema.errors import LinkageError
from schema.values import Realm, parts
from schema.values.case_number import DIVISIONS

_REGISTER = "Ask your hub's administrators: agencies and officers are registered, and can be suspended (R-AS-03)."


@dataclass(frozen=True, slots=True)
class Admitted:
    """A caller let in for one operation; `traces` collects what its answer comes to hold.

    `kept` is how every question finds out whether the rights still hold; None where they are those of now.
    """

    caller: Caller
    basis: Basis | None
    rights: Rights
    kept: CachedRights | None = None
    traces: AnswerSummary = field(default_factory=AnswerSummary)

    @property
    def profile(self) -> Profile:
        """What the caller may see."""
        return self.rights.profile


@dataclass(frozen=True)
class Admission:
    """Admits operations over one graph."""

    graph: Graph
    tokens: Tokens
    realm: Realm
    now: Callable[[], datetime]
    purposes: Mapping[str, Purpose] = field(default_factory=lambda: PURPOSES)

    @cached_property
    def rights(self) -> RightsCache:
        """What was fetched, and is kept while the graph does not change."""
        return RightsCache(self.graph, self.realm)

    async def admit(
        self, bearer: Bearer, basis: Basis | None, starts: Sequence[str] = (), how: Freshness = Freshness.NOW
    ) -> Admitted:
        """Let an operation in; raises Unauthenticated, BasisRefused, LimitExceeded.

        `starts` are the global ids that its walks begin at, whose links are counted for its cost. Where `Admitted.kept`
        is given, the operation must find out whether the rights still hold.
        """
        purpose = self._purpose(basis) or self.purposes[WITHOUT_BASIS]
        rights, kept, fetched = await self.rights.of(bearer, basis, purpose, starts, how)
        try:
            return await self._check_admission(bearer, basis, rights, kept)
        except LinkageError:
            # What was kept may be out of date, and nothing else would find that out.
            if fetched:
                raise
        return await self._check_admission(bearer, basis, await self.rights.fetch(bearer, basis, purpose, starts), None)

    async def _check_admission(
        self, bearer: Bearer, basis: Basis | None, rights: Rights, kept: CachedRights | None
    ) -> Admitted:
        purpose, facts = rights.purpose, rights.facts
        version = (facts["agency"] or {}).get("keyVersion")
        if bearer.key_version is not None and bearer.key_version != version:
            # The agency's keys have changed since they were read: the token counts only if the new ones bear it out.
            bearer = await self.tokens.check(bearer.token, bearer.certificate, fresh=True)
        caller = self._caller(bearer, facts)
        session_checks.check_token(bearer, facts)
        if bearer.session is not None:
            session_checks.check(bearer, facts)
        if basis is not None and self._purpose(basis) is None:
            raise self._unknown_purpose(caller)
        self._check_purpose(caller, purpose)
        self._check_case(caller, basis, purpose, facts)
        # Only now: a caller who has no right to the case must not learn how much it holds.
        _ = rights.profile
        return Admitted(caller, basis, rights, kept)

    def offered(self, caller: Caller) -> list[Purpose]:
        """The purposes that the caller's kind of agency and roles give, by name."""
        return [p for p in self.purposes.values() if self._purpose_exists(p) and _may_use_purpose(caller, p)]

    def existing(self) -> list[Purpose]:
        """The purposes that somebody could name in this realm, or that need no naming."""
        return [purpose for purpose in self.purposes.values() if self._purpose_exists(purpose)]

    def _purpose_exists(self, purpose: Purpose) -> bool:
        return not purpose.demo or self.realm is Realm.FICTIONAL

    def _purpose(self, basis: Basis | None) -> Purpose | None:
        if basis is None:
            return None
        found = self.purposes.get(basis.purpose)
        return found if found is not None and self._purpose_exists(found) else None

    def _unknown_purpose(self, caller: Caller) -> BasisRefused:
        names = ", ".join(p.name for p in self.offered(caller))
        return BasisRefused("There is no purpose with that name.", hint=f"Yours are: {names}.", part="purpose")

    def _caller(self, bearer: Bearer, facts: Mapping[str, Any]) -> Caller:
        agency, officer = facts["agency"], facts["officer"]
        today = self.now().date()
        if agency is None or not _registration_stands(agency, today):
            raise Unauthenticated("The agency is not registered, or is suspended.", hint=_REGISTER, reason="register")
        if officer is None or officer["agency"] != bearer.agency or not _registration_stands(officer, today):
            raise Unauthenticated(
                "The officer is not registered with the agency, or is suspended.", hint=_REGISTER, reason="register"
            )
        return Caller(
            bearer.agency,
            bearer.card,
            officer["name"],
            agency["kind"],
            agency["division"],
            frozenset(officer["roles"]),
        )

    def _check_purpose(self, caller: Caller, purpose: Purpose) -> None:
        if not _may_use_purpose(caller, purpose):
            names = ", ".join(p.name for p in self.offered(caller))
            raise BasisRefused(
                f"{purpose.name} ({purpose.zh}) is not one of your purposes.",
                hint=f"It is for other agencies or roles. Yours are: {names}.",
                part="purpose",
            )
        day = self.now().date()
        for article in purpose.articles:
            if not article.in_force(day):
                raise BasisRefused(
                    f"{purpose.name} is based on {article}, which is not in force today.",
                    hint="Ask the hub's operator: the purpose has to be revised before it can be used.",
                    part="purpose",
                )

    def _check_case(self, caller: Caller, basis: Basis | None, purpose: Purpose, facts: Mapping[str, Any]) -> None:
        ground = purpose.ground
        if ground.case is CaseRule.NONE:
            return
        if basis is None or basis.case is None:
            raise BasisRefused(f"{purpose.name} needs a case.", hint=HINT, part="case")
        # Whichever of the two says more about a stranger's case is asked last: where the court must be the caller's, a
        # document of another court's case is refused as the case is; where the document must be addressed to the
        # caller, a case that is there is refused as one that is not.
        if ground.case is CaseRule.ADDRESSED:
            self._check_document(caller, basis, purpose, facts)
            self._its_case(caller, purpose, facts)
        else:
            self._its_case(caller, purpose, facts)
            self._check_document(caller, basis, purpose, facts)

    def _its_case(self, caller: Caller, purpose: Purpose, facts: Mapping[str, Any]) -> None:
        ground, case = purpose.ground, facts["case"]
        if case is None or not _case_concerns(caller, ground.case, case):
            words = {
                CaseRule.OWN: "with your court",
                CaseRule.ADDRESSED: "in the graph",
                CaseRule.DIVISION: "with a court of your division",
                CaseRule.ANY: "in the graph",
            }[ground.case]
            raise BasisRefused(
                f"{purpose.name}: there is no case with that number {words}.",
                hint="Check the case number in the basis (R-AS-01).",
                part="case",
            )
        if ground.kinds and not kinds_of(case) <= set(ground.kinds):
            kinds = " and ".join(sorted(kinds_of(case)))
            raise BasisRefused(
                f"{purpose.name}: the case is {kinds}.",
                hint=f"The purpose can be used in a case that is {' or '.join(ground.kinds)}.",
                part="case",
            )
        if ground.statuses and case["status"] not in ground.statuses:
            raise BasisRefused(
                f"{purpose.name}: the case is {case['status']}.",
                hint=f"The purpose can be used while the case is {' or '.join(ground.statuses)}.",
                part="case",
            )

    def _check_document(self, caller: Caller, basis: Basis, purpose: Purpose, facts: Mapping[str, Any]) -> None:
        ground, document = purpose.ground, facts["document"]
        if not ground.documents:
            return
        kinds = " or ".join(ground.documents)
        addressed = ground.case is CaseRule.ADDRESSED
        wanted = f"a document of the case that is {kinds}, in effect" + (
            " and addressed to your agency" if addressed else ""
        )
        if basis.document is None:
            raise BasisRefused(f"{purpose.name} needs {wanted}.", hint=HINT, part="document")
        today = self.now().date()
        good = (
            document is not None
            and document["inCase"]
            and document["kind"] in ground.documents
            and document["status"] in (None, "EFFECTIVE")
            and (document["validUntil"] is None or today <= document["validUntil"])
            and (not addressed or any(each["code"] == caller.agency for each in document["addressees"]))
        )
        if not good:
            raise BasisRefused(
                f"{purpose.name}: the basis names no such document. It needs {wanted}.",
                hint="Check the number of the document, and whether it was withdrawn, answered or ran out (R-AS-04).",
                part="document",
            )


def kinds_of(case: Mapping[str, Any]) -> set[str]:
    """The kind that a case is by its number and the one it is recorded as: a wrong record opens nothing.

    A type that a court invented says nothing; then the record alone does, and without one it is some other case.
    """
    type_ = parts(case["number"]).type if case["number"] else ""
    # Until 2015 courts wrote their division before it: 民执, 刑执.
    by_number = KIND_OF_TYPE.get(type_) or KIND_OF_TYPE.get(type_.lstrip(DIVISIONS))
    return {str(kind) for kind in (by_number, case["kind"]) if kind is not None} or {"OTHER"}


def _may_use_purpose(caller: Caller, purpose: Purpose) -> bool:
    return caller.kind in purpose.agencies and bool(caller.roles & purpose.roles)


def _registration_stands(registration: Mapping[str, Any], today: date) -> bool:
    begin, end = registration["validFrom"], registration["validUntil"]
    return (
        registration["state"] == "ACTIVE"
        and (begin is None or as_date(begin) <= today)
        and (end is None or today <= as_date(end))
    )


def _case_concerns(caller: Caller, rule: CaseRule, case: Mapping[str, Any]) -> bool:
    if rule is CaseRule.OWN:
        return any(court["code"] == caller.agency for court in case["courts"])
    if rule is CaseRule.DIVISION:
        divisions = [court["division"] for court in case["courts"] if court["division"]]
        return bool(caller.division) and any(d.startswith(caller.division) for d in divisions)
    return True
