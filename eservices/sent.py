"""Finding what an owner has already sent, by the draft it was (promise 4: the others see "already sent")."""

from datetime import datetime
from uuid import UUID

from casework.models import Case, Submission
from eservices.owners import VISITOR_LIFETIME, Owner


def sent_case(draft_id: UUID, *, owner: Owner, now: datetime) -> Case | None:
    """The case that came of the owner's draft. Without login the browser that sent it may see it for a day."""
    sent = Submission.objects.filter(draft_id=draft_id).select_related("case")
    if owner.user:
        sent = sent.filter(case__applicant=owner.user)
    else:
        sent = sent.filter(visitor_hash=owner.visitor_hash, received_at__gt=now - VISITOR_LIFETIME)
    submission = sent.first()
    return submission.case if submission else None
