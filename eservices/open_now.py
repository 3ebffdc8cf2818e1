"""Whether a service is open at an instant, by its page and by the operating notices that hold then."""

from datetime import datetime

from eservices.closing import Closable, Closing, closing_of
from home.standing_notices import closer_of


def closing_at(service: Closable, now: datetime) -> Closing | None:
    """What holds for those half-way and those who would begin; None while the service is open."""
    return closing_of(service, now, closer_of(service.pk, now))


def is_closed_by_notice(service_id: int, now: datetime) -> bool:
    return closer_of(service_id, now) is not None
