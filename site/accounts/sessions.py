"""One session, one principal (design.md §13.4): how a session begins, how long it lives, and how it ends.

Idle time and absolute time are kept in the session itself, since Django's own expiry moves with every save. They are
written at most every few minutes, so that reading a page costs no write.
"""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse

from accounts.access import EID_SESSION_KEY
from accounts.backends import EID_BACKEND
from accounts.eid.provider import Result
from accounts.models import User

BEGAN, SEEN = "began", "seen"
IDLE_SECONDS = 3600
SEEN_STEP = 300


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


def keep_alive(request: HttpRequest) -> bool:
    """Note that the person is here; end the session and answer False when it was idle or has lasted too long."""
    now = int(time.time())
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.setdefault(SEEN, now)
    if now - seen > IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
        logout(request)
        return False
    if now - seen > SEEN_STEP:
        request.session[SEEN] = now
    return True


def cleared(response: HttpResponse) -> HttpResponse:
    """`response` of a logout: the browser forgets its copies and our cookies.

    Not `"cookies"` in Clear-Site-Data: that would log the person out of the municipality's other sites too.
    """
    for name in (settings.SESSION_COOKIE_NAME, settings.VISITOR_COOKIE_NAME):
        response.delete_cookie(name)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
