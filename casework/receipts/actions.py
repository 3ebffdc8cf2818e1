"""Receipts are asked for where something is received, and made by a worker. The table is the truth: a row without a
document is one to make, and whoever takes its lease makes it. A kill at any instant loses nothing and doubles nothing.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F

from attachments.actions import kept_document, record_document
from casework.models import Receipt, Submission
from casework.receipts.content import document_of
from casework.receipts.reading import sealed_part
from casework.sealing import case_key, sealed
from documents import sealing
from documents.typesetting import typeset
from outbox.clock import database_now

if TYPE_CHECKING:
    from accounts.models import User

LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
SWEEP_SECONDS = 50
logger = logging.getLogger(__name__)


def ask_for_receipts(
    submission: Submission, *, readers: "Iterable[User | None]", event: Receipt.Event, issuer: str, now: datetime
) -> None:
    """In the caller's transaction; after commit a worker is rung for. One reader has one receipt of an event.

    `issuer` is the municipality's name.
    """
    receipts = [
        Receipt(
            submission=submission,
            reader=reader,
            event=event,
            language=submission.language,
            issuer=issuer,
            asked_at=now,
            due_at=now,
        )
        for reader in readers
    ]
    Receipt.objects.bulk_create(receipts)
    for receipt in receipts:
        transaction.on_commit(partial(_ring, receipt.pk))


def _ring(receipt_id: UUID) -> None:
    """Losing the ring costs a minute: the sweep finds the row."""
    from casework import tasks

    try:
        tasks.make_receipt(str(receipt_id))
    except Exception as error:  # whatever ails the queue, the row stands
        logger.warning("The queue is away (%s); the sweep will make receipt %s", type(error).__name__, receipt_id)


def make(receipt_id: UUID) -> None:
    """Make one receipt, unless it is made, not due, or in another worker's hands."""
    now = database_now()
    due = Receipt.objects.due(now).filter(pk=receipt_id)
    if due.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        receipt = Receipt.objects.select_related("submission__case__unit").get(pk=receipt_id)
        try:
            _make(receipt, database_now())
        except AlreadyMade:
            logger.info("Receipt %s was made by another worker", receipt_id)
        except Exception:
            logger.exception("Receipt %s could not be made, attempt %s", receipt_id, receipt.attempts)
            _put_off(receipt, database_now())


def sweep() -> None:
    """Make all that are due, the longest waiting first. Any number may run at once."""
    end = monotonic() + SWEEP_SECONDS
    while monotonic() < end:
        waiting = Receipt.objects.due(database_now()).order_by("due_at").values_list("pk", flat=True).first()
        if waiting is None:
            return
        make(waiting)


def _make(receipt: Receipt, now: datetime) -> None:
    """Typesetting and sealing stand outside the transaction: they take up to seconds, and hold nobody up."""
    seal = sealing.current()
    document = document_of(receipt, seal=seal, made_at=now)
    pdf = typeset(document)
    if seal:
        pdf = sealing.seal(pdf, seal, reason=document.title)
    case = receipt.submission.case
    with kept_document(pdf) as kept, transaction.atomic():
        stored = record_document(kept)
        wrapped = sealed(case_key(case), kept.key, case_id=case.pk, part=sealed_part(receipt))
        made = Receipt.objects.waiting().filter(pk=receipt.pk)
        if not made.update(
            made_at=now,
            stored=stored,
            wrapped_key=wrapped,
            sha256=hashlib.sha256(pdf).hexdigest(),
            leased_until=None,
        ):
            raise AlreadyMade


class AlreadyMade(Exception):
    """Another worker was quicker, or the case is gone: what was made now is taken away again."""


def _put_off(receipt: Receipt, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(receipt.attempts - 1, 10), LONGEST_WAIT)
    Receipt.objects.waiting().filter(pk=receipt.pk).update(due_at=now + wait, leased_until=None)
