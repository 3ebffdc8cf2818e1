"""Periodic work of the residents' side; each task calls one action."""

from django.core.management import call_command
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from eservices.actions.expiry import remove_expired_drafts, warn_owners


@db_periodic_task(crontab(minute="*/5"))
def publish_what_is_due() -> None:
    """Pages go live and close at the times their editors set."""
    call_command("publish_scheduled", verbosity=0)


@db_periodic_task(crontab(minute="7"))
def warn_of_old_drafts() -> None:
    """Everything due and not done, however many hours were missed."""
    warn_owners(timezone.now())


@db_periodic_task(crontab(minute="17"))
def remove_old_drafts() -> None:
    """Everything due and not done, however many hours were missed."""
    remove_expired_drafts(timezone.now())
