"""What the worker does for casework; each task calls one action."""

from uuid import UUID

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from casework.file_checks import check_waiting_files
from casework.receipts import actions as receipts


@db_task()
def make_receipt(receipt_id: str) -> None:
    receipts.make(UUID(receipt_id))


@db_periodic_task(crontab(minute="*"))
def make_waiting_receipts() -> None:
    receipts.sweep()


@on_startup()
def catch_up_with_receipts() -> None:
    """At once, not at the next full minute: what a worker left when it was killed is waiting."""
    make_waiting_receipts()


@db_periodic_task(crontab(minute="*/2"))
def search_waiting_files() -> None:
    """Files received while the scanner was away."""
    check_waiting_files(timezone.now())
