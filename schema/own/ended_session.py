"""A session, or a mark of several, that was ended before its time."""

from schema.declare_own import OwnNode, held
from schema.values import INTEGER, TEXT

NODE = OwnNode(
    name="EndedSession",
    description="A session, or a mark of several, that was ended before its time.",
    key=("id",),
    constraint="ended_session",
    rights=True,
    spent="until",
    props=(
        held("id", TEXT, "Id of the session, or the mark that sessions carry."),
        held("before", INTEGER, "Sessions with this mark that began until then have ended, in seconds since 1970."),
        held(
            "until",
            INTEGER,
            "When such a session is over in any case, in seconds since 1970.",
            index="ended_session_until",
        ),
    ),
)
