"""A change of the register that a second administrator confirms."""

from schema.declare_own import OwnNode, held
from schema.values import DATE_TIME, TEXT

NODE = OwnNode(
    name="RegistrationProposal",
    description="A change of the register that a second administrator confirms.",
    key=("id",),
    constraint="registration_proposal",
    props=(
        held("id", TEXT, "Id; it names the change and whom it concerns."),
        held("change", TEXT, "The change that is proposed."),
        held("agency", TEXT, "Code of the agency that it concerns."),
        held("card", TEXT, "Card of the officer whom it concerns."),
        held("content", TEXT, "What is proposed, as JSON."),
        held("base", TEXT, "What it is to replace; a list where it is roles."),
        held("state", TEXT, "PENDING, CONFIRMED or WITHDRAWN."),
        held("proposedBy", TEXT, "Card of the administrator who proposed it."),
        held("proposedAt", DATE_TIME, "When it was proposed."),
        held("until", DATE_TIME, "When it expires if nobody confirms it."),
        held("decidedBy", TEXT, "Card of the administrator who confirmed or withdrew it."),
        held("decidedAt", DATE_TIME, "When it was confirmed or withdrawn."),
        held("reason", TEXT, "Why it was withdrawn."),
    ),
)
