"""Periodic work of the residents' side; each task calls one action.

By the database's clock, which all share: one that jumps ahead on a single machine must remove nobody's draft.
"""

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from eservices.actions.counting import count_uses
from eservices.actions.expiry import remove_expired_drafts, warn_owners
from eservices.actions.packages import expire_packages, forget_old_packages, remind_parties
from eservices.actions.parking import remove_expired_parked
from outbox.clock import database_now


@db_periodic_task(crontab(minute="*/5"))
def publish_what_is_due() -> None:
    """Pages go live and close at the times their editors set."""
    call_command("publish_scheduled", verbosity=0)


@db_periodic_task(crontab(minute="7"))
def warn_of_old_drafts() -> None:
    """Everything due and not done, however many hours were missed."""
    warn_owners(database_now())


@db_periodic_task(crontab(minute="17"))
def remove_old_drafts() -> None:
    """Everything due and not done, however many hours were missed."""
    remove_expired_drafts(database_now())


@db_periodic_task(crontab(minute="*/10"))
def look_after_packages() -> None:
    """Those whose time is up end, and who has not answered is reminded."""
    now = database_now()
    expire_packages(now)
    remind_parties(now)
    forget_old_packages(now)


@db_periodic_task(crontab(minute="*/10"))
def forget_parked_texts() -> None:
    """What nobody came back for within its hour."""
    remove_expired_parked(database_now())


@db_periodic_task(crontab(hour="3", minute="27"))
def count_what_is_used() -> None:
    """By night: a figure that moved as a case came in would tell when."""
    count_uses(database_now())
