"""The header that the hub's own pages send with each request."""

from __future__ import annotations

#: Browsers send a header of its own name to another site only after asking whether they may, and they may not.
HEADER = "linkage-workbench"
