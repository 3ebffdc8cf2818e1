"""One log line a request, and the id that ties everything logged about it together.

A line says which view, never which person: no query string, no user, and of an address of ours only its pattern.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.request_context import accepted_from_proxy, at_work_on, new_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]
HEADER = "X-Request-ID"
LONGEST_PATH = 200
PAGES = "wagtail_serve"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
UNTOLD = ("operations:healthz", "operations:readyz", "operations:metrics")  # asked several times a minute by machines

logger = logging.getLogger("portal.access")


def access_log(get_response: GetResponse) -> GetResponse:
    """Outermost of all middleware, so that what any other logs or answers has its id."""

    def middleware(request: HttpRequest) -> HttpResponse:
        known = accepted_from_proxy(request.headers.get(HEADER, "")) if settings.TRUSTED_PROXIES else ""
        request_id, began = known or new_request_id(), time.perf_counter()
        with at_work_on(request_id, request):
            response = get_response(request)
            response.headers[HEADER] = request_id
            _tell(request, response, time.perf_counter() - began)
        return response

    return middleware


def view_name(request: HttpRequest) -> str:
    """As in the URLconf; empty when no view was reached."""
    return request.resolver_match.view_name if request.resolver_match else ""


def method(request: HttpRequest) -> str:
    """A client may send any word for one."""
    return request.method if request.method in METHODS else "OTHER"


def user_kind(request: HttpRequest) -> str:
    """resident, staff, visitor or anonymous; by what the session turned out to hold, without opening one for it."""
    user = getattr(request, "_cached_user", None)
    if user is not None and user.is_authenticated:
        return str(user.kind)
    return "visitor" if settings.VISITOR_COOKIE_NAME in request.COOKIES else "anonymous"


def told_path(request: HttpRequest, status: int) -> str:
    """The pattern of an address of ours; a page's own path, which an editor has chosen; nothing that was made up."""
    if view_name(request) == PAGES:
        return request.path[:LONGEST_PATH] if status < 400 else ""
    return f"/{request.resolver_match.route}" if request.resolver_match else ""


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    view = view_name(request)
    if view in UNTOLD or request.path.startswith(settings.STATIC_URL):
        return
    facts = {
        "view": view,
        "path": told_path(request, response.status_code),
        "method": method(request),
        "status": response.status_code,
        "duration_ms": round(seconds * 1000, 1),
        "user": user_kind(request),
    }
    logger.info("%s %s %s", method(request), view or "-", response.status_code, extra={"facts": facts})
