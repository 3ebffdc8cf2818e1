"""Telling an owner kindly that a draft's time ran out, and nobody else that there ever was one (security.md T-43).

The row is gone by then. What is left is a tombstone, found only by asking as the very owner of that very draft; to all
others the address looks as if it never was. A draft removed by its owner, or sent, leaves none.
"""

from datetime import datetime, timedelta
from uuid import UUID

from crypto.lookup import lookup_hash
from eservices.models import Draft, ExpiredDraft
from eservices.owners import Owner

REMEMBERED = timedelta(weeks=8)


def tombstone(draft: Draft) -> ExpiredDraft:
    """Of a draft fetched `with_owner()`; it is not saved."""
    owner = str(draft.owner_uuid) if draft.owner_uuid else draft.visitor_hash
    return ExpiredDraft(mark=_mark(owner, draft.pk), version_id=draft.version_id, expired_at=draft.expires_at)


def expired_draft(draft_id: UUID, *, owner: Owner, now: datetime) -> ExpiredDraft | None:
    """The tombstone of the owner's draft, or what will be it when the hourly job comes by."""
    name = str(owner.user.uuid) if owner.user else owner.visitor_hash
    found = ExpiredDraft.objects.filter(mark=_mark(name, draft_id)).select_related("version").first()
    if found:
        return found
    past = Draft.objects.owned_by(owner.user) if owner.user else Draft.objects.expired(now)
    past = past.filter(pk=draft_id, expires_at__lte=now, visitor_hash=owner.visitor_hash)
    draft = past.with_owner().select_related("version").only("version__sha256", "visitor_hash", "expires_at").first()
    return tombstone(draft) if draft else None


def _mark(owner: str, draft_id: UUID) -> str:
    return lookup_hash("expired-draft", f"{owner}|{draft_id}")
