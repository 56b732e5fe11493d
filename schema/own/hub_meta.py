"""The hub's own node: what the graph is, and of which version."""

from schema.declare_own import OwnNode, held
from schema.values import BOOLEAN, INTEGER, TEXT

NODE = OwnNode(
    name="HubMeta",
    description="The hub's own node: what the graph is, and of which version.",
    key=("name",),
    constraint="hub_meta",
    housekeeping=True,
    props=(
        held("name", TEXT, "Always 'hub'."),
        held("version", INTEGER, "Version of the graph's schema."),
        held("idSecret", TEXT, "The first secret of global ids, in base64."),
        held("laterIdSecrets", TEXT, "Later versions of the secret, the newest last; each makes ids.", many=True),
        held("mode", TEXT, "What the graph was made for: production or demo."),
        held("demo", TEXT, "The invented city that `hub demo` loaded."),
        held("demoBegun", TEXT, "The invented city that `hub demo` began to load."),
        held("restoring", BOOLEAN, "Whether a restore into the graph has begun and not ended."),
        held("revisionEpoch", INTEGER, "Odd while old entries of the revision log are removed."),
        held("revisionsRemovedAt", INTEGER, "When that was begun last, in milliseconds since 1970."),
    ),
)
