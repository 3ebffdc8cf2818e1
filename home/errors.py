"""Pages for when something is wrong. Each says what happened, that nothing saved is lost, and a way on."""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language_from_path, override
from django.views.decorators.csrf import requires_csrf_token

from config.refusal import TooLarge, TooSlow
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


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = next((status for kind, status in STATUS_OF.items() if isinstance(exception, kind)), 400)
    return render(request, REFUSALS[status], status=status)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return refused(request, 500)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """Comes out without database, session and cache: any of them may be what broke, and an attack shall cost little."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        page = loader.render_to_string(REFUSALS[status], {"portal": Portal(None, portrait_without_database())})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "", *, is_step: bool = False) -> HttpResponse:
    """The form's token is too old: usually because of a login in another tab (security.md, fact 10).

    On a step of an errand (`is_step`) it says to everybody alike what becomes of text written there.
    """
    logger.info("form token refused: %s", reason)
    return render(request, "csrf_failure.html", {"back_url": request.path, "is_step": is_step}, status=403)
