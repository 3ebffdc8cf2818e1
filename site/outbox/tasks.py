"""What huey runs: each task calls one action. The worker stops on SIGINT; SIGTERM would drop the running task."""

from uuid import UUID

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from outbox import actions


@db_task()
def deliver(message_id: str) -> None:
    actions.deliver(UUID(message_id))


@db_periodic_task(crontab(minute="*"))
def sweep() -> None:
    actions.sweep()
    actions.record_beat("sweep")


@db_periodic_task(crontab(minute="*"))
def beat() -> None:
    actions.record_beat("worker")


@on_startup()
def catch_up() -> None:
    """At once, not at the next full minute: what a worker left when it was killed is waiting."""
    beat()
    sweep()
