"""Periodic work on files; each task calls one action."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from attachments.actions import sweep


@db_periodic_task(crontab(minute="47"))
def remove_orphans() -> None:
    sweep(timezone.now())
