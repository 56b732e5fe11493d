"""The register through the API, where it takes two: proposals are listed, confirmed by another, or withdrawn."""

from __future__ import annotations

from typing import Annotated

from strawberry import ID, Parent, argument

from hub.access.proposals import Proposals, as_api
from hub.access.registry import Registry
from hub.capabilities.register.shapes import REGISTRATION, RegistrationProposal
from hub.questions.context import ServiceContext
from hub.questions.resolver import resolver

ProposalId = Annotated[ID, argument("Id of the proposal.")]


@resolver(
    "Changes of the register that a second administrator confirms, the newest hundred. (待复核变更)", group=REGISTRATION
)
async def registration_proposals(
    context: Parent[ServiceContext],
    pending: Annotated[bool, argument("Only those that wait.")] = True,
) -> list[RegistrationProposal] | None:
    return [RegistrationProposal(**as_api(each)) for each in await _proposals(context).all(pending=pending)]


@resolver(
    "Confirm a change that another administrator proposed; it counts from then on. (复核确认)", group=REGISTRATION
)
async def confirm_proposal(context: Parent[ServiceContext], id: ProposalId) -> RegistrationProposal:
    proposals = _proposals(context)
    await proposals.confirm(id, context.caller.agency)
    return await _proposal_of(proposals, id)


@resolver("Withdraw a change that was proposed, one's own or another's. (撤回提议)", group=REGISTRATION)
async def withdraw_proposal(
    context: Parent[ServiceContext], id: ProposalId, reason: Annotated[str, argument("Why.")]
) -> RegistrationProposal:
    proposals = _proposals(context)
    await proposals.withdraw(id, reason)
    return await _proposal_of(proposals, id)


def _proposals(context: ServiceContext) -> Proposals:
    return Proposals(Registry(context.graph, context.realm, context.now, context.caller.card))


async def _proposal_of(proposals: Proposals, id_: str) -> RegistrationProposal:
    (found,) = await proposals.all(id_=id_)
    return RegistrationProposal(**as_api(found))


ROOTS = (registration_proposals,)
CHANGES = (confirm_proposal, withdraw_proposal)
