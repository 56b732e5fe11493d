"""Many persons and companies held against the list of dishonest debtors at once."""

from __future__ import annotations

from hub.capabilities.declare import Bulk, Capability
from hub.capabilities.screening.fields import ROOTS
from hub.capabilities.screening.subjects import MAX_SUBJECTS

CAPABILITY = Capability(
    roots=ROOTS,
    # Each subject is charged for, and read beside the event loop.
    bulk={"ScreeningSubject": Bulk("subjects", MAX_SUBJECTS, 6 * MAX_SUBJECTS + 1, 2_000_000)},
)
