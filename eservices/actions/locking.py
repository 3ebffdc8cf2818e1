"""Holding a draft while something is done with it: whoever comes second waits here, and then finds it sent or gone."""

from datetime import datetime
from uuid import UUID

from eservices.errors import AlreadySent, DraftGone, ServiceClosed, WaitsForSignatures
from eservices.models import Draft
from eservices.open_now import closing_at
from eservices.owners import Owner
from eservices.sent import sent_case


def locked_draft(draft_id: UUID, *, owner: Owner, now: datetime) -> Draft:
    """The owner's draft with its version, locked to the end of the transaction.

    Raises AlreadySent, DraftGone or WaitsForSignatures.
    """
    draft = owner.drafts(now).with_service().select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise _gone(draft_id, owner, now)
    refuse_if_waiting(draft)
    return draft


def locked_among_all(draft_id: UUID, *, owner: Owner, now: datetime) -> Draft:
    """The same, with every other draft of the owner locked too: for what is counted over all of them.

    In one order, or two such holders could wait for each other for ever.
    """
    drafts = owner.drafts(now).with_service().select_for_update(of=("self",)).order_by("pk").defer("body", "kept_body")
    found = next((draft for draft in drafts if draft.pk == draft_id), None)
    if found is None:
        raise _gone(draft_id, owner, now)
    refuse_if_waiting(found)
    return found


def refuse_if_waiting(draft: Draft) -> None:
    """Raises WaitsForSignatures: what somebody has signed is changed by nobody (design.md §13.6)."""
    if draft.waits:
        raise WaitsForSignatures


def refuse_if_stopped(draft: Draft, now: datetime) -> None:
    """Raises ServiceClosed when the service is closed for those half-way too (promise 12), or just now by a notice."""
    closing = closing_at(draft.version.service, now)
    if closing and not closing.may_finish:
        raise ServiceClosed(closing, draft.version)


def _gone(draft_id: UUID, owner: Owner, now: datetime) -> AlreadySent | DraftGone:
    case = sent_case(draft_id, owner=owner, now=now)
    return AlreadySent(case) if case else DraftGone()
