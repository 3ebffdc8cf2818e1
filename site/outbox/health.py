"""How the outbox is doing: what the administrators' page shows, so that somebody notices (security.md R-09)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from outbox.models import Beat, OutboxMessage

LATE_AFTER = timedelta(minutes=5)  # the worker shows itself every minute, but a slow mail server can hold it up


@dataclass(frozen=True)
class Health:
    now: datetime
    waiting: int
    oldest_waiting_at: datetime | None
    parked: int
    held: int
    worker_seen_at: datetime | None

    @property
    def worker_is_late(self) -> bool:
        return self.worker_seen_at is None or self.now - self.worker_seen_at > LATE_AFTER

    @property
    def is_well(self) -> bool:
        return not (self.parked or self.held or self.worker_is_late)


def health(now: datetime) -> Health:
    """Four queries. `now` by the database's clock, as the worker's beat is."""
    waiting = OutboxMessage.objects.waiting().aggregate(count=Count("pk"), oldest=Min("created_at"))
    beat = Beat.objects.filter(name="worker").first()
    return Health(
        now=now,
        waiting=waiting["count"],
        oldest_waiting_at=waiting["oldest"],
        parked=OutboxMessage.objects.parked().count(),
        held=OutboxMessage.objects.held().count(),
        worker_seen_at=beat.at if beat else None,
    )
