"""What time does to drafts: their owners are warned, then they are removed. No draft is opened here (promise 1).

Each verb does everything that is due and not done, in slices of one short transaction each: a stop of any length is
caught up with, a kill midway loses nothing and doubles nothing, and nobody's save has to wait (security.md R-20, R-21).
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import parseaddr
from time import sleep
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.contacts import opened_contact
from accounts.models import Contact
from attachments.actions import remove
from crypto.envelope import SealBroken
from eservices.expired import REMEMBERED, tombstone
from eservices.expiry import WARN_DAYS, removal_day
from eservices.models import Draft, DraftFile, ExpiredDraft
from eservices.models.drafts import DraftQuerySet
from outbox.actions import NewMail, enqueue_messages, withdraw
from outbox.clock import database_now
from outbox.mail import InvalidMail
from outbox.models import OutboxMessage

TOPIC = "draft_warning"
SLICE = 100
PAUSE = 0.05  # seconds between slices, in which somebody who waits to write on SQLite gets in

logger = logging.getLogger(__name__)


def warn_owners(now: datetime) -> int:
    """Queue a mail to every owner with a contact address who has drafts with at most 7 days, or 1 day, left.

    Once for each draft, warning and date of removal; activity moves that date and begins anew. One mail tells of all
    that comes due within a day, so that nobody, whose address it may not be, gets more than one of each a day (T-52).
    After a stop only the most urgent warning goes out. Returns how many drafts were dealt with.
    """
    return sum(_in_slices(lambda days=days: _warn_slice(days, now)) for days in sorted(WARN_DAYS))  # type: ignore[misc]


def remove_expired_drafts(now: datetime) -> int:
    """Remove every draft past its time, with its key, files and the mail about it; returns how many.

    A tombstone without personal data stays for some weeks, so that the owner can be told.
    """
    ExpiredDraft.objects.filter(expired_at__lt=now - REMEMBERED).delete()
    removed = _in_slices(lambda: _remove_slice(now))
    wipe_traces()
    return removed


def warning_holds(key: str, to: str) -> bool:
    """Whether a queued warning may be sent: the draft that goes first is there, its date has not moved, and `to` is
    its owner's."""
    _draft, draft_id, days, _date = key.split(":")
    draft = Draft.objects.warned_of(UUID(draft_id), database_now()).only("expires_at").first()
    if draft is None or warning_key(draft, int(days)) != key:
        return False
    contact = Contact.objects.filter(user=draft.owner_id).select_related("user").first()
    return contact is not None and opened_contact(contact).email == to


def withdraw_warnings(drafts: Iterable[Draft], *, now: datetime) -> None:
    """Blank what is queued about drafts that go, or whose date moves: nothing of them stays behind (promise 8).

    The other drafts that an unsent mail told of will be warned of anew.
    """
    keys = {warning_key(draft, days): (draft, days) for draft in drafts for days in WARN_DAYS}
    with transaction.atomic(savepoint=False):
        withdraw(keys, now=now)
        found = OutboxMessage.objects.filter(key__in=keys, sent_at=None).values_list("key", flat=True)
        unsent = [keys[key] for key in found]
        for told in {days for _draft, days in unsent}:
            first = [draft for draft, days in unsent if days == told]
            Draft.objects.beside(first).filter(warned_days=told).update(warned_days=None)


def warning_key(draft: Draft, days: int) -> str:
    return f"draft:{draft.pk}:{days}:{draft.expires_at:%Y%m%d.%H%M%S.%f}"


def wipe_traces() -> None:
    """On SQLite: empty the write-ahead log, which keeps old pages though `secure_delete` blanked them in the database.

    Never waits: when somebody is reading, the next removal or the hourly job comes by again.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        timeout = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {timeout:d}")


def _in_slices(work: Callable[[], int]) -> int:
    total = 0
    while done := work():
        total += done
        sleep(PAUSE)
    return total


def _warn_slice(days: int, now: datetime) -> int:
    """Five queries, however many drafts. Owners whose address another job holds, or its owner changes, are left."""
    with transaction.atomic():
        due = Draft.objects.to_warn(days, now).order_by("expires_at")
        contacts = _locked_contacts(due.values_list("draftuserperm__user", flat=True)[:SLICE])
        if not contacts:
            return 0
        drafts = _locked(Draft.objects.to_warn_with(contacts, days, now).only("expires_at"), limit=None)
        enqueue_messages(list(_warnings(drafts, days, contacts)))
        Draft.objects.locked(drafts).update(warned_days=days)
        return len(drafts)


def _locked_contacts(owners: Iterable[int]) -> dict[int, Contact]:
    """By owner. Whoever holds an owner's address writes that owner's warning, and nobody else at the same time."""
    skip_locked = connection.features.has_select_for_update_skip_locked
    found = Contact.objects.filter(user__in=list(owners)).select_related("user")
    return {one.user_id: one for one in found.select_for_update(of=("self",), skip_locked=skip_locked)}


def _warnings(drafts: list[Draft], days: int, contacts: dict[int, Contact]) -> Iterator[OutboxMessage]:
    """One for each owner, about the draft that goes first and how many they are."""
    owned: dict[int, list[Draft]] = {}
    for draft in drafts:
        owned.setdefault(draft.owner_id or 0, []).append(draft)
    for owner, theirs in owned.items():
        if mail := _warning(theirs, days, contacts[owner]):
            yield mail


def _remove_slice(now: datetime) -> int:
    with transaction.atomic():
        past = Draft.objects.expired(now).with_owner()
        drafts = _locked(past.only("version_id", "visitor_hash", "expires_at"))
        if drafts:
            ExpiredDraft.objects.bulk_create([tombstone(draft) for draft in drafts], ignore_conflicts=True)
            withdraw_warnings(drafts, now=now)
            files = list(DraftFile.objects.of_drafts([draft.pk for draft in drafts]).values_list("pk", flat=True))
            Draft.objects.locked(drafts).only("pk").delete()
            remove(files)
        return len(drafts)


def _locked(drafts: DraftQuerySet, *, limit: int | None = SLICE) -> list[Draft]:
    """The next slice, locked. What somebody is saving just now is left for the next round: it will not be due then."""
    skip_locked = connection.features.has_select_for_update_skip_locked
    return list(drafts.order_by("expires_at").select_for_update(of=("self",), skip_locked=skip_locked)[:limit])


def _warning(drafts: list[Draft], days: int, contact: Contact) -> OutboxMessage | None:
    """None when no mail can be made: that must not hold up everybody else's."""
    try:
        address = opened_contact(contact)
        with translation.override(address.language):
            return _written(drafts, days, to=address.email)
    except (SealBroken, InvalidMail):
        logger.warning("No warning of draft %s: its owner's contact address cannot be used", drafts[0].pk)
        return None


def _written(drafts: list[Draft], days: int, *, to: str) -> OutboxMessage:
    """Says that something lies saved and until when. No link: who gets the mail by mistake has nothing to open."""
    first = min(drafts, key=lambda draft: draft.expires_at)
    context = {
        "municipality": parseaddr(settings.DEFAULT_FROM_EMAIL)[0],
        "host": settings.PORTAL_HOST,
        "day": removal_day(first.expires_at),
        "count": len(drafts),
    }
    mail = NewMail(
        key=warning_key(first, days),
        topic=TOPIC,
        to=to,
        subject=render_to_string("emails/eservices/draft_warning_subject.txt", context).strip(),
        body=render_to_string("emails/eservices/draft_warning.txt", context).strip() + "\n",
    )
    return mail.message()
