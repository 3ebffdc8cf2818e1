"""Periodic work of the site; each task calls one action."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from home.changes import forget_old_changes
from home.desk.links.actions import check_links
from home.search.actions import forget_old_misses, rebuild_index
from outbox.clock import database_now


@db_periodic_task(crontab(minute="37"))
def forget_changes_seen_by_all() -> None:
    forget_old_changes(database_now())


@db_periodic_task(crontab(hour="2", minute="27"))
def forget_what_was_not_found() -> None:
    """Searches without hits, when they are older than editors need."""
    forget_old_misses(timezone.localdate(database_now()))


@db_periodic_task(crontab(hour="2", minute="47"))
def rebuild_search() -> None:
    """Pages that an import put in the database past Wagtail's own ways are found from tomorrow."""
    rebuild_index()


@db_periodic_task(crontab(hour="3", minute="17"))
def look_for_broken_links() -> None:
    """At night, when other sites have little to do; each of their addresses about once a week."""
    check_links(timezone.localdate(database_now()))
