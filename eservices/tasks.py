"""Periodic work of the residents' side; each task calls one action."""

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from eservices.actions.drafts import remove_expired_drafts
from outbox.clock import database_now


@db_periodic_task(crontab(minute="*/5"))
def publish_what_is_due() -> None:
    """Pages go live and close at the times their editors set."""
    call_command("publish_scheduled", verbosity=0)


@db_periodic_task(crontab(minute="17"))
def remove_old_drafts() -> None:
    """Everything due and not done, however many hours were missed. By the database's clock: one that jumps ahead on a
    single machine must remove nobody's draft."""
    remove_expired_drafts(database_now())
