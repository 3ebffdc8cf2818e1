"""What holds for those half-way when a service is closed (promise 12): they may finish, until some day, or may not.

A service is closed when its page is not live: an editor unpublished it, or its time ran out. What the editor chose
stands on the page itself, so that it comes along with the draft's version in one query. Knows no database.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questions import Text

STOP = "stop"


class Closable(Protocol):
    """An EServicePage."""

    live: bool
    when_closed: str
    finish_until: date | None
    closed_reason: str
    closed_reason_en: str


@dataclass(frozen=True)
class Closing:
    """`until` is the last day to send in what is begun; None when it may be sent in for as long as it lies saved."""

    may_finish: bool
    until: date | None
    reason: Text

    @property
    def words(self) -> str:
        if not self.may_finish:
            return _("Det du påbörjat går inte längre att skicka in. Du kan läsa det, skriva ut det och ta bort det.")
        if self.until is None:
            return _("Du kan skicka in det du redan har påbörjat, men inte börja på nytt.")
        return _("Du kan skicka in det du redan har påbörjat till och med %(day)s.") % {
            "day": date_format(self.until, "j F Y")
        }


def closing_of(service: Closable, today: date) -> Closing | None:
    """None while the service is open."""
    if service.live:
        return None
    until = service.finish_until
    may_finish = service.when_closed != STOP and (until is None or today <= until)
    return Closing(may_finish, until, Text(service.closed_reason, service.closed_reason_en))
