"""Periodic work of casework; each task calls one action."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from casework.file_checks import check_waiting_files


@db_periodic_task(crontab(minute="*/2"))
def search_waiting_files() -> None:
    """Files received while the scanner was away."""
    check_waiting_files(timezone.now())
