"""Parses the subjects of a screening: the party that each asks about, or what is wrong with the subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from hub.errors import LimitExceeded
from schema.errors import InvalidArgument, InvalidValue
from schema.identity import natural_key
from schema.values import CITIZEN_ID, DATE, NAME, USCC, Realm

#: Of one request. The workbench reads the same file, and sends longer lists in pages.
MAX_SUBJECTS: int = orjson.loads(Path(__file__).with_name("limits.json").read_bytes())["subjects"]
MAX_REF = 100


@dataclass(frozen=True, slots=True)
class SubjectName:
    """A name asked about: normalised, and the day of birth (2026-01-31), where it was given."""

    text: str
    born: str | None = None


class Subject(NamedTuple):
    """The party that a subject asks about: by its key, by a name, or, with a `problem`, by nothing that can be used.

    `by` is CITIZEN_ID, USCC, NAME or NAME_AND_BIRTH_DATE; None with a problem.
    """

    ref: str
    by: str | None = None
    key: str | None = None
    name: SubjectName | None = None
    problem: Mapping[str, str | None] | None = None


def check(subjects: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a request that cannot be answered subject by subject; raises LimitExceeded or InvalidArgument."""
    if len(subjects) > MAX_SUBJECTS:
        raise too_many(len(subjects))
    if not subjects:
        raise InvalidArgument("'subjects' is empty.", hint="Name at least one subject.", argument="subjects")
    places: dict[str, int] = {}
    for place, subject in enumerate(subjects):
        ref = subject["ref"]
        if not 1 <= len(ref) <= MAX_REF:
            raise InvalidArgument(
                f"'subjects[{place}].ref' has {len(ref)} characters.",
                hint=f"Write 1 to {MAX_REF}.",
                argument=f"subjects[{place}].ref",
            )
        if ref in places:
            raise InvalidArgument(
                f"The ref '{ref}' stands twice, in subjects[{places[ref]}] and subjects[{place}].",
                hint="Give each subject a ref of its own: the answer names each outcome by it.",
                argument=f"subjects[{place}].ref",
            )
        places[ref] = place


def too_many(asked: int) -> LimitExceeded:
    """The refusal of a request with too many subjects."""
    return LimitExceeded(
        f"'subjects' has {asked:,} entries; {MAX_SUBJECTS:,} are allowed.",
        hint="Ask in several operations.",
        argument="subjects",
        limit="subjects",
        allowed=MAX_SUBJECTS,
    )


def parse_subjects(subjects: Sequence[Mapping[str, Any]], realm: Realm) -> list[Subject]:
    """Parse all subjects; one pass finds the citizen ids that are already in stored form."""
    stored = CITIZEN_ID.are_stored([subject.get("citizenId") or "" for subject in subjects], realm)
    return [
        Subject(subject["ref"], "CITIZEN_ID", natural_key("Person", subject["citizenId"]))
        if is_id and not subject.get("uscc")
        else parse_subject(subject, realm)
        for subject, is_id in zip(subjects, stored, strict=True)
    ]


def parse_subject(subject: Mapping[str, Any], realm: Realm) -> Subject:
    """A subject read; an identifier decides alone, a name is looked at only where there is none."""
    ref = subject["ref"]
    citizen_id, uscc, name, born = (_text_of(subject, part) for part in ("citizenId", "uscc", "name", "birthDate"))
    try:
        if citizen_id is not None and uscc is not None:
            return _refused_subject(
                ref, "TWO_IDENTIFIERS", "It has a citizen id and a credit code.", "Give one of the two."
            )
        if citizen_id is not None:
            return Subject(ref, "CITIZEN_ID", natural_key("Person", CITIZEN_ID.parse(citizen_id, realm)))
        if uscc is not None:
            return Subject(ref, "USCC", natural_key("Company", USCC.parse(uscc, realm)))
        if name is None:
            return _refused_subject(ref, "NOBODY", "It names nobody.", "Give citizenId, uscc, or a name.")
        if born is None:
            return Subject(ref, "NAME", name=SubjectName(NAME.parse(name, realm)))
        asked = SubjectName(NAME.parse(name, realm), DATE.parse(born, realm).isoformat())
        return Subject(ref, "NAME_AND_BIRTH_DATE", name=asked)
    except InvalidValue as problem:
        return _refused_subject(ref, str(problem.details["problem"]), problem.message, problem.hint)


def _text_of(subject: Mapping[str, Any], part: str) -> str | None:
    value = subject.get(part)
    # An empty cell of a table is no value.
    return value if isinstance(value, str) and value.strip() else None


def _refused_subject(ref: str, code: str, message: str, hint: str | None) -> Subject:
    return Subject(ref, problem={"code": code, "message": message, "hint": hint})
