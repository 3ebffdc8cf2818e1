"""What operations does now and then; each task calls one action."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from operations.key_proofs import count_what_is_sealed, leave_proofs
from outbox.actions import record_beat


@db_periodic_task(crontab(minute="7"))
def count() -> None:
    leave_proofs()
    count_what_is_sealed()
    record_beat("count")
