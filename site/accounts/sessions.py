"""One session, one principal (design.md §13.4): how a session begins, how long it lives, and how it ends.

Idle time and absolute time are kept in the session itself, since Django's own expiry moves with every save. They are
written at most every few minutes, so that reading a page costs no write.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.access import EID_SESSION_KEY
from accounts.backends import EID_BACKEND
from accounts.eid.provider import Result
from accounts.models import User

BEGAN, SEEN = "began", "seen"
IDLE_SECONDS = 3600
SEEN_STEP = 300
WARNING_SECONDS = 300  # how long before the end the person is told (WCAG 2.2.1)


def begin_resident(request: HttpRequest, user: User, result: Result) -> None:
    """Log `user` in under a new session id. Nothing of an earlier session survives unless it was the same person's."""
    if request.session.get(SESSION_KEY) == str(user.pk):
        request.session.cycle_key()  # Django's login keeps the id when it is the same person
    else:
        request.session.flush()
    login(request, user, backend=EID_BACKEND)
    request.session[EID_SESSION_KEY] = {
        "level": result.level,
        "provider": result.provider,
        "is_test": result.is_test,
    }
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def keep_alive(request: HttpRequest, *, is_activity: bool = True) -> bool:
    """Note that the person is here; end the session and answer False when it was idle or has lasted too long.

    A page that only asks how long the session lives (`is_activity=False`) does not prolong it by asking.
    """
    now = int(time.time())
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.setdefault(SEEN, now)
    if now - seen > IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
        logout(request)
        return False
    if is_activity and now - seen > SEEN_STEP:
        request.session[SEEN] = now
    return True


@dataclass(frozen=True)
class TimeLeft:
    """Until when a session lives if nothing more is done. `is_last`: doing something no longer helps."""

    ends_at: datetime
    seconds: int
    is_last: bool

    @property
    def warn_in(self) -> int:
        """Seconds until the person is to be told."""
        return max(self.seconds - WARNING_SECONDS, 0)


def time_left(request: HttpRequest) -> TimeLeft:
    """For a request with a living session. Of the two ends, the one that comes first."""
    now = int(time.time())
    idle_end = request.session.get(SEEN, now) + IDLE_SECONDS
    last_end = request.session.get(BEGAN, now) + settings.SESSION_COOKIE_AGE
    end = min(idle_end, last_end)
    return TimeLeft(datetime.fromtimestamp(end, UTC), max(end - now, 0), is_last=last_end <= now + WARNING_SECONDS)


def prolong(request: HttpRequest) -> None:
    """The person asks to stay logged in: idle time begins anew. The absolute time goes on."""
    request.session[SEEN] = int(time.time())


def person_mark(user: User) -> str:
    """Tells a page whether the session is still its own person's, and says nothing of who that is."""
    return salted_hmac("accounts.sessions.person", str(user.uuid)).hexdigest()[:16]


def cleared(response: HttpResponse) -> HttpResponse:
    """`response` of a logout: the browser forgets its copies and our cookies.

    Not `"cookies"` in Clear-Site-Data: that would log the person out of the municipality's other sites too.
    """
    for name in (settings.SESSION_COOKIE_NAME, settings.VISITOR_COOKIE_NAME):
        response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
