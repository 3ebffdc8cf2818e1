"""Periodic work of the public pages; each task calls one action."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from home.changes import forget_old_changes
from outbox.clock import database_now


@db_periodic_task(crontab(minute="37"))
def forget_changes_seen_by_all() -> None:
    forget_old_changes(database_now())
