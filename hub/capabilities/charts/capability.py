"""Charts that officers save in the workbench."""

from __future__ import annotations

from hub.capabilities.charts.content import CONTENT, MOST_CHARACTERS
from hub.capabilities.charts.fields import CHANGES, CHARTS, ROOTS
from hub.capabilities.declare import Bulk, Capability, Group

CAPABILITY = Capability(
    groups=(Group(CHARTS, "one's own saved charts", "本人保存的图"),),
    roots=ROOTS,
    changes=CHANGES,
    kinds=(CONTENT,),
    # A chart holds little but names and numbers: written as JSON in JSON it is at most twice as long.
    bulk={CONTENT.name: Bulk("characters of charts", MOST_CHARACTERS, 20, 2 * MOST_CHARACTERS + 1_000)},
)
