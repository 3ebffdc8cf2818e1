"""Requests that are answered before anybody looks at what they ask for: too large, too slow, or not to be read.

Django's own pages of refusal are made in `home.errors`; this is how a request gets there. The worker, which has no
request of Django's to answer when one never became whole, asks the application itself for the page.
"""

import io
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
STATUS = "portal.refusal"  # in the WSGI environment: the status of a request that never became whole
REASONS = {
    400: "Bad Request",
    408: "Request Timeout",
    413: "Content Too Large",
    414: "URI Too Long",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
}


class TooSlow(BadRequest):
    """The body stopped coming, or came too slowly to wait for."""


class TooLarge(BadRequest):
    """More than the portal takes in one request, or than this address takes."""


class SizeLimits:
    """Middleware. Answers a body over the limit before a byte of it is read, without session and database.

    Only views that take files and the admin take more than a form's worth of text, and the admin files of staff only:
    `attachments.middleware` holds that.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = content_length(request)
        too_large, unreadable = length > settings.MAX_REQUEST_BYTES, length < 0
        status = request.META.get(STATUS) or (too_large and 413) or (unreadable and 400)
        return page(request, status) if status else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        is_small = content_length(request) <= settings.MAX_FORM_BYTES
        may_be_large = hasattr(view, "limits_of_files") or request.path.startswith("/admin/")
        return None if is_small or may_be_large else page(request, 413)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A body that was cut off: most likely nobody is there any more to read the answer."""
        return page(request, 400) if isinstance(exception, UnreadablePostError) else None


def content_length(request: HttpRequest) -> int:
    """-1 for what is no number: gunicorn refuses it, other servers let it through, and Django fails on it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return -1


def page(request: HttpRequest, status: int) -> HttpResponse:
    answer: HttpResponse = import_string(settings.REFUSAL_VIEW)(request, status)
    return answer


def answer(application: Application, target: str, status: int) -> bytes:
    """A whole HTTP/1.1 answer with the page for `status`, in the language of the address `target`."""
    lines: list[str] = []

    def start_response(_status: str, headers: list[tuple[str, str]], *_exc_info: Any) -> None:
        lines.extend(f"{name}: {value}" for name, value in headers if name.lower() != "connection")

    body = b"".join(application(_environment(target, status), start_response))
    head = [f"HTTP/1.1 {status} {REASONS[status]}", *lines, "Connection: close"]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def _environment(target: str, status: int) -> dict[str, Any]:
    return {
        STATUS: status,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/en/" if target.startswith("/en/") else "/",
        "QUERY_STRING": "",
        "SERVER_NAME": settings.PORTAL_HOST,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "https",
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
