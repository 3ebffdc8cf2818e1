"""Pages for when something is wrong. Each says what happened, that nothing saved is lost, and a way on.

Where somebody may have to look into the log, the page gives a reference to read out: the request's id.
"""

import logging
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language_from_path, override
from django.views.decorators.csrf import requires_csrf_token

from config.refusal import TooLarge, TooSlow
from config.request_context import reference
from crypto.envelope import SealBroken
from crypto.keyring import KeysAway
from home.context import Portal
from home.municipality import portrait_without_database

logger = logging.getLogger(__name__)
REFUSALS = {400: "400.html", 408: "408.html", 413: "413.html", 414: "431.html", 431: "431.html", 500: "500.html"}
STATUS_OF = {
    TooSlow: 408,
    TooLarge: 413,
    RequestDataTooBig: 413,
    TooManyFieldsSent: 413,
    TooManyFilesSent: 413,
}

RETRY_AFTER = 30  # seconds: a database that starts anew needs a few
SQLITE_ERROR = 1  # a fault in the SQL: ours, and trying again is no help


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = next((status for kind, status in STATUS_OF.items() if isinstance(exception, kind)), 400)
    return render(request, REFUSALS[status], {"reference": reference()}, status=status)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reference": reference()}, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Comes out without database, session and cache, since any of them may be what broke."""
    error = sys.exc_info()[1]
    if is_away(error):
        return unavailable(request)
    return _page(request, "unreadable.html" if isinstance(error, SealBroken) else "500.html", status=500)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """What cannot be read at all, or comes too slowly. Costs little, since an attack may ask for it."""
    return _page(request, REFUSALS[status], status=status)


def unavailable(request: HttpRequest) -> HttpResponse:
    """What the portal stands on is away for the moment: come back soon (security.md R-10)."""
    response = _page(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def is_away(error: BaseException | None) -> bool:
    """Whether `error` says that the database or the keys are away, full or busy, rather than that our code is wrong."""
    if isinstance(error, KeysAway | InterfaceError):
        return True
    code = getattr(getattr(error, "__cause__", None), "sqlite_errorcode", None)
    return isinstance(error, OperationalError) and code != SQLITE_ERROR


def _page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    context = {"portal": Portal(None, portrait_without_database()), "reference": reference()}
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        page = loader.render_to_string(template, context)
    response = HttpResponse(page, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def csrf_failure(request: HttpRequest, reason: str = "", *, is_step: bool = False) -> HttpResponse:
    """The form's token is too old: usually because of a login in another tab (security.md, fact 10).

    On a step of an errand (`is_step`) it says to everybody alike what becomes of text written there.
    """
    logger.info("form token refused: %s", reason)
    return render(request, "csrf_failure.html", {"back_url": request.path, "is_step": is_step}, status=403)
