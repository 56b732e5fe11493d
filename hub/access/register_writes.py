"""What changes of the register write: the node that each finds, as `x`, and the values that it sets there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.access.rights_dependence import AGENCY, OFFICER
from hub.graph.statements import load
from schema.statements.own import KeepOwn, SetOwn
from schema.statements.write import At, Increased, OnlyIf, Read, Write, writing

PROPOSAL = "RegistrationProposal"
ACTIVE, SUSPENDED = "ACTIVE", "SUSPENDED"


@dataclass(frozen=True, slots=True)
class ChangeStamp:
    """When the register is changed, and by whom."""

    at: datetime
    by: str

    @property
    def changed(self) -> dict[str, Any]:
        """The values that note a change."""
        return {"changedAt": self.at, "changedBy": self.by}

    @property
    def registered(self) -> dict[str, Any]:
        """The values that note a first registration."""
        return {"state": ACTIVE, "registeredAt": self.at, "registeredBy": self.by}

    @property
    def decided(self) -> dict[str, Any]:
        """The values that note what became of a proposal."""
        return {"decidedAt": self.at, "decidedBy": self.by}


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """A change of one registered agency or officer: clauses that find it, their parameters, and what is set."""

    found: str
    parameters: Mapping[str, Any]
    step: SetOwn

    def write(self) -> Write:
        """The change by itself; it returns one row, or none where nothing was found."""
        return writing(Read(self.found), self.step, returns="RETURN true AS changed", parameters=self.parameters)

    def confirmed(self, proposal: str, stamp: ChangeStamp) -> Write:
        """The change and the confirmation of its proposal, where that still waits."""
        return writing(
            Read("MATCH (p:RegistrationProposal {id: $proposal, state: 'PENDING'})"),
            Read(self.found),
            self.step,
            SetOwn(At("p", PROPOSAL), {"state": "CONFIRMED", "reason": None, **stamp.decided}),
            returns="RETURN true AS changed",
            parameters={**self.parameters, "proposal": proposal},
        )


def keys(code: str, content: Mapping[str, Any], base: str | None, stamp: ChangeStamp) -> RegisterChange:
    """Set the issuer and public keys of an agency's tokens; tokens checked with the old keys end at once."""
    values = {
        "issuer": content["issuer"],
        "jwks": content["jwks"],
        "certificateBound": content["bound"],
        "keyVersion": Increased(),
        **stamp.changed,
    }
    return RegisterChange(
        load(__package__, "agency_of_keys"),
        {"code": code, "issuer": content["issuer"], "base": base},
        SetOwn(At("x", AGENCY, code), values),
    )


def sign_in(code: str, content: Mapping[str, Any], base: str | None, stamp: ChangeStamp) -> RegisterChange:
    """Set the provider at which an agency's officers sign in, or none; sessions of the agency end at once."""
    values = {
        "signIn": content["issuer"],
        "signInClient": content["client"],
        "signInClaim": content["claim"],
        "signInScope": content["scope"],
        "keyVersion": Increased(),
        **stamp.changed,
    }
    return RegisterChange(
        load(__package__, "agency_of_sign_in"), {"code": code, "base": base}, SetOwn(At("x", AGENCY, code), values)
    )


def roles(
    card: str, held: Collection[str], base: Collection[str] | None, stamp: ChangeStamp, *, guarded: Collection[str] = ()
) -> RegisterChange:
    """Set the roles of an officer, where none of the guarded ones is given or taken."""
    given = {"card": card, "roles": list(held), "guarded": sorted(guarded), "base": base}
    values = {"roles": list(held), **stamp.changed}
    return RegisterChange(load(__package__, "officer_of_roles"), given, SetOwn(At("x", OFFICER, card), values))


def state(label: str, key: str, new: str, reason: str, stamp: ChangeStamp) -> RegisterChange:
    """Suspend or restore an agency or an officer.

    How often it was suspended is counted, which ends sessions, and when it was last is noted, which ends tokens.
    """
    name = {AGENCY: "code", OFFICER: "cardNo"}[label]
    values = {"state": new, "stateReason": reason, "suspensions": Increased(int(new == SUSPENDED)), **stamp.changed}
    if new == SUSPENDED:
        values["suspendedAt"] = int(stamp.at.timestamp())
    return RegisterChange(f"MATCH (x:{label} {{{name}: $key}})", {"key": key}, SetOwn(At("x", label, key), values))


def agency(code: str, values: Mapping[str, Any], today: date, stamp: ChangeStamp) -> Write:
    """Register an agency, or change what is registered of it; its state, keys and officers stay as they are.

    Returns whether it is new, and whether it would count no more from today on, in which case nothing is changed.
    """
    at = At("x", AGENCY, code)
    return writing(
        Read(load(__package__, "agency_to_register")),
        KeepOwn(at, {"code": code}, created={"keyVersion": 0, **stamp.registered}),
        Read("WITH x, ends, x.changedAt IS NULL AS new"),
        OnlyIf("NOT ends", (SetOwn(at, {**values, **stamp.changed}),)),
        returns="RETURN new, ends",
        parameters={"code": code, **_days(values, today)},
    )


def officer(
    card: str, agency: str, values: Mapping[str, Any], today: date, administrators: Collection[str], stamp: ChangeStamp
) -> Write:
    """Register an officer of a registered agency, or change name and validity; roles and state stay.

    Returns the officer's agency, and whether the registration would end sooner, in which case nothing is changed.
    Another agency's officer is not changed. No row where the agency is not registered.
    """
    at = At("x", OFFICER, card)
    return writing(
        Read(load(__package__, "officer_to_register")),
        KeepOwn(at, {"cardNo": card}, created={"agency": agency, "roles": [], **stamp.registered}),
        OnlyIf("x.agency = $agency AND NOT ends", (SetOwn(at, {**values, **stamp.changed}),)),
        returns="RETURN x.agency AS agency, ends",
        parameters={
            "card": card,
            "agency": agency,
            "administrators": sorted(administrators),
            **_days(values, today),
        },
    )


def _days(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {"from": values["validFrom"], "until": values["validUntil"], "today": today}
