"""What is done to the outbox. The table is the truth; huey only rings a bell (design.md §10).

A message is sent by whoever holds its lease: one UPDATE takes it, and a worker that dies lets it run out. So a mail is
sent at least once, always as the same message, and a kill at any instant loses nothing (promise 9).
"""

import logging
import re
import uuid
from datetime import datetime
from functools import partial
from time import monotonic
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from outbox import pace
from outbox.clock import database_now
from outbox.mail import Mail, MailServerAway, is_hopeless, new_message_id, sealed, send, words_for
from outbox.models import Beat, OutboxMessage, OutboxQuerySet
from outbox.permissions import HasPermissions, can_manage_outbox

logger = logging.getLogger(__name__)

NAME = re.compile(r"[a-z0-9_.:-]+", re.ASCII)


class NotParked(Exception):
    """The message is no longer parked: somebody else has set it going."""


def enqueue_mail(*, key: str, topic: str, to: str, subject: str, body: str) -> OutboxMessage:
    """Queue one plain-text mail to one address, in the caller's transaction; a rollback takes it along.

    `key` names event and recipient by ids (`receipt:<case id>`): the same key again queues nothing and returns the
    message that is there. `topic` says what it is about to administrators. Raises InvalidRecipient or InvalidMail for
    what cannot be sent, TransactionManagementError outside a transaction. After commit a worker is rung for; that
    the queue is away never disturbs the caller.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A mail is queued in the transaction of the act it tells about")
    if not (NAME.fullmatch(key) and NAME.fullmatch(topic)):
        raise ValueError("key and topic lie in clear: ids and plain words only, never an address")
    new = _new_message(key, topic, Mail(to, subject, body))
    OutboxMessage.objects.bulk_create([new], ignore_conflicts=True)
    message = OutboxMessage.objects.get(key=key)
    transaction.on_commit(partial(ring, message.pk))
    return message


def _new_message(key: str, topic: str, mail: Mail) -> OutboxMessage:
    pk, now = uuid.uuid4(), timezone.now()
    return OutboxMessage(
        id=pk,
        key=key,
        topic=topic,
        message_id=new_message_id(pk),
        payload_sealed=sealed(mail, pk),
        created_at=now,
        due_at=now,
        give_up_at=now + pace.PATIENCE,
    )


def ring(message_id: UUID) -> None:
    """Tell a worker that there is something to deliver. Losing the ring costs a minute: the sweep finds the row."""
    from outbox import tasks

    try:
        tasks.deliver(str(message_id))
    except Exception as error:  # whatever ails the queue, the mail is safe in the table
        logger.warning("The queue is away (%s); the sweep will deliver %s", type(error).__name__, message_id)


def deliver(message_id: UUID) -> None:
    """Send one message, unless it is sent, parked, not due, or in another worker's hands."""
    message = claim(message_id, now=database_now())
    if message:
        attempt(message)


def sweep() -> None:
    """Send everything that is due, oldest first, and park what has brought down its worker too often.

    Any number may run at once. Ends early when the mail server is away: the rest stays due and loses no attempt.
    """
    park_interrupted(now=database_now())
    end = monotonic() + pace.SWEEP_TIME.total_seconds()
    while monotonic() < end:
        message = claim_next(now=database_now())
        if message is None or not attempt(message):
            return


def claim(message_id: UUID, *, now: datetime) -> OutboxMessage | None:
    """Take the lease of a due message in one UPDATE; None when there was nothing to take."""
    interrupted = Case(When(leased_until__isnull=False, then=Value(1)), default=Value(0))
    taken = (
        OutboxMessage.objects.due(now)
        .filter(pk=message_id)
        .update(
            leased_until=now + pace.lease(), attempts=F("attempts") + 1, interruptions=F("interruptions") + interrupted
        )
    )
    return OutboxMessage.objects.get(pk=message_id) if taken else None


def claim_next(*, now: datetime) -> OutboxMessage | None:
    """Take the lease of the message that has been due longest. One at a time: in a batch, leases could run out."""
    with transaction.atomic():
        due = OutboxMessage.objects.due(now).order_by("due_at")
        skip_locked = connection.features.has_select_for_update_skip_locked
        message = due.select_for_update(skip_locked=skip_locked).only("pk").first()
        return claim(message.pk, now=now) if message else None


def attempt(message: OutboxMessage) -> bool:
    """Try to send a message whose lease we hold, and record how it went. False when the mail server is away."""
    try:
        send(message)
    except Exception as error:  # a row that cannot be sent must not stop the others, whatever is wrong with it
        record_failure(message, error, now=database_now())
        return not isinstance(error, MailServerAway)
    record_sent(message, now=database_now())
    return True


def record_sent(message: OutboxMessage, *, now: datetime) -> None:
    """The message has left: blank its content. True whatever became of the lease meanwhile."""
    OutboxMessage.objects.filter(pk=message.pk, sent_at=None).update(
        sent_at=now, payload_sealed=b"", leased_until=None, parked_at=None, last_error=""
    )


def record_failure(message: OutboxMessage, error: Exception, *, now: datetime) -> None:
    """Wait longer, or park when it is useless or patience is at an end. Nothing if the lease is another's by now."""
    words = words_for(error)
    logger.warning("Outbox %s (%s), attempt %s: %s", message.pk, message.topic, message.attempts, words)
    ours = OutboxMessage.objects.waiting().filter(pk=message.pk, leased_until=message.leased_until)
    if is_hopeless(error, message.attempts) or now >= message.give_up_at:
        ours.update(parked_at=now, leased_until=None, last_error=words)
    else:
        ours.update(due_at=now + pace.wait_after(message.attempts), leased_until=None, last_error=words)


def park_interrupted(*, now: datetime) -> int:
    """Park messages that ended their worker again and again (R-24); returns how many."""
    hopeless = OutboxMessage.objects.free(now).filter(
        leased_until__isnull=False, interruptions__gte=pace.INTERRUPTIONS_BEFORE_PARKING
    )
    return hopeless.update(parked_at=now, leased_until=None, last_error="Interrupted")


def retry_parked(message: OutboxMessage, *, by: HasPermissions) -> OutboxMessage:
    """Set a parked message going with fresh patience. Raises PermissionDenied, NotParked when it already is going."""
    with transaction.atomic():
        if not _set_going(OutboxMessage.objects.parked().filter(pk=message.pk), by=by):
            raise NotParked
        transaction.on_commit(partial(ring, message.pk))
    message.refresh_from_db()
    return message


def retry_all_parked(*, by: HasPermissions) -> int:
    """Set every parked message going again; returns how many. The sweep takes them. Raises PermissionDenied."""
    return _set_going(OutboxMessage.objects.parked(), by=by)


def hold_waiting() -> int:
    """After a restore: hold every message that waited in the backup, for it may have been sent since (R-22)."""
    return OutboxMessage.objects.waiting().update(held_at=database_now(), leased_until=None)


def release_held(message_id: UUID | None = None, *, by: HasPermissions) -> int:
    """Let one held message go, or all of them, with fresh patience; returns how many. The sweep takes them.

    Raises PermissionDenied.
    """
    return _set_going(_held(message_id), by=by)


def drop_held(message_id: UUID | None = None, *, by: HasPermissions) -> int:
    """Throw one held message away unsent, or all of them; returns how many. Raises PermissionDenied."""
    if not can_manage_outbox(by):
        raise PermissionDenied
    _rows, per_model = _held(message_id).delete()
    count = per_model.get(OutboxMessage._meta.label, 0)
    logger.info("%s held messages dropped by user %s", count, getattr(by, "pk", None))
    return count


def _held(message_id: UUID | None) -> OutboxQuerySet:
    held = OutboxMessage.objects.held()
    return held if message_id is None else held.filter(pk=message_id)


def _set_going(stuck: OutboxQuerySet, *, by: HasPermissions) -> int:
    if not can_manage_outbox(by):
        raise PermissionDenied
    now = database_now()
    count = stuck.update(
        parked_at=None,
        held_at=None,
        due_at=now,
        give_up_at=now + pace.PATIENCE,
        attempts=0,
        interruptions=0,
        last_error="",
    )
    logger.info("%s messages set going by user %s", count, getattr(by, "pk", None))
    return count


def record_beat(name: str) -> None:
    """The periodic job `name` has just run."""
    beat = Beat(name=name, at=database_now())
    Beat.objects.bulk_create([beat], update_conflicts=True, unique_fields=["name"], update_fields=["at"])
