"""When a case is to be purged: pure arithmetic on its rule and the day it was closed."""

from calendar import monthrange
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from casework.models import Case


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last: a month after 31 January is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max  # a rule's slip of the finger must not take the page away from everybody it holds for
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def purge_date(case: "Case") -> date | None:
    """The first day the case may be purged; None while it is open, since the time runs from the day it is closed."""
    if case.closed_at is None:
        return None
    return add_months(timezone.localdate(case.closed_at), case.retention_rule.months)
