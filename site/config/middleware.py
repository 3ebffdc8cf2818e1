"""What every answer passes through: the client's address, the content security policy, no copies of personal pages."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
HOP = re.compile(r"\[([^]]+)\](?::[0-9]+)?|([0-9.]+)(?::[0-9]+)?|([0-9A-Fa-f:.]+)")


def trusted_proxy(get_response: GetResponse) -> GetResponse:
    """Put the client's address in REMOTE_ADDR, counting from the right past the proxies we run (ASVS 4.1.3)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
            own = request.META.get("REMOTE_ADDR", "")
            request.META["REMOTE_ADDR"] = address_of(hops[-settings.TRUSTED_PROXIES]) or own
        return get_response(request)

    return middleware


def address_of(hop: str) -> str:
    """The address of a hop, "" when it holds none. Some proxies add the port: it would tell every request apart."""
    found = HOP.fullmatch(hop)
    try:
        return str(ipaddress.ip_address(found[1] or found[2] or found[3])) if found else ""
    except ValueError:
        return ""


def plain_text(get_response: GetResponse) -> GetResponse:
    """Read every request as UTF-8 whatever character set it names, and no session by a name the database cannot hold.

    A form in another set could carry half characters that no page can show again, or name a set that reads no text.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.encoding and request.encoding.lower() not in ("utf-8", "utf8"):
            request.encoding = "utf-8"
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware


class ContentSecurityPolicy(CSPMiddleware):
    """Nothing inline on public pages; nonces, and framing by ourselves, in the admin and its preview only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/") and not getattr(response, "keeps_own_policy", False):
            # Wagtail's preview asks for the public page within the admin's request: its policy forbids the frame.
            response.headers.pop(HEADER, None)
        return super().process_response(request, response)

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> Any:
        if request.path.startswith("/admin/") and not report_only and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp reads it from there
        return super().get_policy_parts(request, response, report_only)


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep everything personal out of every cache: what a session, visitor cookie or form token touched is no-store."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    if not hasattr(request, "session") or response.headers.get("Content-Type", "").startswith(
        ("text/css", "text/javascript")
    ):
        return False
    personal_cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.VISITOR_COOKIE_NAME}
    return request.session.accessed or bool(response.cookies) or bool(personal_cookies & request.COOKIES.keys())
