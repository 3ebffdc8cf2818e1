"""Parking what a page said when its session was gone, and letting its writer have it back (design.md §13.21).

Parking only stores: nothing of a draft changes until the writer's own request, after login, asks for the text.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.models import User
from crypto.envelope import Context, Domain, SealBroken, new_wrapped_key, seal, unseal, unwrap_key
from eservices.models import ParkedText
from eservices.owners import Owner
from eservices.parking import PASS_LIFETIME, Place, PostedText
from eservices.sent import sent_case

KEPT_FOR = timedelta(hours=1)
MAX_WAITING = 20  # texts of one person: more steps than one has open in tabs
MAX_BYTES = 512 * 1024  # of one text: more than a step of long answers, less than a forged post
ATTEMPTS = 3
logger = logging.getLogger(__name__)


def park(text: PostedText, *, at: Place, now: datetime, instead_of: UUID | None = None) -> ParkedText | None:
    """Seal `text` for its writer, in the place of what the same page load (or the row `instead_of`) parked before.

    Returns None, and stores nothing, when it may not be kept: the errand is sent or removed, the text is too much,
    or the page's text was given back or has expired, which its row says.
    """
    person = User.everyone.filter(uuid=at.person, is_active=True).first()
    content = json.dumps(asdict(text), separators=(",", ":")).encode("ascii")
    if person is None or len(content) > MAX_BYTES or not _is_open(at, Owner(user=person), now):
        return None
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _park(text, content, person, at=at, now=now, instead_of=instead_of)
        except IntegrityError:  # the same page parked at the same instant: it has its row now
            continue
    return None


def _is_open(at: Place, owner: Owner, now: datetime) -> bool:
    """Asks for no more than whether the errand is there: its answers stay closed."""
    if at.begun:
        return owner.drafts(now).filter(pk=at.draft_id).exists()
    return sent_case(at.draft_id, owner=owner, now=now) is None


def _park(
    text: PostedText, content: bytes, person: User, *, at: Place, now: datetime, instead_of: UUID | None
) -> ParkedText | None:
    texts = ParkedText.objects.of_person(person)
    here = texts.filter(draft=at.draft_id, position=at.position)
    row = here.select_for_update().filter(page=at.page).first()
    if row and not row.takes(text.number, now):
        return None
    if row and row.body and text.is_automatic and text.number <= row.number:
        return row  # an autosave that arrives late
    if row is None and texts.waiting(now).count() >= MAX_WAITING:
        return None
    if instead_of:
        here.filter(pk=instead_of).exclude(page=at.page).delete()
    row = row or ParkedText(
        id=uuid4(),
        person=person,
        draft_id=at.draft_id,
        version_id=at.version_id,
        position=at.position,
        page=at.page,
    )
    row.number, row.parked_at, row.expires_at, row.returned_at = text.number, now, now + KEPT_FOR, None
    row.wrapped_key = new_wrapped_key(Domain.PARKED_TEXT, row.id, str(person.uuid))
    row.body = seal(_key(row, person), content, context=_context(row))
    row.save()
    return row


def waiting_texts(
    owner: Owner, draft_id: UUID, position: int | None, now: datetime
) -> Iterator[tuple[ParkedText, PostedText]]:
    """What the owner wrote on this step (on any, when `position` is None) that is still to be given back, oldest first.

    What does not open is skipped.
    """
    if owner.user is None:
        return
    waiting = ParkedText.objects.of_person(owner.user).waiting(now).filter(draft=draft_id)
    of_any_step = waiting.select_related("version").defer("version__document_bytes")
    for row in of_any_step if position is None else waiting.filter(position=position):
        try:
            content = unseal(_key(row, owner.user), bytes(row.body or b""), context=_context(row))
        except SealBroken:
            logger.exception("Parked text %s cannot be opened", row.pk)
            mark_returned(owner, draft_id, row.pk, now=now)  # or it would be waited for until its hour is out
            continue
        yield row, PostedText(**json.loads(content))


def first_waiting_position(owner: Owner, draft_id: UUID, now: datetime) -> int | None:
    """The step where the owner's oldest parked text of this errand belongs."""
    if owner.user is None:
        return None
    waiting = ParkedText.objects.of_person(owner.user).waiting(now).filter(draft=draft_id)
    return waiting.values_list("position", flat=True).first()


def mark_returned(owner: Owner, draft_id: UUID, row_id: UUID, *, now: datetime) -> None:
    """The text is saved in the draft, or was settled there by its writer: forget it and its key."""
    if owner.user is not None:
        row = ParkedText.objects.of_person(owner.user).filter(pk=row_id, draft=draft_id)
        row.update(returned_at=now, body=None, wrapped_key=b"")


def forget_parked(owner: Owner, draft_id: UUID) -> None:
    """The owner leaves without saving: what waited goes too."""
    if owner.user is not None:
        ParkedText.objects.of_person(owner.user).filter(draft=draft_id).delete()


def remove_expired_parked(now: datetime) -> int:
    """Forget every text past its hour, and the rows whose pass is too old to be shown again; returns how many texts."""
    forgotten = ParkedText.objects.over(now).update(body=None, wrapped_key=b"")
    ParkedText.objects.filter(body=None, parked_at__lt=now - PASS_LIFETIME).delete()
    return forgotten


def _key(row: ParkedText, person: User) -> bytes:
    return unwrap_key(bytes(row.wrapped_key), Domain.PARKED_TEXT, row.id, str(person.uuid))


def _context(row: ParkedText) -> Context:
    return ("parked", str(row.draft_id), row.position, row.page)
