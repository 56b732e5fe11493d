"""Rings that several purposes have, each written once: a change of one is a change of all purposes that name it.

What differs between purposes is an argument: a description, what is opened, the rings that flags are on.
"""

from __future__ import annotations

from collections.abc import Iterable

from hub.access.declare import Level, Opens, Register, Ring, into, out
from hub.access.sensitivities import BASIC, FINANCE, IDENTITY, PUBLIC
from schema.declare import Sensitivity

#: The basis case, as those see it who work on it.
CASE = Ring("case", "案件", "The basis case.", (Opens("EnforcementCase", BASIC | FINANCE),))
#: The basis case, as those see it who are asked for help.
CASE_IN_OUTLINE = Ring("case", "案件", "The basis case.", (Opens("EnforcementCase", PUBLIC),))
#: The document that the basis names.
NOTICE = Ring("document", "文书", "The notice itself.", (Opens("Document", BASIC),))
#: What is on file in the case, for those who investigate.
PAPERS = Ring(
    "papers",
    "案卷",
    "Documents, clues and list entries of the case, and who handles it.",
    (Opens("Document", BASIC), Opens("Clue", IDENTITY), Opens("DishonestyEntry", BASIC), Opens("Officer", BASIC)),
    ("case",),
    (into("ISSUED_IN"), out("HANDLED_BY")),
)
#: A person whose name is whole and whose citizen id is masked.
NAMED_PERSON = Opens("Person", BASIC, fields={"citizenId": Level.MASKED})
#: Who works for which agency is no secret of a case.
AGENCIES = Register(Opens("Agency", BASIC))


def debtors(description: str, *opens: Opens) -> Ring:
    """The debtors of the basis case."""
    return Ring("debtors", "被执行人", description, opens, ("case",), (into("DEBTOR_IN"),))


def parties(description: str, *opens: Opens) -> Ring:
    """All parties of the basis case."""
    kinds = ("DEBTOR_IN", "CREDITOR_IN", "GUARANTOR_IN")
    return Ring("parties", "当事人", description, opens, ("case",), (into(*kinds),))


def flags(description: str, of: Iterable[str], values: frozenset[Sensitivity] = BASIC) -> Ring:
    """The flags that any agency has raised on what these rings hold."""
    return Ring("flags", "标记", description, (Opens("Flag", values),), tuple(of), (into("FLAGS"),))


def own_flags(of: Iterable[str], values: frozenset[Sensitivity] = BASIC) -> Ring:
    """The flags that the caller's own agency has raised on what these rings hold."""
    return Ring(
        "ownFlags",
        "本单位标记",
        "What the caller's own agency has flagged on the rest.",
        (Opens("Flag", values),),
        tuple(of),
        (into("FLAGS"),),
        held_by="RAISED_BY",
    )
