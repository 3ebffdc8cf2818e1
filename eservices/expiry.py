"""When a draft is removed, in words, and when its owner is warned: counted from the last activity.

Knows no database.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WARN_DAYS = (7, 1)
"""A warning goes out so many times 24 hours before the draft is removed."""

SOON = max(WARN_DAYS)


def days_left(expires_at: datetime, now: datetime) -> int:
    """Days in the calendar, as people count them: 0 is today."""
    return (timezone.localdate(expires_at) - timezone.localdate(now)).days


def is_soon(expires_at: datetime, now: datetime) -> bool:
    return days_left(expires_at, now) <= SOON


def removal_words(expires_at: datetime, now: datetime) -> str:
    """The day, how many are left when they are few, and the hour when it is today or tomorrow."""
    left = days_left(expires_at, now)
    at = {"day": removal_day(expires_at), "time": date_format(timezone.localtime(expires_at), "H.i"), "days": left}
    if left > SOON:
        return _("Tas bort %(day)s om du inte fortsätter.") % at
    if left > 1:
        return (
            ngettext(
                "Tas bort om %(days)s dag, den %(day)s, om du inte fortsätter.",
                "Tas bort om %(days)s dagar, den %(day)s, om du inte fortsätter.",
                left,
            )
            % at
        )
    if left == 1:
        return _("Tas bort i morgon, den %(day)s kl. %(time)s, om du inte fortsätter.") % at
    return _("Tas bort i dag kl. %(time)s om du inte fortsätter.") % at


def plain_removal_words(expires_at: datetime) -> str:
    """Of what nobody can go on with."""
    return _("Tas bort %(day)s.") % {"day": removal_day(expires_at)}


def removal_day(expires_at: datetime) -> str:
    return date_format(timezone.localtime(expires_at), "j F Y")
