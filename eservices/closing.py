"""What holds for those half-way when a service is closed (promise 12): they may finish, until some day, or may not.

A service is closed when its page is not live: an editor unpublished it, or its time ran out. What the editor chose
stands on the page itself, so that it comes along with the draft's version in one query. Or it is closed for a while, by
an operating notice. Knows no database.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questions import Text

STOP = "stop"
CLOSED_FOR_ALL = "all"


class Closable(Protocol):
    """An EServicePage."""

    pk: int
    live: bool
    when_closed: str
    finish_until: date | None
    closed_reason: str
    closed_reason_en: str


class ClosingNotice(Protocol):
    """A notice of home's that closes the service just now."""

    @property
    def id(self) -> int: ...
    @property
    def closes(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def text_en(self) -> str: ...
    @property
    def ends_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Closing:
    """`until` is the last day to send in what is begun; None when it may be sent in for as long as it lies saved.

    One that a notice has closed opens again by itself, at `opens_at` where that is known.
    """

    may_finish: bool
    until: date | None
    reason: Text
    notice_id: int | None = None
    opens_at: datetime | None = None

    @property
    def is_for_now(self) -> bool:
        return self.notice_id is not None

    @property
    def title(self) -> str:
        return _("E-tjänsten är stängd just nu") if self.is_for_now else _("E-tjänsten är stängd")

    @property
    def words(self) -> str:
        if self.is_for_now:
            return f"{self._words_for_now} {self._opening}"
        if not self.may_finish:
            return _("Det du påbörjat går inte längre att skicka in. Du kan läsa det, skriva ut det och ta bort det.")
        if self.until is None:
            return _("Du kan skicka in det du redan har påbörjat, men inte börja på nytt.")
        return _("Du kan skicka in det du redan har påbörjat till och med %(day)s.") % {
            "day": date_format(self.until, "j F Y")
        }

    @property
    def _words_for_now(self) -> str:
        if self.may_finish:
            return _("Du kan skicka in det du redan har påbörjat, men inte börja på nytt.")
        return _("Just nu går det inte att fylla i eller skicka in. Det du har sparat finns kvar.")

    @property
    def _opening(self) -> str:
        if self.opens_at is None:
            return _("Försök igen senare.")
        opens_at = timezone.localtime(self.opens_at)
        at = {"day": date_format(opens_at, "j F Y"), "time": date_format(opens_at, "H.i")}
        return _("E-tjänsten öppnar igen %(day)s kl. %(time)s.") % at


def closing_of(service: Closable, now: datetime, notice: ClosingNotice | None = None) -> Closing | None:
    """None while the service is open. Of page and notice, the one that stops those half-way holds."""
    by_page, by_notice = _by_page(service, timezone.localdate(now)), _by_notice(notice)
    if by_page and by_notice:
        return by_notice if by_page.may_finish and not by_notice.may_finish else by_page
    return by_page or by_notice


def _by_page(service: Closable, today: date) -> Closing | None:
    if service.live:
        return None
    until = service.finish_until
    may_finish = service.when_closed != STOP and (until is None or today <= until)
    return Closing(may_finish, until, Text(service.closed_reason, service.closed_reason_en))


def _by_notice(notice: ClosingNotice | None) -> Closing | None:
    if notice is None:
        return None
    may_finish = notice.closes != CLOSED_FOR_ALL
    return Closing(may_finish, None, Text(notice.text, notice.text_en), notice.id, notice.ends_at)
