"""The gate every session passes: staff need two factors everywhere, residents have no business in the admin.

It denies by default and asks nothing of the address: a staff session without a second factor gets nowhere, not even to
a public page (security.md T-41, T-42). A request without a session cookie costs nothing.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import sessions
from accounts.access import is_resident, is_staff

GetResponse = Callable[[HttpRequest], HttpResponse]
LOGIN_PAGE = ("wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite")


def staff_gate(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if is_staff(request.user) and not request.user.is_verified():  # type: ignore[attr-defined]  # django-otp's
            return _turned_away(request)
        if not sessions.keep_alive(request, is_activity=not _only_asks(request.path)):
            return _turned_away(request) if is_staff(request.user) else get_response(request)
        if is_resident(request.user) and _is_admin(request.path):
            return _to_staff_login(request)
        response = get_response(request)
        return response if request.user.is_authenticated else sessions.cleared(response)  # just logged out

    return middleware


def _only_asks(path: str) -> bool:
    return path == reverse("accounts:time_left")


def _is_admin(path: str) -> bool:
    """The staff login page and its parts stay open: who is both resident and staff must be able to change over."""
    return path.startswith(reverse("wagtailadmin_home")) and path not in {reverse(name) for name in LOGIN_PAGE}


def _turned_away(request: HttpRequest) -> HttpResponse:
    logout(request)
    return _to_staff_login(request)


def _to_staff_login(request: HttpRequest) -> HttpResponse:
    login = reverse("wagtailadmin_login")
    leads_back = request.method == "GET" and _is_admin(request.path)
    return redirect(f"{login}?{urlencode({'next': request.get_full_path()})}" if leads_back else login)
