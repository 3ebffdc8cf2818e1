"""Periodic work on logins; each task calls one action."""

from django.core.management import call_command
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from accounts.actions import remove_old_orders
from accounts.eid.orders import collect_open


@db_periodic_task(crontab(minute="37"))
def remove_old_logins() -> None:
    """Sessions that have ended, and e-ID orders that nobody can use any more."""
    call_command("clearsessions", verbosity=0)
    remove_old_orders(timezone.now())


@db_periodic_task(crontab(minute="*"))
def collect_open_orders() -> None:
    """Answers given in an e-ID app while the browser that waited for them was closed."""
    collect_open(timezone.now())
