"""Who stands behind a request: a resident with e-ID, a member of staff with two factors, or nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.models import User

Answer = TypeVar("Answer", bound=HttpResponseBase)
EID_SESSION_KEY = "eid"


def is_resident(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_resident)


def person_of(request: HttpRequest) -> User:
    """Who is logged in, for views that only let people in. Raises PermissionDenied when nobody is."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def is_staff(user: Any) -> bool:
    """Staff by kind; that the session also gave two factors is held by `middleware.staff_gate`."""
    return bool(user.is_authenticated and not user.is_resident)


def resident_required(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Send everybody but residents to the login page, which explains that logging in ends a staff session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        if is_resident(request.user):
            return view(request, *args, **kwargs)
        return redirect(login_address(request.get_full_path() if request.method == "GET" else request.path))

    return guarded


def login_address(next_path: str, level: str = "") -> str:
    """The login page that leads on to `next_path`, asking for at least `level` (eid.provider.Level)."""
    parameters = {"next": next_path} | ({"niva": level} if level else {})
    return f"{reverse('accounts:login')}?{urlencode(parameters)}"


def login_facts(request: HttpRequest) -> tuple[str, str, bool]:
    """Level of assurance, provider and "was it the test e-ID" of this login; ("", "", False) for all but residents."""
    facts = request.session.get(EID_SESSION_KEY) if is_resident(request.user) else None
    return (facts["level"], facts["provider"], facts["is_test"]) if facts else ("", "", False)


def safe_path(request: HttpRequest, candidate: str, default: str = "/") -> str:
    """The path and query of `candidate` if it stays on this site, else `default` (security.md T-35)."""
    if "\0" in candidate:  # which PostgreSQL cannot store
        return default
    if not url_has_allowed_host_and_scheme(candidate, {request.get_host()}, require_https=request.is_secure()):
        return default
    parts = urlsplit(candidate)
    # A path that begins with two slashes is another site's address once the host before it is gone.
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path
