"""Choosing a language: the link in the header of every page leads here, and on to the page in that language.

The address decides which language a page is in. The choice is remembered in a cookie, set only here, so that a reader
of English who comes in by the front door next time meets English.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.languages import MAIN, address

ONE_YEAR = 365 * 86400  # seconds


@require_safe
@never_cache
def choose_language(request: HttpRequest) -> HttpResponse:
    """On to the address in `till`, which must be ours, with its language remembered."""
    onward = request.GET.get("till", "")
    if not (onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)):
        onward = address("", MAIN)
    response = redirect(onward)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        get_language_from_path(onward.partition("?")[0]) or MAIN,
        max_age=ONE_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
